// SPDX-License-Identifier: Apache-2.0
// Why an order is short, in words and as a document.
#include "i18n.h"
#include "numbers.h"
#include "release.h"

static void short_clear(void *data)
{
    struct release_short *row = data;
    g_free(row->sku);
    g_free(row->kit);
    g_clear_pointer(&row->free, g_array_unref);
}

GArray *release_shorts_new(void)
{
    GArray *shorts = g_array_new(FALSE, FALSE, sizeof(struct release_short));
    g_array_set_clear_func(shorts, short_clear);
    return shorts;
}

void release_found_begin(struct release_found *found)
{
    *found = (struct release_found){.shorts = release_shorts_new(),
                                    .gifts = g_array_new(FALSE, FALSE, sizeof(struct release_gift)),
                                    .plans = g_ptr_array_new_with_free_func(g_free)};
}

void release_found_end(struct release_found *found)
{
    g_clear_pointer(&found->shorts, g_array_unref);
    g_clear_pointer(&found->gifts, g_array_unref);
    g_clear_pointer(&found->plans, g_ptr_array_unref);
}

int64_t release_missing(struct db *db, int64_t order, GArray *shorts, GError **error)
{
    g_autoptr(rowlist) wanted = store_order_wanted(db, order, error);
    int64_t missing = wanted ? 0 : -1;
    for (unsigned i = 0; wanted && i < list_len(wanted); i++) {
        const struct wanted_row *row = list_at(wanted, struct wanted_row, i);
        const struct release_short lack = {.order = order,
                                           .why = row->item_id ? LACK_NOWHERE : LACK_UNKNOWN,
                                           .need = row->need + row->claimed,
                                           .missing = row->need,
                                           .sku = shorts ? g_strdup(row->sku) : NULL};
        missing += row->need;
        if (shorts)
            g_array_append_val(shorts, lack);
    }
    return missing;
}

bool release_renew(struct db *db, int64_t order, GArray *shorts, GError **error)
{
    unsigned before = shorts->len;
    for (unsigned i = 0; i < shorts->len;) {
        if (g_array_index(shorts, struct release_short, i).order == order)
            g_array_remove_index(shorts, i);
        else
            i++;
    }
    return shorts->len == before || release_missing(db, order, shorts, error) >= 0;
}

char *release_free_text(const GArray *free)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; free && i < free->len; i++) {
        const struct site_free *there = &g_array_index(free, struct site_free, i);
        g_string_append_printf(text, _("%s%s has %" G_GINT64_FORMAT), i ? ", " : "",
                               there->warehouse, there->qty);
    }
    return g_string_free(text, FALSE);
}

// More than that nobody reads: what is short would be lost among what goes well.
enum { PLANS_READ = 10 };

void release_note_plan(struct release_found *found, int64_t order, const struct plan *plan)
{
    g_autoptr(GString) from = g_string_new(NULL);
    bool one = plan->from->len == 1;
    for (unsigned i = 0; i < plan->from->len; i++) {
        const struct site_free *site = &g_array_index(plan->from, struct site_free, i);
        g_string_append_printf(from, "%s%s", i ? ", " : "", site->warehouse);
        if (!one)
            g_string_append_printf(from, " %" G_GINT64_FORMAT, site->qty);
    }
    enum say_id say = !plan->chosen   ? SAY_PLAN_ONLY
                      : plan->follows ? SAY_PLAN_PROPOSED
                      : one           ? SAY_PLAN_WHOLE
                                      : SAY_PLAN_SPLIT;
    const struct term terms[] = {T_TEXT("order", number_of(NUMBER_ORDER, order).text),
                                 T_TEXT("from", from->str)};
    if (plan->from->len)
        g_ptr_array_add(found->plans, say_text(say_code(say), terms, G_N_ELEMENTS(terms)));
}

