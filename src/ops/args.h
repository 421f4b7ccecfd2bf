// SPDX-License-Identifier: Apache-2.0
// Arguments of operations and queries: typed, resolved and refused in one place.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db.h"
#include "doc.h"
#include "names.h"

enum { OP_MAX_ARGS = 10 };
#define ARG_NUMBER_MOST INT64_C(1000000000000000)

// What an argument is; the member of the args struct that it fills stands beside it.
enum arg_type {
    ARG_TEXT,     // const char *: one word or sentence, NULL where it was not given
    ARG_WORDS,    // const char *: why, for people to read: some text, and no card number in it
    ARG_NUMBER,   // int64_t: a whole number from `least` to `most`; 0 where it was not given
    ARG_GRAMS,    // int64_t: what a box weighs, in whole grams
    ARG_FLAG,     // bool: --all
    ARG_REST,     // const char *: the remaining words, joined by newlines
    ARG_CHOICE,   // const char *: one of `words`; the first one where it was not given
    ARG_TIME,     // int64_t: RFC 3339, UTC ms; 0 where it was not given
    ARG_ORDER,    // struct arg_ref: O-number, W-number or the channel's name of an order
    ARG_WORK,     // struct arg_ref: a work, W-…
    ARG_JOB,      // struct arg_ref: a print job, J-…
    ARG_LOAD,     // struct arg_ref: a manifest, M-…
    ARG_ITEM,     // struct arg_ref: SKU or code of an item
    ARG_PLACE,    // struct arg_ref: code of a place at the caller's site, or SITE:CODE
    ARG_SITE,     // struct arg_ref: code of a warehouse
    ARG_PRINTER,  // struct arg_ref: name of a printer
    ARG_BOX_TYPE, // struct arg_ref: code of a box; id is 0, codes are its keys
    ARG_NAME,     // const char *: what a thing of the kind `called` is, or will be, called
    ARG_ADDRESS,  // const char *: the address of a printer
    N_ARG_TYPES,
};

// A thing that an argument names: its id (0 = not given) and what people call it. SERIAL is that of
// an item's piece where the code has one, else NULL.
struct arg_ref {
    int64_t id;
    const char *text, *serial;
};

// An argument. On the command line the ones without `option` are positional.
struct op_arg {
    const char *name; // "work": also the field that an error names
    enum arg_type type;
    bool required, option;
    const char *help;       // N_(), half a sentence
    size_t at;              // offset in the args struct
    const char *words;      // ARG_CHOICE: "picker|packer"
    enum name_kind called;  // ARG_NAME
    char *(*choices)(void); // what may be given, where a table says it: its help ends with it; NULL
    bool pace;              // how, not what: a call with another one is the same call
    int64_t least, most;    // ARG_NUMBER: what it can be; most 0 = from 0 to ARG_NUMBER_MOST
};

// How an argument is given, for ARG().
#define ARG_NEEDED true, false
#define ARG_MAYBE false, false
#define ARG_NEEDED_OPTION true, true
#define ARG_OPTION false, true

// A row of an args table: ARG(pick_args, work, WORK, ARG_NEEDED, N_("the pick work, W-…")).
#define ARG(tag, member, kind, how, text)                                                          \
    {                                                                                              \
#member, ARG_##kind, how, text, offsetof(struct tag, member), NULL                         \
    }
// The same for one of several words.
#define ARG_OF(tag, member, how, all, text)                                                        \
    {                                                                                              \
#member, ARG_CHOICE, how, text, offsetof(struct tag, member), all                          \
    }

// The same for the name of a kind of things.
#define ARG_CALLED(tag, member, how, kind, text)                                                   \
    {                                                                                              \
#member, ARG_NAME, how, text, offsetof(struct tag, member), NULL, NAME_##kind              \
    }

// The same for a number that has bounds of its own.
#define ARG_BETWEEN(tag, member, how, from, to, text)                                              \
    {                                                                                              \
#member, ARG_NUMBER, how, text, offsetof(struct tag, member), .least = (from),             \
                                                                      .most = (to)                 \
    }

// The same for how much a call does at once: a number that is left out where calls are compared.
#define ARG_PACE(tag, member, text)                                                                \
    {                                                                                              \
        .name = #member, .type = ARG_NUMBER, .option = true, .help = text,                         \
        .at = offsetof(struct tag, member), .pace = true                                           \
    }

// The read arguments of one call: `values` is the args struct, the rest is its memory.
struct args {
    void *values;
    GStringChunk *text;
};

// Checks what needs no database: presence, UTF-8, numbers, words. VALUES follow TABLE.
bool args_check(const struct op_arg *table, const char *const *values, GError **error);

// Masks card numbers in what the values say in words or as a code, whoever typed or scanned it, so
// that none is kept or shown: the door of all text of the world. MADE owns what was made anew.
void args_mask(const struct op_arg *table, const char **values, GPtrArray *made);

struct session;

// Reads VALUES into a new struct of SIZE bytes and looks up what they name, in the database of
// SESSION and as seen from its site. Refusals: TOTE_ARGUMENT, TOTE_NOT_FOUND, TOTE_AMBIGUOUS with
// the argument as field. NOW is the clock of the call. args_clear() frees it, also after a failure.
bool args_read(const struct session *session, const struct op_arg *table, const char *const *values,
               size_t size, int64_t now, struct args *ret_args, GError **error);
void args_clear(struct args *args);

// Are VALUES what a call was made with whose args_json() is JSON? NULL if they are, else the first
// argument that differs; *ret_then (NULL = not given, caller frees) is what it was.
const struct op_arg *args_differ(const struct op_arg *table, const char *const *values,
                                 const char *json, char **ret_then);

// The values that were given as one JSON object, for the log, and what the call had CHOSEN (NULL
// = nothing; op.h); caller frees.
char *args_json(const struct op_arg *table, const char *const *values, const char *chosen);
