// SPDX-License-Identifier: Apache-2.0
// Another key for people: those whom an older one sealed are sealed anew, batch by batch.
#include "i18n.h"
#include "people_private.h"
#include "registry.h"

enum { BATCH = 500 };

struct reseal_args {
    int64_t after;
};

bool people_rotate(struct people *people, GError **error)
{
    return vault_rotate(people->path, NULL, error);
}

// Seals what ROW holds by KEY; its words go, and come back with the index.
static bool reseal(struct people *people, const struct sealed_row *row, uint32_t key,
                   GError **error)
{
    char *text = NULL;
    size_t n = 0;
    g_autoptr(GBytes) blob = NULL;
    if (!vault_unseal(people->vault, row->bytes, row->n, row->id, &text, &n, error))
        return false;
    bool ok = vault_seal(people->vault, key, text, n, row->id, &blob, error);
    vault_wipe(text, n);
    struct sealed_row fresh = {.id = row->id};
    fresh.bytes = ok ? g_bytes_get_data(blob, &fresh.n) : NULL;
    return ok && store_person_reseal(people->db, &fresh, error);
}

static bool reseal_batch(struct op_ctx *ctx, GError **error)
{
    const struct reseal_args *args = ctx->args;
    struct people *people = ctx->session->people;
    uint32_t keys[VAULT_KEYS_MAX];
    int64_t last = 0, done = 0;
    g_autoptr(rowlist) rows = store_sealed_after(ctx->db, args->after, BATCH, error);
    if (!rows || !people_keys(people, keys, error))
        return false;
    for (unsigned i = 0; i < list_len(rows); i++) {
        const struct sealed_row *row = list_at(rows, struct sealed_row, i);
        uint32_t key = vault_key_of(row->bytes, row->n);
        last = row->id;
        if (vault_is_erased(row->bytes, row->n) || key == keys[0])
            continue;
        if (!reseal(people, row, keys[0], error))
            return false;
        done++;
    }
    ctx->silent = true;              // nobody is anybody else than before
    doc_int(ctx->doc, "last", last); // 0 = there were no more
    doc_int(ctx->doc, "resealed", done);
    ctx->subject = g_strdup_printf("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, last, done);
    return true;
}

const struct op op_person_reseal = {
    .name = "person.reseal",
    .summary = N_("Seals a batch of customers by the newest key."),
    .roles = ROLES_ADMIN,
    .run = reseal_batch,
    .inner = true,
    .args_size = sizeof(struct reseal_args),
    .args = {ARG(reseal_args, after, NUMBER, ARG_NEEDED, N_("the number of the last one"))},
};
