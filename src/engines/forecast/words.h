// SPDX-License-Identifier: Apache-2.0
// What the sentences of this folder share.
#pragma once

#include <glib.h>

#include "forecast.h"

// A number as people say it: 0.04, 3.2, 47, 1250. Caller frees.
char *words_number(double number);

// "a week", "in 40 % of weeks" needs both; translated, owned by the table.
const char *words_a_unit(enum forecast_unit unit);
const char *words_units(enum forecast_unit unit);

// Adds a sentence, with a blank before it if it is not the first.
void words_add(GString *to, const char *format, ...) G_GNUC_PRINTF(2, 3);
