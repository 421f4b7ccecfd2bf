// SPDX-License-Identifier: Apache-2.0
// What imports brought is sealed where it is about people, by the keys that seal them.
#include "payload_seal.h"

#include "i18n.h"
#include "packed_text.h"
#include "people_private.h"

bool payload_seal(struct people *people, enum sealed_kind kind, int64_t id, const char *text,
                  size_t n, GBytes **ret_blob, GError **error)
{
    uint32_t keys[VAULT_KEYS_MAX];
    return people_keys(people, keys, error) && people_prove(people, error) &&
           vault_seal(people->vault, keys[0], text, n, people_bound_to(kind, id), ret_blob, error);
}

#define DAMAGED _("Piece %" G_GINT64_FORMAT " of what imports brought is damaged in the log")

bool piece_damaged(int64_t id, GError **error)
{
    return tote_fail(error, TOTE_LOG_UNREADABLE, NULL, DAMAGED, id);
}

// A piece of the log is no person, so it is neither erased nor entered again.
static bool open_piece(struct people *people, enum sealed_kind kind, const struct sealed_row *piece,
                       char **ret_text, size_t *ret_n, GError **error)
{
    g_autoptr(GError) failed = NULL;
    if (people_unseal(people, piece, people_bound_to(kind, piece->id), ret_text, ret_n, &failed))
        return true;
    if (tote_error_is(failed, TOTE_PERSON_ERASED) || tote_error_is(failed, TOTE_PERSON_DAMAGED))
        return tote_fail_full(error, TOTE_LOG_UNREADABLE,
                              &(struct tote_fault){.detail = failed->message}, DAMAGED, piece->id);
    g_propagate_error(error, g_steal_pointer(&failed));
    return false;
}

bool payload_open(struct people *people, enum sealed_kind kind, int64_t id, const void *blob,
                  size_t n, GString *text, GError **error)
{
    uint32_t keys[VAULT_KEYS_MAX];
    char *opened = NULL;
    size_t length = 0;
    if ((!people->vault && !people_keys(people, keys, error)) ||
        !open_piece(people, kind, &(struct sealed_row){id, blob, n}, &opened, &length, error))
        return false;
    bool ok = unpack_text(opened, length, text) || piece_damaged(id, error);
    vault_wipe(opened, length);
    return ok;
}
