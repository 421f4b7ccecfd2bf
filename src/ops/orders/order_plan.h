// SPDX-License-Identifier: Apache-2.0
// Which site and which places an order's goods come from: asked of the rules, then written.
#pragma once

#include "op.h"
#include "store.h"
#include "store_line.h"

// Pieces that a line takes from a balance.
struct take {
    int64_t line, goods, location, site, qty, walk;
    int64_t of_others;  // pieces of qty that waiting orders have claimed (order_yield.h)
    int64_t fulfilment; // what the line is served by from then on, 0 = nobody serves it yet
    const char *place;  // owned by the plan, as the rest of its text
};

// What an order lacks and why; KIT: of a kit whose parts do not lie together; PART: a part of one
// that is not where the others are.
enum lack_why {
    LACK_UNKNOWN,
    LACK_NOWHERE,
    LACK_LITTLE,
    LACK_APART,
    LACK_KIT_APART,
    LACK_PART_APART
};
struct lack {
    enum lack_why why;
    int64_t need, missing; // pieces, or kits
    const char *sku, *kit; // kit: of LACK_PART_APART
    GArray *free; // struct site_free: what is free of it where besides what the plan takes; the
                  // plan owns it
};
struct site_free {
    const char *warehouse;
    int64_t qty;
};

struct plan {
    int64_t proposal;          // that stood for the order, 0 = none
    bool follows;              // does the plan do what was proposed?
    GArray *takes;             // struct take
    GArray *lacks;             // struct lack
    GArray *from;              // struct site_free: from which sites it takes how much
    bool chosen;               // was there more than one site to choose from?
    int64_t missing;           // pieces that nobody has for the order
    const struct list *wanted; // struct wanted_row: what it was asked for
    GPtrArray *owned;          // lists that hold the text
    GPtrArray *frees;          // GArrays of the lacks
    GPtrArray *waits; // lists of struct waits_row that takes are of_others of; `owned` owns them
    GArray *gifts;    // struct gift: who gave, known when it is allocated
};
typedef struct plan op_plan;
struct plan plan_new(GPtrArray *owned); // OWNED: a reference that becomes the plan's

// The day (since 1970) of the call, by which lots expire.
int64_t plan_day(const struct op_ctx *ctx);

// What the shop wants: may a line come from several sites, must kits stay whole? Of one site
// nothing is asked. SITES: struct site_row.
struct plan_rules {
    bool split, kits;
};
bool plan_read_rules(struct op_ctx *ctx, const struct list *sites, struct plan_rules *ret_rules,
                     GError **error);

// Plans the open lines of an order over all sites; what was split before is one line again first.
// Where it is complete only with goods that orders which wait for more have claimed, or only so as
// it was proposed, it takes those. Clear with plan_clear().
bool plan_order(struct op_ctx *ctx, int64_t order, struct plan *ret_plan, GError **error);
void plan_clear(struct plan *plan);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(op_plan, plan_clear)

// What is asked of the sites: pieces of one wanted line, or kits, whose parts are several.
struct portion {
    unsigned first, n; // rows of WANTED
    int64_t sets;      // pieces or kits
    bool kit, unknown; // nobody knows the SKU of one of them
};
// Cuts the wanted lines (struct wanted_row) into portions: kits stay whole where KITS says so and
// their parts are wanted alike.
GArray *plan_portions(const struct list *wanted, bool kits);
// Pieces of a wanted line in each set of its portion.
int64_t plan_per(const struct portion *portion, const struct wanted_row *row);

// Portions of which every SKU is known, as the sites are asked for them: appends to LINES (struct
// site_line), and to PARTS (struct site_part), which they point into, and to NUMBERS (unsigned)
// those of the portions.
void plan_ask(const struct list *wanted, const GArray *portions, GArray *parts, GArray *lines,
              GArray *numbers);

// Notes what the plan lacks. STOCK: struct site_stock, all that is free; LEFT: what of it the plan
// does not take; SITES: struct site_row.
struct shortage {
    const struct list *wanted, *sites;
    const GArray *stock, *left;
    const struct portion *portion;
    int64_t missing; // sets
};
void plan_lack(struct plan *plan, const struct shortage *shortage);

// Where the parts of kits that nobody makes up lie best: the site that lacks the fewest pieces of
// them, the preferred one among equals. LEFT of the shortage: what is to be had.
int64_t plan_best_site(const struct shortage *shortage);
// Notes that a part of such kits lacks pieces, which are none: nothing.
void plan_lack_part(struct plan *plan, const struct shortage *shortage,
                    const struct wanted_row *row, int64_t missing);

// Is there anything free of what the open lines of an order lack, or do waiting orders have all of
// it?
bool plan_hopeful(struct op_ctx *ctx, int64_t order, bool *ret_hopeful, GError **error);

// Allocates what the plan of the order takes: balances, claims and lines; other orders that wait
// give what it takes of theirs.
bool plan_allocate(struct op_ctx *ctx, int64_t order, struct plan *plan, GError **error);

// Gives every site that the plan takes from a fulfilment, and its pickers the work; a line that
// several sites serve is split among them, and so is one of which a part went before. What it takes
// is still to be allocated.
bool plan_fulfil(struct op_ctx *ctx, int64_t order, int64_t promise_at, struct plan *plan,
                 GError **error);

// Chooses among the sources of an item at a site (0: at all) but one, for NEED pieces: appends to
// TAKES (struct take), lowers what is free of the sources, and returns the pieces that are missing.
// SOURCES: struct source_row.
struct choice {
    int64_t line, site, need;
    int64_t goods, not_there; // a balance that is left out; goods 0: the whole location
};
int64_t plan_choose(struct list *sources, const struct choice *choice, GArray *takes);
