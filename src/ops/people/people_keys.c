// SPDX-License-Identifier: Apache-2.0
// The keys of the key file: what each still seals, and the end of those that nothing needs.
#include <string.h>

#include "clock.h"
#include "common.h"
#include "i18n.h"
#include "people_private.h"
#include "query.h"
#include "registry.h"

// What stands in the file and in the database, by key; 0 as key: sealed by none.
struct counted {
    uint32_t keys[VAULT_KEYS_MAX]; // the newest first
    unsigned n;
    struct list *heads; // struct head_row
};

static bool count(struct people *people, struct counted *ret_counted, GError **error)
{
    ret_counted->n = people_keys(people, ret_counted->keys, error);
    ret_counted->heads = ret_counted->n ? store_sealed_heads(people->db, error) : NULL;
    return ret_counted->heads != NULL;
}

// The head that KEY puts before what it seals; NULL where it seals nothing.
static const struct head_row *head_of(const struct counted *counted, uint32_t key)
{
    for (unsigned i = 0; i < list_len(counted->heads); i++) {
        const struct head_row *head = list_at(counted->heads, struct head_row, i);
        if (vault_key_of_head(head->head, head->n) == key)
            return head;
    }
    return NULL;
}

static void key_text(uint32_t key, char text[16])
{
    g_snprintf(text, 16, "%08x", key);
}

// --- key.list

static void key_doc(struct query_ctx *ctx, uint32_t key, const struct head_row *head,
                    const char *state)
{
    char name[16];
    key_text(key, name);
    doc_open_object(ctx->doc, NULL);
    doc_text(ctx->doc, "key", name);
    doc_text(ctx->doc, "state", state);
    doc_time(ctx->doc, "made", vault_key_time(ctx->session->people->vault, key));
    doc_int(ctx->doc, "persons", head ? head->count[SEALED_PERSON] : 0);
    doc_int(ctx->doc, "log", head ? head->count[SEALED_PIECE] : 0);
    doc_int(ctx->doc, "questions", head ? head->count[SEALED_QUESTION] : 0);
    doc_close(ctx->doc);
}

static bool is_known(const struct counted *counted, uint32_t key)
{
    for (unsigned i = 0; i < counted->n; i++)
        if (counted->keys[i] == key)
            return true;
    return false;
}

static void keys_doc(struct query_ctx *ctx, const struct counted *counted)
{
    doc_open_list(ctx->doc, "keys");
    for (unsigned i = 0; i < counted->n; i++) {
        const struct head_row *head = head_of(counted, counted->keys[i]);
        key_doc(ctx, counted->keys[i], head,
                i == 0 ? _("seals")
                : head ? _("opens")
                       : _("not needed"));
    }
    for (unsigned i = 0; i < list_len(counted->heads); i++) {
        const struct head_row *head = list_at(counted->heads, struct head_row, i);
        uint32_t key = vault_key_of_head(head->head, head->n);
        if (key && !is_known(counted, key))
            key_doc(ctx, key, head, _("missing"));
    }
    doc_close(ctx->doc);
    doc_int(ctx->doc, "most", VAULT_KEYS_MAX);
}

static bool key_list(struct query_ctx *ctx, GError **error)
{
    struct counted counted;
    g_autofree char *path = people_key_path(db_url(ctx->db));
    doc_text(ctx->doc, "file", path);
    if (!count(ctx->session->people, &counted, error))
        return false;
    keys_doc(ctx, &counted);
    list_free(counted.heads);
    return true;
}

const struct query query_key_list = {
    .name = "key.list",
    .summary = N_("Lists the keys of customers' data and what each seals: customers, pieces of the "
                  "log, questions of imports."),
    .roles = ROLES_ADMIN,
    .run = key_list,
};

// --- key.retire

