// SPDX-License-Identifier: Apache-2.0
// Countries by their codes of ISO 3166-1.
#pragma once

#include <stdbool.h>

// Are the two characters at LETTERS a country, in capitals ("DE")? They need not end there, but
// there must be two.
bool country_known(const char *letters);

// The two capitals of a country of three digits ("276"), NULL if there is none. Points to static
// text that does not end behind them. DIGITS need not end there either.
const char *country_of_number(const char *digits);
