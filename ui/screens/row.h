// SPDX-License-Identifier: Apache-2.0
// One row of a table whole, over the screen that has cut it.
#pragma once

#include "table.h"

// Shows the focused row of TABLE: what its columns say, each with its head, none cut. OWNER as
// given to table_draw(). Where there is no row nothing is opened.
bool row_show(struct view *view, const struct table *table, const struct table_source *source,
              const void *owner, GError **error);