// How many of the oldest keys nothing needs. What does not open needs no key: *ret_blocks is the
// first that something needs, 0 = none.
static bool count_needless(struct people *people, const struct counted *counted, unsigned *ret_n,
                           uint32_t *ret_blocks, GError **error)
{
    *ret_n = 0;
    *ret_blocks = 0;
    for (unsigned i = counted->n; i-- > 1 && !*ret_blocks;) {
        const struct head_row *head = head_of(counted, counted->keys[i]);
        bool needed = false;
        if (head && !people_opens(people, head, &needed, error))
            return false;
        *ret_n += !needed;
        *ret_blocks = needed ? counted->keys[i] : 0;
    }
    return true;
}

// Whoever began before the newest key was there may still seal by an older one, on a server; it
// takes a moment at most.
static bool settled(struct op_ctx *ctx, uint32_t newest, GError **error)
{
    int64_t made = vault_key_time(ctx->session->people->vault, newest);
    return db_engine(ctx->db) == DB_SQLITE || ctx->now - made >= MINUTE_MS ||
           tote_fail_full(error, TOTE_STATE, &(struct tote_fault){.hint = _("Wait for a minute.")},
                          _("The newest key is not a minute old: a call that began before it may "
                            "still seal by an older one"));
}

static bool retire_counted(struct op_ctx *ctx, const struct counted *counted, GError **error)
{
    struct people *people = ctx->session->people;
    char named[16];
    uint32_t blocks = 0;
    unsigned n = 0;
    if (!count_needless(people, counted, &n, &blocks, error) ||
        (n && !settled(ctx, counted->keys[0], error)))
        return false;
    key_text(blocks, named);
    if (!n && blocks)
        return tote_fail_full(error, TOTE_STATE,
                              &(struct tote_fault){.hint = _("'tote key rotate' seals them by the "
                                                             "newest key.")},
                              _("The key %s still seals customers"), named);
    key_text(counted->keys[counted->n - 1 - n], named);
    doc_text(ctx->doc, "oldest", named); // that stays
    ctx->chosen = g_strdup_printf("%u", n);
    return true;
}

static bool retire(struct op_ctx *ctx, GError **error)
{
    struct people *people = ctx->session->people;
    struct counted counted = {.heads = NULL};
    if (ctx->call->chosen) // of a replay: the file has moved on, and the database knows nothing
        ctx->chosen = g_strdup(ctx->call->chosen);
    else if (!store_sealed_stand_still(ctx->db, error) || !count(people, &counted, error))
        return false;
    bool ok = ctx->chosen || retire_counted(ctx, &counted, error);
    list_free(counted.heads);
    if (!ok)
        return false;
    int64_t n = g_ascii_strtoll(ctx->chosen, NULL, 10);
    doc_int(ctx->doc, "retired", n);
    if (n)
        OP_SAY(ctx, VERDICT_DONE, KEYS_RETIRED, T_INT("keys", n));
    else
        OP_SAY(ctx, VERDICT_DONE, KEYS_NEEDED);
    return true;
}

// The file follows when the log says so: whoever dies in between finds the keys still there, and
// the next call, or the same one again, takes them out. Those that are gone are no matter.
static bool drop_keys(struct session *session, const struct reply *reply, GError **error)
{
    static const char name[] = "\"oldest\":\"";
    const char *oldest = reply->json ? strstr(reply->json, name) : NULL;
    g_autoptr(GError) failed = NULL;
    uint32_t key = oldest ? (uint32_t)g_ascii_strtoull(oldest + strlen(name), NULL, 16) : 0;
    if (!key || vault_retire(session->people->path, key, &failed) ||
        tote_error_is(failed, TOTE_NOT_FOUND))
        return true;
    g_propagate_error(error, g_steal_pointer(&failed));
    return false;
}

const struct op op_key_retire = {
    .name = "key.retire",
    .summary = N_("Takes the keys out of the key file that no customer's data need any more."),
    .roles = ROLES_ADMIN,
    .run = retire,
    .follow = drop_keys,
    .alone = true,
};
