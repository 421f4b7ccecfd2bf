// SPDX-License-Identifier: Apache-2.0
// The day of the sample shop, step by step, and how it is told.
#include "answers.h"
#include "clock.h"
#include "demo.h"
#include "i18n.h"

void demo_tell(struct demo *demo, const char *step, const char *format, ...)
{
    int64_t now = clock_monotonic_us(), spent = now - demo->began_us;
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    doc_open_object(demo->doc, NULL);
    doc_text(demo->doc, "step", step);
    doc_text(demo->doc, "message", text);
    if (step)
        doc_int(demo->doc, "ms", spent / 1000);
    doc_close(demo->doc);
    if (step)
        demo->began_us = now;
    if (demo->told)
        demo->told(step, text, (double)spent / 1e6);
}

static bool check(struct demo *demo, GError **error)
{
    bool ok = false;
    g_autoptr(doc_handle) doc = doc_new();
    if (!show_stock_check(demo->db, doc, &ok, error))
        return false;
    if (!ok)
        return tote_fail(error, TOTE_BUG, NULL, _("The stock does not add up; see 'stock check'"));
    demo_tell(demo, "check", _("every piece is where the ledger says"));
    return true;
}

static void end_doc(struct demo *demo, const GPtrArray *labels)
{
    doc_close(demo->doc);
    doc_int(demo->doc, "orders", demo->orders);
    doc_int(demo->doc, "shipped", demo->shipped);
    doc_open_list(demo->doc, "labels");
    for (unsigned i = 0; i < labels->len; i++)
        doc_text(demo->doc, NULL, labels->pdata[i]);
    doc_close(demo->doc);
}

bool demo_day(struct demo *demo, GPtrArray **ret_labels, GError **error)
{
    g_autoptr(GPtrArray) labels = NULL;
    if (!demo_release(demo, error) || !demo_pick(demo, error) || !demo_pack(demo, error) ||
        !demo_labels(demo, &labels, error) || !demo_ship(demo, error) || !check(demo, error))
        return false;
    end_doc(demo, labels);
    *ret_labels = g_steal_pointer(&labels);
    return true;
}
