// SPDX-License-Identifier: Apache-2.0
// Stock as documents: where an item lies, what is free and why, and the check of the ledger.
#include <string.h>

#include "clock.h"
#include "free.h"
#include "i18n.h"
#include "answers.h"
#include "record_doc.h"
#include "lots.h"
#include "store_check.h"
#include "kit_recipes.h"
#include "store_item.h"
#include "store_kit.h"
#include "store_location.h"
#include "store_stock.h"
#include "terms.h"

enum { DIFFERENCES = 100, MOVES = 20 };

// An expired lot is not sold, wherever it stands.
static bool held_back(const struct balance_row *row, int64_t now)
{
    return row->blocked || lot_stopped(row->expires_day, now);
}

int64_t balance_free(const struct balance_row *row, int64_t now)
{
    return free_in(row->kind, held_back(row, now), row->on_hand, row->allocated);
}

static void add(struct free_terms *terms, const struct balance_row *row, int64_t now)
{
    free_add(terms, row->kind, held_back(row, now), row->on_hand, row->allocated);
}

bool stock_terms(struct db *db, int64_t item, const struct list *places, int64_t now,
                 struct free_terms *ret_terms, GError **error)
{
    *ret_terms = (struct free_terms){0};
    for (unsigned i = 0; i < list_len(places); i++)
        add(ret_terms, list_at(places, struct balance_row, i), now);
    ret_terms->demand = store_demand(db, item, error);
    ret_terms->held = ret_terms->demand < 0 ? -1 : store_held(db, item, now, error);
    return ret_terms->held >= 0;
}

static void date_doc(const char *key, int64_t day, struct doc *doc)
{
    g_autofree char *date = clock_rfc3339(day * DAY_MS);
    date[10] = '\0'; // the date alone
    doc_text(doc, key, date);
}

// What tells goods of an item apart, and so why some of them are not for sale.
static void goods_doc(const struct balance_row *row, int64_t now, struct doc *doc)
{
    doc_text(doc, "condition", row->cond);
    if (row->expires_day)
        date_doc("expires", row->expires_day, doc);
    else
        doc_null(doc, "expires");
    doc_fields(doc, &balance_row_record, row, "owner serial");
    doc_bool(doc, "blocked", held_back(row, now));
}

// PAST: nobody knows any more what was allocated.
static struct free_terms places_doc(const struct list *places, int64_t now, bool past,
                                    struct doc *doc)
{
    struct free_terms terms = {0};
    doc_open_list(doc, "places");
    for (unsigned i = 0; i < list_len(places); i++) {
        const struct balance_row *row = list_at(places, struct balance_row, i);
        doc_open_object(doc, NULL);
        doc_fields(doc, &balance_row_record, row, "warehouse place kind lot lpn on_hand");
        if (past)
            doc_null(doc, "allocated");
        else
            doc_fields(doc, &balance_row_record, row, "allocated");
        goods_doc(row, now, doc);
        doc_close(doc);
        add(&terms, row, now);
    }
    doc_close(doc);
    return terms;
}

// The terms of availability; they add up to `available`. PAST: only what lay there is known.
static void terms_doc(const struct free_terms *terms, bool past, struct doc *doc)
{
    struct free_term list[FREE_TERMS];
    free_list(terms, list);
    doc_open_list(doc, "terms");
    for (size_t i = 0; i < FREE_TERMS; i++) {
        doc_open_object(doc, NULL);
        doc_text(doc, "term", list[i].name);
        if (past && strcmp(list[i].name, "on_hand") != 0)
            doc_null(doc, "qty");
        else
            doc_int(doc, "qty", list[i].qty);
        doc_close(doc);
    }
    doc_close(doc);
}

static void day_doc(int64_t day, int64_t in, int64_t out, int64_t available, struct doc *doc)
{
    doc_open_object(doc, NULL);
    date_doc("date", day, doc);
    doc_int(doc, "in", in);
    doc_int(doc, "out", out);
    doc_int(doc, "available", available);
    doc_close(doc);
}

