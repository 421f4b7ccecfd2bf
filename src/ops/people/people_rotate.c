// SPDX-License-Identifier: Apache-2.0
// Another key for people: what an older one sealed is sealed anew, batch by batch.
#include <string.h>

#include "i18n.h"
#include "people_private.h"
#include "registry.h"

enum { BATCH = 500, TRIED_AT_ONCE = 100 };

// --- which key

int64_t people_bound_to(enum sealed_kind kind, int64_t id)
{
    return kind == SEALED_PERSON ? id : kind == SEALED_PIECE ? -id : -(INT64_C(1) << 62) - id;
}

static bool opens(struct people *people, const struct sealed_row *row, enum sealed_kind kind)
{
    char *text = NULL;
    size_t n = 0;
    bool ok = people_unseal(people, row, people_bound_to(kind, row->id), &text, &n, NULL);
    vault_wipe(text, n);
    return ok;
}

static bool any_opens(struct people *people, const struct head_row *head, enum sealed_kind kind,
                      bool *ret_opens, GError **error)
{
    int64_t after = 0;
    for (bool more = true; more && !*ret_opens;) {
        g_autoptr(rowlist) rows =
            store_sealed_with(people->db, head, kind, after, TRIED_AT_ONCE, error);
        if (!rows)
            return false;
        for (unsigned i = 0; i < list_len(rows) && !*ret_opens; i++) {
            const struct sealed_row *row = list_at(rows, struct sealed_row, i);
            after = row->id;
            *ret_opens = opens(people, row, kind);
        }
        more = list_len(rows) == TRIED_AT_ONCE;
    }
    return true;
}

bool people_opens(struct people *people, const struct head_row *head, bool *ret_opens,
                  GError **error)
{
    *ret_opens = false;
    for (enum sealed_kind kind = 0; kind < SEALED_KINDS && !*ret_opens; kind++)
        if (head->count[kind] && !any_opens(people, head, kind, ret_opens, error))
            return false;
    return true;
}

// Does an older key than the newest still seal what it opens?
static bool under_way(struct people *people, bool *ret_under_way, GError **error)
{
    uint32_t keys[VAULT_KEYS_MAX];
    unsigned n = people_keys(people, keys, error);
    g_autoptr(rowlist) heads = n ? store_sealed_heads(people->db, error) : NULL;
    *ret_under_way = false;
    for (unsigned i = 0; heads && i < list_len(heads) && !*ret_under_way; i++) {
        const struct head_row *head = list_at(heads, struct head_row, i);
        uint32_t key = vault_key_of_head(head->head, head->n);
        if (key && key != keys[0] && !people_opens(people, head, ret_under_way, error))
            return false;
    }
    return heads != NULL;
}

bool people_rotate(struct people *people, bool *ret_resumed, GError **error)
{
    return people_prove(people, error) && under_way(people, ret_resumed, error) &&
           (*ret_resumed || vault_rotate(people->path, NULL, error));
}

// --- person.reseal

const char *const people_sealed_words[SEALED_KINDS] = {"people", "log", "questions"};

struct reseal_args {
    int64_t after;
    const char *what;
    int64_t size;
};

// A batch in work.
struct batch {
    struct people *people;
    enum sealed_kind kind;
    uint32_t key;
    struct resealed found;
};

// Seals what ROW holds by the newest key; a person's words go, and come back with the index.
static bool reseal(struct batch *batch, const struct sealed_row *row, GError **error)
{
    struct people *people = batch->people;
    g_autoptr(GError) failed = NULL;
    g_autoptr(GBytes) blob = NULL;
    int64_t bound_to = people_bound_to(batch->kind, row->id);
    char *text = NULL;
    size_t n = 0;
    if (!people_unseal(people, row, bound_to, &text, &n, &failed)) {
        if (batch->found.skipped)
            g_array_append_val(batch->found.skipped, row->id);
        return true; // one that cannot be opened keeps nobody else from it
    }
    bool ok = vault_seal(people->vault, batch->key, text, n, bound_to, &blob, error);
    vault_wipe(text, n);
    struct sealed_row fresh = {.id = row->id};
    fresh.bytes = ok ? g_bytes_get_data(blob, &fresh.n) : NULL;
    batch->found.done++;
    return ok && store_reseal(people->db, batch->kind, row, &fresh, error);
}

static bool reseal_rows(struct batch *batch, const struct list *rows, GError **error)
{
    for (unsigned i = 0; i < list_len(rows); i++) {
        const struct sealed_row *row = list_at(rows, struct sealed_row, i);
        batch->found.last = row->id;
        if (vault_is_erased(row->bytes, row->n) || vault_key_of(row->bytes, row->n) == batch->key)
            continue;
        if (!reseal(batch, row, error))
            return false;
    }
    return true;
}

static enum sealed_kind kind_named(const char *word)
{
    for (enum sealed_kind kind = 0; word && kind < SEALED_KINDS; kind++)
        if (!strcmp(word, people_sealed_words[kind]))
            return kind;
    return SEALED_PERSON;
}

static bool reseal_batch(struct op_ctx *ctx, GError **error)
{
    const struct reseal_args *args = ctx->args;
    struct resealed *result = ctx->call->result;
    struct batch batch = {.people = ctx->session->people,
                          .kind = kind_named(args->what),
                          .found.skipped = result ? result->skipped : NULL};
    uint32_t keys[VAULT_KEYS_MAX];
    int64_t size = args->size ? args->size : BATCH;
    unsigned before = batch.found.skipped ? batch.found.skipped->len : 0;
    g_autoptr(rowlist) rows = store_sealed_after(ctx->db, batch.kind, args->after, size, error);
    if (!rows || !people_keys(batch.people, keys, error))
        return false;
    batch.key = keys[0];
    if (!reseal_rows(&batch, rows, error)) {
        if (batch.found.skipped)
            g_array_set_size(batch.found.skipped, before); // it may run twice
        return false;
    }
    ctx->silent = true; // nobody is anybody else than before
    doc_int(ctx->doc, "last", batch.found.last);
    doc_int(ctx->doc, "resealed", batch.found.done);
    if (result)
        *result = batch.found;
    return true;
}

const struct op op_person_reseal = {
    .name = "person.reseal",
    .summary = N_("Seals a batch of customers by the newest key."),
    .roles = ROLES_ADMIN,
    .run = reseal_batch,
    .inner = true,
    .args_size = sizeof(struct reseal_args),
    .args = {ARG(reseal_args, after, NUMBER, ARG_NEEDED, N_("the number of the last one")),
             ARG_OF(reseal_args, what, ARG_MAYBE, "people|log|questions",
                    N_("customers, what the log holds of them, or what imports ask about")),
             ARG_PACE(reseal_args, size, N_("so many at most"))},
};
