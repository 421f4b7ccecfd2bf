// SPDX-License-Identifier: Apache-2.0
// Shopify's order export (CSV): the channel.
#pragma once

#include "channel.h"

extern const struct channel shopify_channel;
