// SPDX-License-Identifier: Apache-2.0
// What a call brings is kept as one text in a few pieces, each packed and sealed by itself.
#include "keep.h"

#include "clock.h"
#include "i18n.h"
#include "packed_text.h"
#include "payload_seal.h"
#include "store_admin.h"
#include "store_payload.h"

static bool keep_piece(struct op_ctx *ctx, GBytes *packed, bool sealed, GError **error)
{
    if (ctx->kept >= PIECES_OF_EVENT)
        return tote_fail(error, TOTE_BUG, NULL, "%s keeps more than %d pieces", ctx->call->op->name,
                         PIECES_OF_EVENT);
    struct payload_piece piece = {.at = ctx->now, .sealed = sealed};
    int64_t event = op_event(ctx, error);
    piece.bytes = g_bytes_get_data(packed, &piece.n);
    g_autoptr(GBytes) blob = NULL;
    piece.id = event * PIECES_OF_EVENT + ctx->kept++;
    if (!event || (piece.sealed && !payload_seal(ctx->session->people, SEALED_PIECE, piece.id,
                                                 piece.bytes, piece.n, &blob, error)))
        return false;
    if (blob)
        piece.bytes = g_bytes_get_data(blob, &piece.n);
    return store_payload_add(ctx->db, &piece, error);
}

// Is anything kept at all? False also with *error.
static bool keeps(struct op_ctx *ctx, GError **error)
{
    if (ctx->keep_days < 0)
        ctx->keep_days = store_setting_number(ctx->db, SETTING_LOG_PAYLOAD_DAYS, error);
    return ctx->keep_days > 0;
}

bool op_keep_text(struct op_ctx *ctx, const GString *text, bool sealed, GError **error)
{
    if (!keeps(ctx, error))
        return ctx->keep_days >= 0;
    g_autoptr(GPtrArray) pieces = pack_text_pieces(text->str, text->len);
    for (unsigned i = 0; i < pieces->len; i++)
        if (!keep_piece(ctx, pieces->pdata[i], sealed, error))
            return false;
    return true;
}

bool op_keep(struct op_ctx *ctx, const void *data, size_t n, GError **error)
{
    g_autoptr(GString) text = g_string_sized_new(2048);
    payload_write_rows(ctx->call->op->brings, data, n, text);
    return op_keep_text(ctx, text, false, error);
}

bool keep_drop_old(struct op_ctx *ctx, GError **error)
{
    return store_payload_drop(ctx->db, ctx->now - ctx->keep_days * DAY_MS, error) >= 0;
}

struct gathering {
    struct people *people;
    GString *text;
    int64_t next; // id of the piece that must come now
};

static bool fail_lost(int64_t event, GError **error)
{
    return tote_fail(
        error, TOTE_LOG_UNREADABLE, NULL,
        _("A part of what the call %" G_GINT64_FORMAT " brought was erased from the log"), event);
}

static bool gather(void *data, const struct payload_piece *piece, GError **error)
{
    struct gathering *gathering = data;
    if (piece->id != gathering->next++)
        return fail_lost(piece->id / PIECES_OF_EVENT, error);
    if (piece->sealed)
        return payload_open(gathering->people, SEALED_PIECE, piece->id, piece->bytes, piece->n,
                            gathering->text, error);
    return unpack_text(piece->bytes, piece->n, gathering->text) || piece_damaged(piece->id, error);
}

bool keep_read(struct db *db, struct people *people, const struct op *op, int64_t event,
               int64_t pieces, struct payload_list *list, bool *ret_found, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    struct gathering gathering = {people, text, event * PIECES_OF_EVENT};
    payload_list_init(op->brings, list);
    if (!store_payload_read(db, event, gather, &gathering, error))
        return false;
    *ret_found = text->len > 0;
    if (*ret_found && gathering.next != event * PIECES_OF_EVENT + pieces)
        return fail_lost(event, error);
    return payload_read(op->brings, text->str, list, error);
}
