// SPDX-License-Identifier: Apache-2.0
// The label of a box: from the database to the fields of a design to bytes.
#pragma once

#include "db.h"
#include "label.h"

// Renders the shipping label of the box with this SSCC. RET_CODES as label_render().
bool label_job_render(struct db *db, const char *sscc, const struct label_options *options,
                      GBytes **ret_bytes, GPtrArray **ret_codes, GError **error);
