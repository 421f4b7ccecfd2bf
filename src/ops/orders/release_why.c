// SPDX-License-Identifier: Apache-2.0
// Why an order is short, in words and as a document.
#include "i18n.h"
#include "numbers.h"
#include "release.h"

static void short_clear(void *data)
{
    struct release_short *row = data;
    g_free(row->sku);
    g_clear_pointer(&row->free, g_array_unref);
}

GArray *release_shorts_new(void)
{
    GArray *shorts = g_array_new(FALSE, FALSE, sizeof(struct release_short));
    g_array_set_clear_func(shorts, short_clear);
    return shorts;
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

char *release_why(const struct release_short *row)
{
    struct number order = number_of(NUMBER_ORDER, row->order);
    g_autofree char *free = release_free_text(row->free);
    const char *none = _("none is free"), *left = *free ? free : none;
    switch (row->why) {
    case LACK_UNKNOWN:
        return g_strdup_printf(_("%s: the item %s is not in the catalogue; import it"), order.text,
                               row->sku);
    case LACK_LITTLE:
        return g_strdup_printf(
            ngettext("%s: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " %s is missing: %s",
                     "%s: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " %s are missing: %s",
                     (gulong)row->missing),
            order.text, row->missing, row->need, row->sku, left);
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
    case LACK_KIT_APART:
        return g_strdup_printf(ngettext("%s: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
                                        " kit %s cannot be made up where its parts lie: %s",
                                        "%s: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
                                        " kits %s cannot be made up where their parts lie: %s",
                                        (gulong)row->need),
                               order.text, row->missing, row->need, row->sku, left);
    case LACK_NOWHERE:
        break;
    }
    return g_strdup_printf(ngettext("%s: %" G_GINT64_FORMAT " of %s is not free in any place",
                                    "%s: %" G_GINT64_FORMAT " of %s are not free in any place",
                                    (gulong)row->missing),
                           order.text, row->missing, row->sku);
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

void release_doc(int64_t released, const GArray *shorts, struct doc *doc)
{
    doc_int(doc, "released", released);
    doc_open_list(doc, "short");
    for (unsigned i = 0; i < shorts->len; i++)
        short_doc(&g_array_index(shorts, struct release_short, i), doc);
    doc_close(doc);
    doc_open_list(doc, "why");
    for (unsigned i = 0; i < shorts->len; i++) {
        g_autofree char *why = release_why(&g_array_index(shorts, struct release_short, i));
        doc_text(doc, NULL, why);
    }
    doc_close(doc);
}
