// SPDX-License-Identifier: Apache-2.0
// What the customer asks of who packs, whole: over a bench that has no room for it.
#pragma once

#include "screen.h"

bool note_show(struct view *view, const char *text, GError **error);
