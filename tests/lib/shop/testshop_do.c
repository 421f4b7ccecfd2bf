// SPDX-License-Identifier: Apache-2.0
// Calls of operations with what they have to answer, and the short ways through the house.
#include "testshop.h"

#include <string.h>

#include "answers.h"
#include "clock.h"
#include "numbers.h"
#include "pack_view.h"
#include "walk_view.h"
#include "store_order.h"

static struct reply last;

const struct reply *testshop_last(void)
{
    return &last;
}

const char *testshop_answer(const char *key)
{
    g_autofree char *mark = g_strdup_printf("\"%s\":", key);
    const char *at = last.json ? strstr(last.json, mark) : NULL;
    if (!at)
        return NULL;
    at += strlen(mark);
    bool quoted = *at == '"';
    at += quoted;
    g_autofree char *value = g_strndup(at, strcspn(at, quoted ? "\"" : ",]}"));
    return g_intern_string(value);
}

bool testshop_call(struct session *session, const char *op, const char *const *values,
                   const char *key, struct reply *ret_reply, GError **error)
{
    struct op_call call = {.op = op_find(op), .key = key};
    g_assert_nonnull(call.op);
    memcpy(call.values, values, sizeof call.values);
    return op_run(session, &call, ret_reply, error);
}

static bool call(struct session *session, const char *op, const char *const *values, GError **error)
{
    static int steps;
    g_autofree char *key =
        g_strdup_printf("%s:%d:%d", session->station_name, (int)session->epoch, ++steps);
    reply_clear(&last);
    return testshop_call(session, op, values, key, &last, error);
}

void testshop_says(const char *where, struct session *session, const char *verdict,
                   const char *sentence, const char *op, const char *const *values)
{
    g_autoptr(GError) error = NULL;
    if (!call(session, op, values, &error))
        g_error("%s: %s refuses: %s (%s)", where, op, error ? error->message : "without a word",
                error ? tote_error_code(error) : "");
    if (strcmp(verdict_text(last.verdict), verdict))
        g_error("%s: %s answers '%s' (%s), not '%s'", where, op, verdict_text(last.verdict),
                last.message, verdict);
    if (sentence && strcmp(last.message, sentence))
        g_error("%s: %s says\n  %s\nnot\n  %s", where, op, last.message, sentence);
}

void testshop_refused(const char *where, struct session *session, enum tote_code code,
                      const char *sentence, const char *op, const char *const *values)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *before = testshop_dump(session->db);
    if (call(session, op, values, &error))
        g_error("%s: %s is not refused: %s", where, op, last.message);
    if (!error)
        g_error("%s: %s refuses without a word", where, op);
    if (!tote_error_is(error, code))
        g_error("%s: %s refuses with %s: %s", where, op, tote_error_code(error), error->message);
    if (sentence && strcmp(error->message, sentence))
        g_error("%s: %s says\n  %s\nnot\n  %s", where, op, error->message, sentence);
    g_autofree char *after = testshop_dump(session->db);
    g_assert_cmpstr(after, ==, before);
}

// --- short ways

static const char *subject(void)
{
    return g_intern_string(last.subject);
}

