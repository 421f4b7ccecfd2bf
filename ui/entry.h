// SPDX-License-Identifier: Apache-2.0
// The one line into which everything is typed: its text and cursor, without any drawing.
#pragma once

#include <glib.h>
#include <stdbool.h>

enum { ENTRY_MAX = 512 }; // bytes

struct entry {
    GString *text;
    gsize cursor;  // bytes
    bool selected; // all of it: what is inserted takes its place
};

void entry_init(struct entry *entry);
void entry_release(struct entry *entry);
void entry_set(struct entry *entry, const char *text);

// Takes a selected text away; so do backspace and delete, and a moved cursor only ends the
// selection.
void entry_replace(struct entry *entry);

// Inserts at the cursor, or in the place of what is selected; control characters become blanks;
// what does not fit is left out.
void entry_insert(struct entry *entry, const char *text, gsize len);

bool entry_backspace(struct entry *entry);
bool entry_delete(struct entry *entry);
bool entry_move(struct entry *entry, int step); // -1, +1; false at an end

// The number that the whole text is (1 to 6 digits), -1 = none.
int entry_number(const char *text);
