// SPDX-License-Identifier: Apache-2.0
// The two gettext marks: _() translates where it stands, N_() marks a string of a table.
#pragma once

#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) text
