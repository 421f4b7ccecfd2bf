// SPDX-License-Identifier: Apache-2.0
// What is put around a cell so that a spreadsheet leaves it alone, or is pasted along with it.
#pragma once

// Takes off blanks at the ends, also such as do not break a line, and the guard of ="00123", in
// place. Returns TEXT; NULL is allowed.
char *cell_unguard(char *text);
