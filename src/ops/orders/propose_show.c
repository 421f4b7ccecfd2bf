// SPDX-License-Identifier: Apache-2.0
// What stands proposed for an order, told: pieces by warehouse.
#include "propose.h"
#include "record_doc.h"
#include "store_location.h"

// The proposal that stands, and from where it takes how much (struct site_free).
struct told {
    struct list *found, *sites;
    const struct proposal_row *row; // NULL = none stands
    GArray *from;
};
typedef struct told proposal_told;

static void told_clear(struct told *told)
{
    g_clear_pointer(&told->found, list_free);
    g_clear_pointer(&told->sites, list_free);
    g_clear_pointer(&told->from, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(proposal_told, told_clear)

static void add_site(struct told *told, const struct site_row *site)
{
    struct proposed_share share;
    struct site_free from = {.warehouse = site->code};
    for (const char *at = told->row->answer; propose_next(&at, &share);)
        from.qty += share.site == site->id ? share.pieces : 0;
    if (from.qty)
        g_array_append_val(told->from, from);
}

static bool told_read(struct db *db, int64_t order, struct told *told, GError **error)
{
    told->from = g_array_new(FALSE, FALSE, sizeof(struct site_free));
    told->found = store_proposal_open(db, order, error);
    if (!told->found || !list_len(told->found))
        return told->found != NULL;
    told->row = list_at(told->found, struct proposal_row, 0);
    told->sites = store_sites(db, error);
    for (unsigned i = 0; told->sites && i < list_len(told->sites); i++)
        add_site(told, list_at(told->sites, struct site_row, i));
    return told->sites != NULL;
}

char *propose_text(struct db *db, int64_t order, GError **error)
{
    g_auto(proposal_told) told = {0};
    if (!told_read(db, order, &told, error))
        return NULL;
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < told.from->len; i++) {
        const struct site_free *from = &g_array_index(told.from, struct site_free, i);
        g_string_append_printf(text, "%s%s %" G_GINT64_FORMAT, i ? ", " : "", from->warehouse,
                               from->qty);
    }
    return g_string_free(text, FALSE);
}

static void from_doc(const struct told *told, struct doc *doc)
{
    doc_open_list(doc, "from");
    for (unsigned i = 0; i < told->from->len; i++) {
        const struct site_free *from = &g_array_index(told->from, struct site_free, i);
        doc_open_object(doc, NULL);
        doc_text(doc, "warehouse", from->warehouse);
        doc_int(doc, "pieces", from->qty);
        doc_close(doc);
    }
    doc_close(doc);
}

bool propose_from_doc(struct db *db, int64_t order, struct doc *doc, GError **error)
{
    g_auto(proposal_told) told = {0};
    if (!told_read(db, order, &told, error))
        return false;
    from_doc(&told, doc);
    return true;
}

bool propose_doc(struct db *db, int64_t order, struct doc *doc, GError **error)
{
    g_auto(proposal_told) told = {0};
    if (!told_read(db, order, &told, error))
        return false;
    if (!told.row) {
        doc_null(doc, "proposal");
        return true;
    }
    doc_open_object(doc, "proposal");
    doc_fields(doc, &proposal_row_record, told.row, "engine parcels made_at");
    from_doc(&told, doc);
    doc_close(doc);
    return true;
}
