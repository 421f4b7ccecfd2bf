// SPDX-License-Identifier: Apache-2.0
// Why there is too little at a place: a row each in short_reasons.def.
#pragma once

#include <stddef.h>

// What a reason says of the goods at the place.
enum short_books {
    SHORT_ASKED,   // the pieces that were asked for are not to be had there
    SHORT_ALL,     // nothing of the item is left there, whatever the books say
    SHORT_NOTHING, // it lies there as before, and nobody gets to it now
};

struct short_reason {
    const char *code, *also; // "not_found", and another word that means it
    const char *label;       // N_("Place is empty")
    enum short_books books;
};

// All of them; their number in *ret_n. Words of one's own are the last one, "other".
const struct short_reason *short_reasons(size_t *ret_n);

// What TEXT means: letters of any case, "wrong-item" for "wrong_item"; else "other".
const struct short_reason *short_reason_of(const char *text);

// What is kept of it: the code, and of "other" the words with it: "other: fell off". Caller frees.
char *short_reason_kept(const char *text);

// All codes: "not_found, damaged, …". Caller frees.
char *short_reasons_list(void);
