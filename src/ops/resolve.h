// SPDX-License-Identifier: Apache-2.0
// From a scanned or typed code to the thing it stands for.
#pragma once

#include "db.h"
#include "work_rules.h"

enum target_kind {
    TARGET_NONE, // nobody knows it
    TARGET_ITEM,
    TARGET_PLACE, // a place or a cart
    TARGET_TOTE,
    TARGET_PLATE,
    TARGET_ORDER,
    TARGET_WORK,
    TARGET_PARCEL, // a box with an SSCC; with a problem where the label is an older one, void
    TARGET_VOID,   // its label, after it was emptied: no thing any more, the problem says so
    TARGET_BOX_TYPE,
    TARGET_COMMAND, // %UNDO: not a thing
};

struct target {
    enum target_kind kind;
    int64_t id;    // item, location, order, work or box
    int64_t qty;   // pieces that the code stands for; at least 1
    char *name;    // what people call it: item name, place code, number
    char *text;    // the code as it was read, safe to show
    char *lot;     // from GS1 data, else ""
    char *serial;  // the same
    char *problem; // what is wrong with the code itself, or NULL
};

// The same as the rules of work see it; CODE is what was read. Texts are the target's.
struct scan_seen target_seen(const struct target *target, const char *code);

// Finds what CODE is at SITE (0: at any). A code of a place may name its site: "NORTH:A-01". PREFER
// is looked up first where a text could be several things (a place and an SKU of the same name). An
// unknown code is TARGET_NONE, no error; a place that several sites have is TOTE_AMBIGUOUS. Clear
// with target_clear().
bool resolve(struct db *db, int64_t site, const char *code, enum target_kind prefer, int64_t now,
             struct target *ret_target, GError **error);
// Announces what resolve() will most likely ask for: the item with this GTIN. See db_send().
void resolve_send(struct db *db, const char *code, int64_t now);
void target_clear(struct target *target);
typedef struct target op_target;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(op_target, target_clear)