char *release_why(const struct release_short *row)
{
    struct number order = number_of(NUMBER_ORDER, row->order);
    g_autofree char *free = release_free_text(row->free);
    const char *none = _("none is free"), *left = *free ? free : none;
    switch (row->why) {
    case LACK_UNKNOWN:
        if (!*row->sku)
            return g_strdup_printf(_("%s: a line has no SKU, so nobody knows its item; give it one "
                                     "in the shop and import the order again"),
                                   order.text);
        return g_strdup_printf(_("%s: the item %s is not in the catalogue; import it"), order.text,
                               row->sku);
    case LACK_NOWHERE:
    case LACK_LITTLE:
    case LACK_KIT_APART: // a release tells of parts
        break;
    case LACK_APART:
        return g_strdup_printf(
            ngettext("%s: no warehouse has all %" G_GINT64_FORMAT
                     " of %s, and the setting order.split keeps lines whole; %" G_GINT64_FORMAT
                     " is missing: %s",
                     "%s: no warehouse has all %" G_GINT64_FORMAT
                     " of %s, and the setting order.split keeps lines whole; %" G_GINT64_FORMAT
                     " are missing: %s",
                     (gulong)row->missing),
            order.text, row->need, row->sku, row->missing, left);
    case LACK_PART_APART:
        return g_strdup_printf(ngettext("%s: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
                                        " %s is missing where the other parts of %s lie: %s",
                                        "%s: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
                                        " %s are missing where the other parts of %s lie: %s",
                                        (gulong)row->missing),
                               order.text, row->missing, row->need, row->sku, row->kit, left);
    }
    return g_strdup_printf(
        ngettext("%s: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " %s is missing: %s",
                 "%s: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " %s are missing: %s",
                 (gulong)row->missing),
        order.text, row->missing, row->need, row->sku, left);
}

static void short_doc(const struct release_short *row, struct doc *doc)
{
    doc_open_object(doc, NULL);
    doc_text(doc, "order", number_of(NUMBER_ORDER, row->order).text);
    doc_text(doc, "sku", row->sku);
    doc_int(doc, "missing", row->missing);
    doc_open_list(doc, "free");
    for (unsigned i = 0; row->free && i < row->free->len; i++) {
        const struct site_free *there = &g_array_index(row->free, struct site_free, i);
        doc_open_object(doc, NULL);
        doc_text(doc, "warehouse", there->warehouse);
        doc_int(doc, "qty", there->qty);
        doc_close(doc);
    }
    doc_close(doc);
    doc_close(doc);
}

static void gift_doc(const struct release_gift *gift, struct doc *doc)
{
    doc_open_object(doc, NULL);
    doc_text(doc, "order", number_of(NUMBER_ORDER, gift->from).text);
    doc_text(doc, "to", number_of(NUMBER_ORDER, gift->to).text);
    doc_int(doc, "pieces", gift->qty);
    doc_close(doc);
}

static char *gift_why(const struct release_gift *gift)
{
    return g_strdup_printf(_("%s gave %" G_GINT64_FORMAT " to %s, which is complete with them"),
                           number_of(NUMBER_ORDER, gift->from).text, gift->qty,
                           number_of(NUMBER_ORDER, gift->to).text);
}

void release_doc(const struct release_found *found, struct doc *doc)
{
    doc_int(doc, "released", found->released);
    doc_open_list(doc, "short");
    for (unsigned i = 0; i < found->shorts->len; i++)
        short_doc(&g_array_index(found->shorts, struct release_short, i), doc);
    doc_close(doc);
    doc_open_list(doc, "why");
    for (unsigned i = 0; i < found->shorts->len; i++) {
        g_autofree char *why = release_why(&g_array_index(found->shorts, struct release_short, i));
        doc_text(doc, NULL, why);
    }
    for (unsigned i = 0; i < found->gifts->len; i++) {
        g_autofree char *why = gift_why(&g_array_index(found->gifts, struct release_gift, i));
        doc_text(doc, NULL, why);
    }
    for (unsigned i = 0; i < found->plans->len; i++) {
        doc_text(doc, NULL, found->plans->pdata[i]);
        if (found->plans->len > PLANS_READ)
            doc_for_programs(doc);
    }
    doc_close(doc);
    doc_open_list(doc, "given");
    for (unsigned i = 0; i < found->gifts->len; i++)
        gift_doc(&g_array_index(found->gifts, struct release_gift, i), doc);
    doc_close(doc);
    doc_int(doc, "by_proposal", found->proposed);
    doc_int(doc, "replanned", found->replanned);
}