static int64_t id_of(struct db *db, const char *name)
{
    GError *error = NULL;
    g_autoptr(rowlist) found = store_orders_by_name(db, name, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(list_len(found), ==, 1);
    return list_at(found, struct order_row, 0)->id;
}

const char *testshop_sell(struct testshop *shop, const char *name, const char *lines)
{
    struct import_counts counts;
    testshop_import(shop->sam, &counts, NULL, testshop_order(name, lines), NULL);
    g_assert_cmpint(counts.created, ==, 1);
    return g_intern_string(number_of(NUMBER_ORDER, id_of(shop->db, name)).text);
}

const char *testshop_release(struct testshop *shop, const char *name, const char *lines)
{
    const char *order = testshop_sell(shop, name, lines);
    SAYS(shop->sam, "done", "1 of 1 order released to pick", "order.release", order);
    return order;
}

const char *testshop_start(struct session *session, const char *order)
{
    SAYS(session, "done", NULL, "pick.start", order);
    return subject();
}

void testshop_pick(struct session *session, const char *work)
{
    for (;;) {
        GError *error = NULL;
        g_auto(op_walk_view) view = {0};
        walk_view_find(session->db, work, &view, &error);
        g_assert_no_error(error);
        if (view.stage == WALK_DONE)
            return;
        const char *code = view.stage == WALK_PLACE ? view.task->place : view.task->sku;
        SAYS(session, "match", NULL, "pick.scan", work, code);
    }
}

const char *testshop_picked(struct testshop *shop, const char *name, const char *lines)
{
    const char *order = testshop_release(shop, name, lines);
    testshop_pick(shop->anna, testshop_start(shop->anna, order));
    g_assert_cmpstr(testshop_status(shop->db, order), ==, "picked");
    return order;
}

const char *testshop_open(struct session *session, const char *order)
{
    SAYS(session, "done", NULL, "pack.open", order);
    return subject();
}

void testshop_pack(struct session *session, const char *pack)
{
    GError *error = NULL;
    g_auto(op_pack_view) view = {0};
    pack_view_find(session->db, pack, &view, &error);
    g_assert_no_error(error);
    SAYS(session, "match", NULL, "pack.scan", pack, "B1");
    for (unsigned i = 0; i < list_len(view.lines); i++) {
        const struct line_row *line = list_at(view.lines, struct line_row, i);
        for (int64_t n = line->packed; n < line->picked; n++)
            SAYS(session, "match", NULL, "pack.scan", pack, line->sku);
    }
}

const char *testshop_open_by(struct testshop *shop, const char *name, const char *method)
{
    struct incoming_order *order = testshop_order(name, "1 TEA");
    order->shipping_method = g_strdup(method);
    incoming_order_seal(order);
    testshop_import(shop->sam, NULL, NULL, order, NULL);
    SAYS(shop->sam, "done", NULL, "order.release", name);
    testshop_pick(shop->anna, testshop_start(shop->anna, name));
    const char *pack = testshop_open(shop->pia, name);
    testshop_pack(shop->pia, pack);
    return pack;
}

const char *testshop_packed_by(struct testshop *shop, const char *name, const char *method)
{
    SAYS(shop->pia, "done", NULL, "pack.close", testshop_open_by(shop, name, method));
    return testshop_answer("sscc");
}

void testshop_printed(struct testshop *shop, const char *job)
{
    static const char *const steps[] = {"send", "sent", "finish"};
    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
        SAYS(shop->pia, "done", NULL, "print.step", job, steps[i], NULL, NULL, NULL, "w1");
}

void testshop_prefix(struct testshop *shop)
{
    SAYS(shop->admin, "done", NULL, "setting.set", "gs1.prefix", "9501101");
}

char *testshop_order_json(struct testshop *shop)
{
    GError *error = NULL;
    g_autoptr(doc_handle) doc = doc_new();
    g_assert_true(show_order(shop->sam, 1, 0, clock_now(), doc, NULL, &error));
    g_assert_no_error(error);
    return doc_json(doc);
}

const char *testshop_work_at(struct testshop *shop, const char *kind, const char *site)
{
    g_autofree char *query = g_strdup_printf(
        "SELECT max(w.id) FROM work w JOIN site s ON s.id = w.site_id WHERE s.code = '%s' AND "
        "w.kind = '%s' AND w.done_at = 0",
        site, kind);
    return g_intern_string(number_of(NUMBER_WORK, testdb_number(shop->db, query)).text);
}

void testshop_ship(struct session *session, struct testshop *shop, const char *site)
{
    const char *pack = testshop_open(session, testshop_work_at(shop, "pack", site));
    testshop_pack(session, pack);
    SAYS(session, "done", NULL, "pack.close", pack);
    SAYS(session, "done", NULL, "ship.close", "DHL", site);
}

void testshop_send_off(struct session *session, struct testshop *shop, const char *site)
{
    testshop_pick(session, testshop_start(session, testshop_work_at(shop, "pick", site)));
    testshop_ship(session, shop, site);
}