// Today, and every day on which something is expected. EXPECTED: struct expected_row; what is late
// counts from today on.
static void projection_doc(const struct free_terms *terms, const struct list *expected, int64_t now,
                           struct doc *doc)
{
    int64_t today = now / DAY_MS, late = 0;
    g_autoptr(GArray) days = g_array_new(FALSE, FALSE, sizeof(struct free_day));
    for (unsigned i = 0; i < list_len(expected); i++) {
        const struct expected_row *row = list_at(expected, struct expected_row, i);
        const struct free_day day = {.day = row->day, .in = row->qty};
        late += row->day <= today ? row->qty : 0;
        g_array_append_val(days, day);
    }
    const struct free_day *all = (const struct free_day *)(void *)days->data;
    doc_open_list(doc, "projection");
    day_doc(today, late, terms->demand, free_on(terms, all, days->len, today), doc);
    for (unsigned i = 0; i < days->len; i++)
        if (all[i].day > today)
            day_doc(all[i].day, all[i].in, all[i].out, free_on(terms, all, days->len, all[i].day),
                    doc);
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
    const struct item_row *row = list_needed(found, "item", item, error);
    g_autoptr(rowlist) places = row ? store_balances_past(db, item, at, error) : NULL;
    if (!places)
        return false;
    item_doc(row, doc);
    doc_time(doc, "at", at);
    struct free_terms terms = places_doc(places, at, true, doc);
    doc_int(doc, "on_hand", terms.on_hand);
    for (size_t i = 0; i < G_N_ELEMENTS(unknown); i++)
        doc_null(doc, unknown[i]);
    doc_open_list(doc, "projection"); // what was expected then is not kept
    doc_close(doc);
    terms_doc(&terms, true, doc);
    doc_text(doc, "note",
             _("What lay where at that moment; what was promised, held and expected then is not "
               "kept, and condition, expiry and blocking are those of now"));
    return true;
}

// --- kits

// What is free of an item at each site, added up over its places.
static bool free_by_site(struct db *db, const char *sku, const struct list *sites, int64_t now,
                         int64_t *free, GError **error)
{
    g_autoptr(rowlist) found = store_item_by_sku(db, sku, error);
    bool known = found && list_len(found);
    g_autoptr(rowlist) sources =
        known   ? store_sources(db, list_at(found, struct item_row, 0)->id, now / DAY_MS, error)
        : found ? list_new(sizeof(struct source_row))
                : NULL;
    for (unsigned i = 0; sources && i < list_len(sources); i++) {
        const struct source_row *row = list_at(sources, struct source_row, i);
        for (unsigned s = 0; s < list_len(sites); s++)
            free[s] += list_at(sites, struct site_row, s)->id == row->site_id ? row->free : 0;
    }
    return sources != NULL;
}

static void kit_sites_doc(const struct list *sites, const int64_t *sets, struct doc *doc)
{
    int64_t all = 0;
    doc_open_list(doc, "sites");
    for (unsigned s = 0; s < list_len(sites); s++) {
        doc_open_object(doc, NULL);
        doc_text(doc, "warehouse", list_at(sites, struct site_row, s)->code);
        doc_int(doc, "buildable", sets[s]);
        doc_close(doc);
        all += sets[s];
    }
    doc_close(doc);
    doc_int(doc, "buildable", all);
}

// Its parts, and how many kits could be made up of what lies free of them in each warehouse.
static bool parts_doc(struct db *db, const GArray *parts, const struct list *sites, int64_t now,
                      struct doc *doc, GError **error)
{
    g_autofree int64_t *sets = g_new(int64_t, list_len(sites) + 1);
    for (unsigned s = 0; s < list_len(sites); s++)
        sets[s] = parts->len ? INT64_MAX : 0;
    doc_open_list(doc, "parts");
    for (unsigned i = 0; i < parts->len; i++) {
        const struct kit_part *part = &g_array_index(parts, struct kit_part, i);
        g_autofree int64_t *free = g_new0(int64_t, list_len(sites) + 1);
        int64_t all = 0;
        if (!free_by_site(db, part->sku, sites, now, free, error))
            return false;
        for (unsigned s = 0; s < list_len(sites); s++) {
            sets[s] = MIN(sets[s], free[s] / part->per);
            all += free[s];
        }
        doc_open_object(doc, NULL);
        doc_text(doc, "sku", part->sku);
        doc_text(doc, "name", part->name);
        doc_int(doc, "qty", part->per);
        doc_int(doc, "free", all);
        doc_close(doc);
    }
    doc_close(doc);
    kit_sites_doc(sites, sets, doc);
    return true;
}

