// SPDX-License-Identifier: Apache-2.0
// The kinds of labels: which design shows what, and on which media. A label is one row and its
// binder.
#pragma once

#include "label.h"
#include "op.h"

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
    // The values of its fields for the thing that REF names. Caller frees; NULL with *error.
    label_fields *(*bind)(const struct session *session, const char *ref, GError **error);
    // Adds what bind() takes for all that people mean by WORD, at the clock NOW (UTC ms).
    bool (*find)(const struct session *session, const char *word, int64_t now, GPtrArray *refs,
                 GError **error);
    struct label_media media;
};

// All kinds; *ret_n of them.
const struct label_kind *label_kinds(size_t *ret_n);

// Their names, "shipping, carton". Caller frees.
char *label_kind_names(void);

// The kind that people call WORD, and the one of a word of the outbox; NULL if there is none.
const struct label_kind *label_kind_find(const char *word);
const struct label_kind *label_kind_of_job(const char *outbox);

// Renders the labels of the things REFS (strings: a box by its SSCC), a page each, whoever the
// session is: a label says who gets the goods, so the caller asks who may see people. The rest as
// label_render_pages().
bool label_kind_render_pages(const struct label_kind *kind, const struct session *session,
                             const GPtrArray *refs, const struct label_options *options,
                             GBytes **ret_bytes, GPtrArray **ret_codes, GError **error);

// The same for one thing.
bool label_kind_render(const struct label_kind *kind, const struct session *session,
                       const char *ref, const struct label_options *options, GBytes **ret_bytes,
                       GPtrArray **ret_codes, GError **error);
