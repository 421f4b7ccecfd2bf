// SPDX-License-Identifier: Apache-2.0
// The kinds of labels: which design shows what of which things, who may see it, and on which media.
// A label is one row in label_kinds.c and its binder.
#pragma once

#include "label.h"
#include "query.h"

// What a label is printed on, in 1/100 mm.
struct label_media {
    const char *name; // "4x6"
    int width, height;
};

struct label_kind {
    const char *kind;           // "shipping": as people say it
    const char *const *aliases; // other words for it, ending with NULL
    const char *outbox;         // its word in the outbox
    const char *design;         // the asset: "labels/shipping-4x6.svg"
    // Whose row says who may look at one, and what of SEES_… stands on it. A worker that prints
    // one asks nobody.
    const struct query *query;
    unsigned sees;
    // The values of its fields for the thing that REF names. Caller frees; NULL with *error.
    label_fields *(*bind)(const struct session *session, const char *ref, GError **error);
    // What a REF is: adds what bind() takes for all that people mean by WORD (a box by its label,
    // all boxes of an order …), at the clock NOW (UTC ms).
    bool (*find)(const struct session *session, const char *word, int64_t now, GPtrArray *refs,
                 GError **error);
    struct label_media media;
};

// All kinds; *ret_n of them.
const struct label_kind *label_kinds(size_t *ret_n);

// Their names, "shipping, carton". Caller frees.
char *label_kind_names(void);

// The kind that people call WORD, or NULL with *error TOTE_ARGUMENT about `kind`.
const struct label_kind *label_kind_named(const char *word, GError **error);

// The kind that people call WORD, and the one of a word of the outbox; NULL if there is none.
const struct label_kind *label_kind_find(const char *word);
const struct label_kind *label_kind_of_job(const char *outbox);

// Renders the labels of the things REFS (strings: a box by its SSCC), a page each, whoever the
// session is: for the worker, and for label_kind_show(). The rest as
// label_render_pages().
bool label_kind_render_pages(const struct label_kind *kind, const struct session *session,
                             const GPtrArray *refs, const struct label_options *options,
                             GBytes **ret_bytes, GPtrArray **ret_codes, GError **error);

// The same for one thing.
bool label_kind_render(const struct label_kind *kind, const struct session *session,
                       const char *ref, const struct label_options *options, GBytes **ret_bytes,
                       GPtrArray **ret_codes, GError **error);

// What somebody wants to look at: all labels that WORD means, at the clock NOW (UTC ms).
struct label_wish {
    const char *word;
    int64_t now;
    struct label_options options;
};

struct label_shown {
    GBytes *bytes;    // of all pages
    GPtrArray *codes; // struct label_code
    unsigned pages;
};

// The labels of KIND that SESSION wants to look at; TOTE_ROLE unless the row of the kind lets it.
// RET_SHOWN is the caller's to free. False with *error.
bool label_kind_show(const struct label_kind *kind, const struct session *session,
                     const struct label_wish *wish, struct label_shown *ret_shown, GError **error);
