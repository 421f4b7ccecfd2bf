// SPDX-License-Identifier: Apache-2.0
// Shopify's order export (CSV): the channel, and its columns for the manual.
#pragma once

#include "channel.h"
#include "columns.h"

extern const struct channel shopify_channel;

// The columns that are read; all others are kept in the order's `extra`.
const struct column *shopify_columns(int *ret_n);
