// SPDX-License-Identifier: Apache-2.0
// A numbered list to choose from, of any length: digits for nine rows at a time (0 = the next
// nine), typing narrows it, arrows scroll it.
#pragma once

#include "layout.h"
#include "screen.h"

struct menu_row {
    const char *label, *brief; // brief: where there is little room, NULL = label
    const char *word;          // matches what is typed too, NULL = none
    const char *why_not;       // said of a row that cannot be chosen now; it gets no number
    char *aside;               // at the right where there is room; freed by the menu; may be NULL
    int digit;                 // '1' … '9' it always has, 0 = it takes one that is left
    const void *data;          // of the caller
    // Set by the menu:
    int number, page; // 1 … 9 and of which nine; 0 = none
};

struct menu {
    GArray *rows;     // struct menu_row, all
    GPtrArray *shown; // those that match what is typed
    char *typed;
    int focus, top, height;
    int page, pages; // which nine rows the digits mean now
};

void menu_begin(struct menu *menu); // no rows
void menu_add(struct menu *menu, const struct menu_row *row);
void menu_end(struct menu *menu); // all are added: narrows and numbers them
void menu_release(struct menu *menu);

// Keeps the rows that match TEXT, and begins with the first.
void menu_narrow(struct menu *menu, const char *text);
// The same while TEXT is being typed: one digit is a choice that waits for its Enter, and narrows
// nothing.
void menu_typing(struct menu *menu, const char *text);
void menu_move(struct menu *menu, enum ui_key key);
// The row with the number; 0 turns to the next nine. NULL = none.
const struct menu_row *menu_choose(struct menu *menu, int number);
// The focused row, NULL = nothing matches.
const struct menu_row *menu_focused(const struct menu *menu);

// Rows into REGION, with signs where there are more.
void menu_draw(struct menu *menu, struct region region);
