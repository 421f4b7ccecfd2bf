// SPDX-License-Identifier: Apache-2.0
// Columns of codes are shown in the words of the model's tables, and are as wide as these need.
#pragma once

#include <stddef.h>

// The codes that a column may have, and the word of each.
struct word_list {
    const char *(*code)(size_t n); // the n-th one; NULL behind the last
    const char *(*word)(const char *code);
};

extern const struct word_list words_of_orders; // states of orders, briefly
extern const struct word_list words_of_places; // kinds of locations
extern const struct word_list words_of_moves;  // kinds of movements
extern const struct word_list words_of_jobs;   // kinds of print jobs

// Cells of the widest word in the language of the program.
int words_width(const struct word_list *words);
