// SPDX-License-Identifier: Apache-2.0
// Drawing into cells: text of any origin made safe, exactly wide and cut only with a sign.
#pragma once

#include <glib.h>

#include "layout.h"
#include "theme.h"

// Everything blank; then the painting functions; then one update of the terminal.
void paint_clear(void);
void paint_show(int cursor_y, int cursor_x); // cursor_y < 0: no cursor

// TEXT at (y, x) in at most W cells, cut with a sign. Returns the cells used.
int paint_text(int y, int x, int w, enum tint tint, const char *text);
// The same, filling W cells.
void paint_cell(int y, int x, int w, enum tint tint, const char *text);
// The name of a thing: what is too long for W keeps its end, too. Returns the cells used.
int paint_name(int y, int x, int w, enum tint tint, const char *text);
// TEXT ends at the last of W cells, which are not filled.
void paint_right(int y, int x, int w, enum tint tint, const char *text);
// Formats and paints at row ROW of REGION, INDENT cells from its left. Nothing outside of it.
int paint_line(struct region region, int row, int indent, enum tint tint, const char *format, ...)
    G_GNUC_PRINTF(5, 6);
// TEXT broken between words into the rows of REGION; the last row is cut. Returns rows used.
int paint_wrap(struct region region, enum tint tint, const char *text);
// TEXT broken between words into lines of at most W cells; free with g_strfreev().
char **paint_break(const char *text, int w);
void paint_fill(struct region region, enum tint tint);
// A rule over the width of a row with a word in it: "── word ───".
void paint_rule(int y, int x, int w, const char *left, const char *right);
void paint_wall(int y, int x, int h); // a line down
// A frame with a title; clears its inside, which it returns.
struct region paint_frame(struct region region, const char *title);
// A sheet over the screen, cheaper on a slow line than a frame: a title bar, and its inside
// cleared, which it returns.
struct region paint_sheet(struct region region, const char *title);
// A bar of W cells, DONE of TOTAL filled in eighths.
void paint_bar(int y, int x, int w, long done, long total);
// Values as a row of little columns.
void paint_spark(int y, int x, int w, const long *values, int n);
// The same over several rows, in eighths: two cells a value with one between. TOP is the value
// that fills the region.
void paint_columns(struct region region, const long *values, int n, long top);
