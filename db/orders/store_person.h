// SPDX-License-Identifier: Apache-2.0
// People as the database knows them: sealed bytes, and tokens by which they are found.
#pragma once

#include "store.h"

enum {
    PEOPLE_AT_ONCE = 32, // ids that one statement takes
    TOKEN_BYTES = 16,    // of a token of the index
};

// A sealed text; the bytes live as long as the list. Reading them is src/ops/people/people.h.
struct sealed_row {
    int64_t id;
    const void *bytes;
    size_t n;
};

// Those of N ids that are there, in no order: struct sealed_row.
struct list *store_sealed(struct db *db, const int64_t *ids, size_t n, GError **error);

// The newest one; a list of one or none.
struct list *store_sealed_newest(struct db *db, GError **error);

// At most N whose words are not in the index yet, the newest first, with ids under BEFORE.
struct list *store_sealed_todo(struct db *db, int64_t before, int64_t n, GError **error);

// Where sealed texts stand: persons, pieces of the log, questions of imports (by their order).
enum sealed_kind { SEALED_PERSON, SEALED_PIECE, SEALED_QUESTION, SEALED_KINDS };

// The next N of a kind behind the id AFTER, by id.
struct list *store_sealed_after(struct db *db, enum sealed_kind kind, int64_t after, int64_t n,
                                GError **error);

// How many of each kind each key seals: the first HEAD_BYTES of what is sealed say which.
enum { HEAD_BYTES = 5 };
struct head_row {
    uint8_t head[HEAD_BYTES];
    size_t n; // of them that are there: somebody who was erased has one
    int64_t count[SEALED_KINDS];
};
struct list *store_sealed_heads(struct db *db, GError **error);

// The next N of a kind behind the id AFTER that begin with HEAD.
struct list *store_sealed_with(struct db *db, const struct head_row *head, enum sealed_kind kind,
                               int64_t after, int64_t n, GError **error);

// Until the end of this write transaction nobody else adds or changes what is sealed.
bool store_sealed_stand_still(struct db *db, GError **error);

// An id for a new one, 0 with *error; then its row. Inside a write transaction.
int64_t store_person_id(struct db *db, GError **error);
bool store_person_add(struct db *db, const struct sealed_row *row, int64_t now, GError **error);

// Other bytes for a person that is there; its words go, and it is to be indexed again.
bool store_person_reseal(struct db *db, const struct sealed_row *row, GError **error);

// Other bytes for what was read as WAS, of any kind; a piece or question that was dropped or asked
// anew meanwhile is left.
bool store_reseal(struct db *db, enum sealed_kind kind, const struct sealed_row *was,
                  const struct sealed_row *row, GError **error);

// Takes one away, with its words. Nothing may point to it any more.
bool store_person_drop(struct db *db, int64_t id, GError **error);

// A word of the index: its kind (enum person_word_kind), its token.
struct token {
    int kind;
    uint8_t bytes[TOKEN_BYTES];
};

// Adds a word of a person. store_person_indexed() notes that all are there, by which key (not 0);
// TOTE_STALE where somebody else was quicker.
bool store_word_add(struct db *db, const struct token *token, int64_t person, GError **error);
bool store_person_indexed(struct db *db, int64_t id, int64_t key, GError **error);

// Adds the ids of people with this word to INTO (int64_t), the newest N.
bool store_people_with(struct db *db, const struct token *token, int64_t n, GArray *into,
                       GError **error);

// Adds the ids of orders to INTO (int64_t): those of N people; at most N whose numbers lie in
// FROM … TO - 1; at most N whose names in their channel begin with NAME.
bool store_orders_of_people(struct db *db, const int64_t *people, size_t n, GArray *into,
                            GError **error);
bool store_orders_between(struct db *db, int64_t from, int64_t to, int64_t n, GArray *into,
                          GError **error);
bool store_orders_named(struct db *db, const char *name, int64_t n, GArray *into, GError **error);
