// SPDX-License-Identifier: Apache-2.0
// Recipes of kits, and what a kit comes down to where kits are in kits.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

// A kit may hold kits, so many deep; one part of a kit counts so much at most.
enum { KIT_DEPTH = 5, KIT_MOST = 100000 };

// A line of a recipe.
struct kit_row {
    const char *kit, *part, *name; // SKUs, and what people call the part
    int64_t per;                   // pieces in one kit, up to KIT_MOST
    int64_t item;                  // the part's id, 0 = not asked for
};

// What is packed for one kit: items that are no kits, each once.
struct kit_part {
    const char *sku, *name;
    int64_t per, item;
};

// The recipes as they stand; copies what it is given. A part that is there already gets the new
// number of pieces; 0 takes it out.
struct kit_book *kit_book_new(void);
void kit_book_put(struct kit_book *book, const struct kit_row *row);
// Pieces of the part in the kit, 0 = none.
int64_t kit_book_per(const struct kit_book *book, const char *kit, const char *part);
void kit_book_free(struct kit_book *book);
typedef struct kit_book kit_book;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(kit_book, kit_book_free)

// What a kit comes down to, in the order of its recipe: struct kit_part, the book's; NULL where the
// SKU is no kit. Recipes deeper than KIT_DEPTH, which nobody can bring in, end there.
const GArray *kit_book_find(struct kit_book *book, const char *sku);

// Does the kit, or one that holds it, come to more pieces of a part than there may be (QTY_MAX)?
bool kit_book_overflows(struct kit_book *book, const char *kit);

// May a kit get this part? Circles and more than KIT_DEPTH levels are refused.
enum kit_fit { KIT_FITS, KIT_CIRCLE, KIT_TOO_DEEP };
enum kit_fit kit_book_fits(const struct kit_book *book, const char *kit, const char *part);
