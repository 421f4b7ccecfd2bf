// SPDX-License-Identifier: Apache-2.0
// What people paste into a field of a form, made a text that a label can print.
#pragma once

#include <glib.h>

// TEXT on one line: tabs, line breaks, control characters and blanks of any kind are one blank and
// stand at no end, and signs without width or that turn the text around them are left out
// (joiners stay, which some scripts are written with). NULL where nothing is left, and for NULL.
// Free with g_free().
char *one_line(const char *text);
