// SPDX-License-Identifier: Apache-2.0
// The pieces of an order by its lines: how far they are, and which are missing; its state in words.
#pragma once

#include "pieces.h"
#include "lives.h"
#include "store_fulfilment.h"
#include "store_line.h"
#include "store_order_read.h"

// Pieces of a line that are missing in an order of this state, of a kit whole sets; 0 of what is no
// goods.
int64_t line_missing(const char *order_state, const struct line_row *line);

// The pieces of all lines (struct line_row) together; kits count by their parts.
void order_progress(const char *order_state, const struct list *lines,
                    struct progress *ret_progress);

// The state of an order in words, of a row of a list, or by its fulfilments (struct
// fulfilment_row). Caller frees.
char *queue_state_words(const struct queue_row *order);
const char *queue_state_brief(const struct queue_row *order); // in one word
char *order_words(const char *order_state, const struct list *fulfilments);

// Pieces that a fulfilment really has or, once it has left, took along: what it never found is
// planned for another one.
int64_t fulfilment_has(const struct fulfilment_row *row);