static bool kit_doc(struct db *db, const char *sku, int64_t now, struct doc *doc, GError **error)
{
    g_autoptr(kit_book) book = NULL;
    if (!kit_recipes(db, &book, error))
        return false;
    const GArray *parts = book ? kit_book_find(book, sku) : NULL;
    g_autoptr(rowlist) sites = parts ? store_sites(db, error) : NULL;
    if (!parts || !sites) {
        doc_null(doc, "kit");
        return !parts;
    }
    doc_open_object(doc, "kit");
    bool ok = parts_doc(db, parts, sites, now, doc, error);
    doc_close(doc);
    return ok;
}

// The kits that it is a part of.
static bool part_of_doc(struct db *db, const char *sku, struct doc *doc, GError **error)
{
    g_autoptr(rowlist) recipes = store_kits(db, error);
    doc_open_list(doc, "part_of");
    for (unsigned i = 0; recipes && i < list_len(recipes); i++) {
        const struct kit_recipe_row *row = list_at(recipes, struct kit_recipe_row, i);
        if (strcmp(row->part, sku) != 0)
            continue;
        doc_open_object(doc, NULL);
        doc_text(doc, "sku", row->kit);
        doc_int(doc, "qty", row->per);
        doc_close(doc);
    }
    doc_close(doc);
    return recipes != NULL;
}

bool show_stock(struct db *db, int64_t item, int64_t now, struct doc *doc, GError **error)
{
    g_autoptr(rowlist) found = store_item(db, item, error);
    const struct item_row *row = list_needed(found, "item", item, error);
    g_autoptr(rowlist) places = row ? store_balances_of_item(db, item, error) : NULL;
    struct free_terms terms;
    if (!places || !stock_terms(db, item, places, now, &terms, error))
        return false;
    g_autoptr(rowlist) expected = store_expected(db, item, error);
    if (!expected)
        return false;
    item_doc(row, doc);
    places_doc(places, now, false, doc);
    int64_t available = free_available(&terms);
    doc_int(doc, "on_hand", terms.on_hand);
    doc_int(doc, "allocated", terms.allocated);
    doc_int(doc, "held", terms.held);
    doc_int(doc, "available", available);
    projection_doc(&terms, expected, now, doc);
    terms_doc(&terms, false, doc);
    return kit_doc(db, row->sku, now, doc, error) && part_of_doc(db, row->sku, doc, error);
}

// --- moves

char *stock_move_why(const struct move_row *move)
{
    g_autoptr(GArray) terms = NULL;
    const struct term *why =
        terms_parse(move->terms, &terms)
            ? terms_find((const struct term *)(void *)terms->data, terms->len, "reason")
            : NULL;
    return why && why->type == TERM_TEXT ? g_strdup(why->text) : NULL;
}

bool show_stock_moves(struct db *db, int64_t item, struct doc *doc, GError **error)
{
    g_autoptr(rowlist) moves = store_moves_of_item(db, item, MOVES, error);
    doc_open_list(doc, "moves");
    for (unsigned i = 0; moves && i < list_len(moves); i++) {
        const struct move_row *move = list_at(moves, struct move_row, i);
        g_autofree char *why = stock_move_why(move);
        doc_open_object(doc, NULL);
        doc_time(doc, "at", move->at);
        doc_int(doc, "qty", move->qty);
        doc_text(doc, "kind", move->reason);
        doc_text(doc, "from", *move->from_label ? move->from_label : NULL);
        doc_text(doc, "to", *move->to_label ? move->to_label : NULL);
        doc_text(doc, "who", move->operator_name);
        doc_text(doc, "why", why);
        doc_close(doc);
    }
    doc_close(doc);
    return moves != NULL;
}

// --- check

static bool rule_doc(struct db *db, const struct check_rule *rule, struct doc *doc, bool *ok,
                     GError **error)
{
    g_autoptr(rowlist) differences = store_check(db, rule, DIFFERENCES, error);
    if (!differences)
        return false;
    for (unsigned i = 0; i < list_len(differences); i++) {
        const struct difference_row *row = list_at(differences, struct difference_row, i);
        doc_open_object(doc, NULL);
        doc_text(doc, "rule", store_check_name(rule));
        doc_text(doc, "says", _(store_check_says(rule)));
        doc_record(doc, &difference_row_record, row);
        doc_close(doc);
        *ok = false;
    }
    return true;
}

static bool check(struct db *db, struct doc *doc, bool *ret_ok, GError **error)
{
    const struct check_rule *rule = NULL;
    bool ok = true;
    doc_open_list(doc, "differences");
    for (size_t i = 0; (rule = store_check_rule(i)); i++)
        if (!rule_doc(db, rule, doc, &ok, error))
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
