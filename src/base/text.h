// SPDX-License-Identifier: Apache-2.0
// Text on a terminal: widths, cuts, cleaning, quoting and the key that look-ups compare by.
// Every function takes any bytes: invalid UTF-8 counts as one replacement sign per byte, and
// nothing here depends on the locale of the process.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

// Cells that UTF8 takes on a terminal after text_clean(): 2 for wide signs, 0 for combining
// ones (Unicode TR 11 as GLib knows it; ambiguous signs count 1). NULL is 0.
int text_width(const char *utf8);

// UTF8 cleaned as by text_clean() and made exactly CELLS wide: cut between user-perceived
// characters with ELLIPSIS at the end (NULL = "…"; left out where it does not fit itself), or
// filled with blanks, at its right by text_fit() and at its left by text_fit_right().
// CELLS below 1 gives "". Free with g_free().
char *text_fit(const char *utf8, int cells, const char *ellipsis);
char *text_fit_right(const char *utf8, int cells, const char *ellipsis);

// UTF8 in CELLS at most: what is longer keeps its beginning and its end, for things of one kind
// are often told apart by the end of their names. Free with g_free().
char *text_squeeze(const char *utf8, int cells, const char *ellipsis);

// The key under which people find UTF8: case folded, compatibility forms and accents taken
// away (NFKD; "ß" is "ss", "ø" is "o"), blanks squeezed and trimmed. Equal keys mean "looks
// the same to somebody searching"; folding a key again changes nothing. Free with g_free().
char *text_fold(const char *utf8);

// UTF8 safe to write to any terminal or file: control characters become their picture ("␛"),
// invalid bytes, bidirectional overrides and other invisible signs become U+FFFD, more than
// four combining marks in a row are left out. The result is valid UTF-8 without a byte below
// 0x20. A line break is a control character: split lines first. Free with g_free().
char *text_clean(const char *utf8);

// Is C a sign that nobody sees, or that moves the signs around it: a control character, a
// bidirectional override, what is invisible? A terminal and a label get none of them.
bool text_is_hidden(gunichar c);

// LEN bytes (-1 = up to the NUL) for use inside an error sentence, which brings the quotation
// marks: control, invisible and invalid bytes as \x1d, a backslash doubled, cut with "…" after
// MAX cells (0 or less = never). NULL gives "". Free with g_free().
char *text_quote(const char *bytes, gssize len, int max);

// Appends a number in digits, without the cost of a format.
void text_append_number(GString *to, int64_t number);
