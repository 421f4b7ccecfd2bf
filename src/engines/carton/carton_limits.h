// SPDX-License-Identifier: Apache-2.0
// Inside this folder: what the engine takes, checked before any work.
#pragma once

#include "carton.h"

// Fails with TOTE_ENGINE_LIMIT when a member is out of bounds; the field names it.
bool limits_check(const struct carton_box *boxes, guint n_boxes, const struct carton_item *items,
                  guint n_items, const struct carton_rules *rules, GError **error);
