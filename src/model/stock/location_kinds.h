// SPDX-License-Identifier: Apache-2.0
// Kinds of locations: fixed places and what moves about between them.
#pragma once

#include <stdbool.h>
#include <stddef.h>

// A location stands in one of a lower level, so that none can stand in itself.
enum location_level {
    LEVEL_PLACE = 1,  // fixed: a bin, a dock, a bench
    LEVEL_TRUCK = 2,  //
    LEVEL_CART = 3,   // carts and pallets
    LEVEL_PLATE = 4,  // plates and totes
    LEVEL_CARTON = 5, //
};

struct location_kind {
    const char *code, *label; // label: N_("pick bin")
    enum location_level level;
    bool sells;  // what stands here may be allocated; asked of the outermost location
    bool picked; // goods in it are in somebody's hands for an order
    bool import; // `import places` may name it
    bool orders; // holds goods of orders only: picking and packing move them, no hand does
};

// All kinds; their number in *ret_n.
const struct location_kind *location_kinds(size_t *ret_n);

// The kind of this code, or NULL.
const struct location_kind *location_kind_find(const char *code);

// The same in any case and with blanks around it, where `import places` may name it; else NULL.
const struct location_kind *location_kind_import(const char *text);

// "pick, bulk, receive, …": what `import places` may name, for its refusal. Caller frees.
char *location_kind_import_list(void);
