// SPDX-License-Identifier: Apache-2.0
// Stock as documents: where an item lies, what is free and why, and the check of the ledger.
#include "clock.h"
#include "i18n.h"
#include "answers.h"
#include "record_doc.h"
#include "store_check.h"
#include "store_item.h"
#include "store_stock.h"

enum { DIFFERENCES = 100 };

struct sums {
    int64_t on_hand, allocated, elsewhere, demand;
};

// Only goods in pick and bulk places can be sold; the rest is on its way or lost.
static bool for_sale(const struct balance_row *row)
{
    return (!g_strcmp0(row->kind, "pick") || !g_strcmp0(row->kind, "bulk")) && !row->blocked;
}

static struct sums places_doc(const struct list *places, struct doc *doc)
{
    struct sums sums = {0};
    doc_open_list(doc, "places");
    for (unsigned i = 0; i < list_len(places); i++) {
        const struct balance_row *row = list_at(places, struct balance_row, i);
        doc_row(doc, &balance_row_record, row, "warehouse place kind lot lpn on_hand allocated");
        sums.on_hand += row->on_hand;
        sums.allocated += row->allocated;
        sums.elsewhere += for_sale(row) ? 0 : row->on_hand - row->allocated;
    }
    doc_close(doc);
    return sums;
}

static void term(struct doc *doc, const char *name, int64_t qty)
{
    doc_open_object(doc, NULL);
    doc_text(doc, "term", name);
    doc_int(doc, "qty", qty);
    doc_close(doc);
}

// The terms of availability; they add up to `available`.
static void terms_doc(const struct sums *sums, struct doc *doc)
{
    doc_open_list(doc, "terms");
    term(doc, "on_hand", sums->on_hand);
    term(doc, "allocated", -sums->allocated);
    term(doc, "held", 0);
    term(doc, "not_for_sale", -sums->elsewhere);
    term(doc, "unrouted_orders", -sums->demand);
    doc_close(doc);
}

// Today only: arrivals and their days come with purchase orders.
static void projection_doc(const struct sums *sums, int64_t available, struct doc *doc)
{
    g_autofree char *now = clock_rfc3339(clock_now());
    now[10] = '\0'; // the date alone
    doc_open_list(doc, "projection");
    doc_open_object(doc, NULL);
    doc_text(doc, "date", now);
    doc_int(doc, "in", 0);
    doc_int(doc, "out", sums->demand);
    doc_int(doc, "available", available);
    doc_close(doc);
    doc_close(doc);
}

static void item_doc(const struct item_row *row, struct doc *doc)
{
    doc_fields(doc, &item_row_record, row, "sku name");
    doc_text(doc, "gtin", *row->gtin ? row->gtin : NULL);
}

bool show_stock_past(struct db *db, int64_t item, int64_t at, struct doc *doc, GError **error)
{
    static const char *const unknown[] = {"allocated", "held", "available"};
    g_autoptr(rowlist) found = store_item(db, item, error);
    g_autoptr(rowlist) places = found ? store_balances_past(db, item, at, error) : NULL;
    if (!places)
        return false;
    item_doc(list_at(found, struct item_row, 0), doc);
    doc_time(doc, "at", at);
    struct sums sums = places_doc(places, doc);
    doc_int(doc, "on_hand", sums.on_hand);
    for (size_t i = 0; i < G_N_ELEMENTS(unknown); i++)
        doc_null(doc, unknown[i]);
    return true;
}

bool show_stock(struct db *db, int64_t item, struct doc *doc, GError **error)
{
    g_autoptr(rowlist) found = store_item(db, item, error);
    g_autoptr(rowlist) places = found ? store_balances_of_item(db, item, error) : NULL;
    int64_t demand = places ? store_demand(db, item, error) : -1;
    if (demand < 0)
        return false;
    item_doc(list_at(found, struct item_row, 0), doc);
    struct sums sums = places_doc(places, doc);
    sums.demand = demand;
    int64_t available = sums.on_hand - sums.allocated - sums.elsewhere - demand;
    doc_int(doc, "on_hand", sums.on_hand);
    doc_int(doc, "allocated", sums.allocated);
    doc_int(doc, "held", 0);
    doc_int(doc, "available", available);
    projection_doc(&sums, available, doc);
    terms_doc(&sums, doc);
    return true;
}

// --- check

static bool rule_doc(struct db *db, size_t rule, const struct check_rule *says, struct doc *doc,
                     bool *ok, GError **error)
{
    g_autoptr(rowlist) differences = store_check(db, rule, DIFFERENCES, error);
    if (!differences)
        return false;
    for (unsigned i = 0; i < list_len(differences); i++) {
        const struct difference_row *row = list_at(differences, struct difference_row, i);
        doc_open_object(doc, NULL);
        doc_text(doc, "rule", says->name);
        doc_text(doc, "says", _(says->says));
        doc_record(doc, &difference_row_record, row);
        doc_close(doc);
        *ok = false;
    }
    return true;
}

static bool check(struct db *db, struct doc *doc, bool *ret_ok, GError **error)
{
    size_t n = 0;
    const struct check_rule *rules = store_check_rules(&n);
    bool ok = true;
    doc_open_list(doc, "differences");
    for (size_t i = 0; i < n; i++)
        if (!rule_doc(db, i, &rules[i], doc, &ok, error))
            return false;
    doc_close(doc);
    int64_t checked = store_check_size(db, error);
    if (checked < 0)
        return false;
    doc_bool(doc, "ok", ok);
    doc_int(doc, "checked", checked);
    *ret_ok = ok;
    return true;
}

bool show_stock_check(struct db *db, struct doc *doc, bool *ret_ok, GError **error)
{
    if (!db_begin_read(db, error)) // one moment for all rules
        return false;
    bool done = check(db, doc, ret_ok, error);
    db_end_read(db);
    return done;
}
