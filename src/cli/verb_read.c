// SPDX-License-Identifier: Apache-2.0
// Verbs that only read: lists, orders, stock, printers, settings.
#include "cli.h"
#include "clock.h"
#include "common.h"
#include "i18n.h"
#include "lives.h"
#include "record_doc.h"
#include "resolve.h"
#include "answers.h"
#include "store_admin.h"

// Prints DOC when OK; the exit status.
static int done(struct cli *cli, const struct doc *doc, bool ok)
{
    if (!ok)
        return -1;
    cli_print(cli, doc);
    return TOTE_EXIT_OK;
}

// The statuses of a list, as many as a filter takes at a time.
static const char *const open_statuses[] = {"unpaid",  "held",   "ready",   "short",  "released",
                                            "picking", "picked", "packing", "packed", NULL};
static const char *const all_statuses[] = {
    "unpaid",  "held",   "ready",   "short",     "released",  "picking", "picked",
    "packing", "packed", "shipped", "elsewhere", "cancelled", NULL};

static bool known_status(const char *status, GError **error)
{
    if (state_find(&order_states, status))
        return true;
    g_autofree char *all = g_strjoinv(", ", (char **)all_statuses);
    return tote_fail(error, TOTE_ARGUMENT, "status", _("No order is ever '%s'; states are: %s"),
                     status, all);
}

int verb_order_list(struct cli *cli, const char *const *values, GError **error)
{
    const char *one[] = {values[0], NULL};
    const char *const *statuses = values[0] ? one : values[2] ? all_statuses : open_statuses;
    if (values[0] && !known_status(values[0], error))
        return -1;
    struct queue_filter filter = {.channel = values[1],
                                  .limit =
                                      values[3] ? g_ascii_strtoll(values[3], NULL, 10) : INT32_MAX};
    g_autoptr(doc_handle) doc = doc_new();
    if (!show_queue(cli->db, &filter, statuses, doc, error))
        return -1;
    return done(cli, doc, true);
}

int verb_order_show(struct cli *cli, const char *const *values, GError **error)
{
    g_autoptr(rowlist) found = order_find(cli->db, values[0], error);
    g_autoptr(doc_handle) doc = doc_new();
    return done(cli, doc,
                found && show_order(cli->db, list_at(found, struct order_row, 0)->id, doc, error));
}

int verb_stock_show(struct cli *cli, const char *const *values, GError **error)
{
    g_auto(op_target) target = {0};
    if (!resolve(cli->db, values[0], TARGET_ITEM, clock_now(), &target, error))
        return -1;
    if (target.kind != TARGET_ITEM) {
        tote_fail(error, TOTE_NOT_FOUND, "sku", _("There is no item %s"), target.text);
        return -1;
    }
    g_autoptr(doc_handle) doc = doc_new();
    if (!values[1])
        return done(cli, doc, show_stock(cli->db, target.id, doc, error));
    int64_t at = 0;
    int offset = 0;
    if (!clock_parse(values[1], &at, &offset)) {
        tote_fail(error, TOTE_ARGUMENT, "at", _("'%s' is no time; needed is 2026-11-24T14:30:00Z"),
                  values[1]);
        return -1;
    }
    return done(cli, doc, show_stock_past(cli->db, target.id, at, doc, error));
}

int verb_stock_check(struct cli *cli, const char *const *values, GError **error)
{
    (void)values;
    bool ok = false;
    g_autoptr(doc_handle) doc = doc_new();
    if (!show_stock_check(cli->db, doc, &ok, error))
        return -1;
    cli_print(cli, doc);
    return ok ? TOTE_EXIT_OK : TOTE_EXIT_REFUSED;
}

int verb_print_list(struct cli *cli, const char *const *values, GError **error)
{
    (void)values;
    g_autoptr(doc_handle) doc = doc_new();
    return done(cli, doc, show_jobs(cli->db, doc, error));
}

int verb_printer_list(struct cli *cli, const char *const *values, GError **error)
{
    (void)values;
    g_autoptr(doc_handle) doc = doc_new();
    return done(cli, doc, show_printers(cli->db, clock_now(), doc, error));
}

int verb_setting_list(struct cli *cli, const char *const *values, GError **error)
{
    (void)values;
    g_autoptr(doc_handle) doc = doc_new();
    doc_open_list(doc, "settings");
    for (int i = 0; i < N_SETTINGS; i++) {
        g_autofree char *value = store_setting(cli->db, (enum setting_id)i, error);
        if (!value)
            return -1;
        doc_open_object(doc, NULL);
        doc_text(doc, "key", setting_get((enum setting_id)i)->key);
        doc_text(doc, "value", value);
        doc_text(doc, "does", _(setting_get((enum setting_id)i)->help));
        doc_close(doc);
    }
    doc_close(doc);
    return done(cli, doc, true);
}

int verb_operator_list(struct cli *cli, const char *const *values, GError **error)
{
    (void)values;
    g_autoptr(rowlist) operators = store_operators(cli->db, error);
    g_autoptr(doc_handle) doc = doc_new();
    doc_open_list(doc, "operators");
    for (unsigned i = 0; operators && i < list_len(operators); i++)
        doc_row(doc, &operator_row_record, list_at(operators, struct operator_row, i),
                "operator=name role active");
    doc_close(doc);
    return done(cli, doc, operators != NULL);
}
