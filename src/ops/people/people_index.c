// SPDX-License-Identifier: Apache-2.0
// The index of people: the words of whom it lacks, in one sorted batch.
#include <string.h>

#include "i18n.h"
#include "people_private.h"
#include "registry.h"

enum { BATCH = 200, NO_WORDS = -1 };

struct entry {
    struct token token;
    int64_t person;
};

static int by_token(const void *a, const void *b)
{
    const struct entry *one = a, *other = b;
    int kind = one->token.kind - other->token.kind;
    return kind ? kind : memcmp(one->token.bytes, other->token.bytes, TOKEN_BYTES);
}

static bool add_words(struct people *people, const struct sealed_row *row, uint32_t key,
                      const struct person *person, GArray *entries, GError **error)
{
    g_autoptr(GArray) words = person_words(person);
    for (unsigned i = 0; i < words->len; i++) {
        const struct person_word *word = &g_array_index(words, struct person_word, i);
        struct entry entry = {.token.kind = word->kind, .person = row->id};
        if (!vault_token(people->vault, key, word->kind, word->text, entry.token.bytes, error))
            return false;
        g_array_append_val(entries, entry);
    }
    return true;
}

// Notes the words of one person; who cannot be opened is left for later.
static bool take(struct people *people, const struct sealed_row *row, GArray *entries,
                 int64_t *done, GError **error)
{
    g_auto(person_data) person = {0};
    uint32_t key = vault_key_of(row->bytes, row->n);
    if (!people_open_row(people, row, &person, NULL))
        return true;
    *done += 1;
    return (!key || add_words(people, row, key, &person, entries, error)) &&
           store_person_indexed(people->db, row->id, key ? (int64_t)key : NO_WORDS, error);
}

// Neighbours in the index are written together: each page once.
static bool write_all(struct people *people, GArray *entries, GError **error)
{
    g_array_sort(entries, by_token);
    for (unsigned i = 0; i < entries->len; i++) {
        const struct entry *entry = &g_array_index(entries, struct entry, i);
        if (!store_word_add(people->db, &entry->token, entry->person, error))
            return false;
    }
    return true;
}

bool people_index(struct people *people, int64_t n, int64_t *ret_done, GError **error)
{
    uint32_t keys[VAULT_KEYS_MAX];
    g_autoptr(GArray) entries = g_array_new(FALSE, TRUE, sizeof(struct entry));
    g_autoptr(rowlist) rows = store_sealed_todo(people->db, INT64_MAX, n, error);
    *ret_done = 0;
    if (!rows || !people_keys(people, keys, error))
        return false;
    for (unsigned i = 0; i < list_len(rows); i++)
        if (!take(people, list_at(rows, struct sealed_row, i), entries, ret_done, error))
            return false;
    return write_all(people, entries, error);
}

bool people_unindexed(struct people *people, bool *ret_any, GError **error)
{
    g_autoptr(rowlist) rows = store_sealed_todo(people->db, INT64_MAX, 1, error);
    *ret_any = rows && list_len(rows);
    return rows != NULL;
}

static bool index_people(struct op_ctx *ctx, GError **error)
{
    int64_t done = 0;
    ctx->silent = true; // nothing is known now that was not known before
    if (!people_index(ctx->session->people, BATCH, &done, error))
        return false;
    doc_int(ctx->doc, "indexed", done);
    if (ctx->call->result)
        *(int64_t *)ctx->call->result = done;
    return true;
}

const struct op op_person_index = {
    .name = "person.index",
    .summary = N_("Makes a batch of new customers findable by their words."),
    .roles = ROLES_FLOOR,
    .run = index_people,
    .inner = true,
};
