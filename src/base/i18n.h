// SPDX-License-Identifier: Apache-2.0
// The two gettext marks: _() translates where it stands, N_() marks a string of a table.
#pragma once

#include <glib.h>
#include <inttypes.h>
#include <libintl.h>

// gettext knows PRId64 inside a sentence; GLib's name for the same thing it does not.
#undef G_GINT64_FORMAT
#define G_GINT64_FORMAT PRId64

#define _(text) gettext(text)
#define N_(text) text
