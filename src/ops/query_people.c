// SPDX-License-Identifier: Apache-2.0
// Queries about customers.
#include "i18n.h"
#include "numbers.h"
#include "people.h"
#include "store_person.h"

enum { FOUND = 50 };

struct customer_find_args {
    const char *text;
    int64_t limit;
};

static bool customer_doc(struct query_ctx *ctx, int64_t id, GError **error)
{
    g_auto(person_data) person = {0};
    g_autoptr(GArray) orders = g_array_new(FALSE, FALSE, sizeof(int64_t));
    if (!people_see(ctx->session, id, &person, error) ||
        !store_orders_of_people(ctx->db, &id, 1, orders, error))
        return false;
    doc_open_object(ctx->doc, NULL);
    doc_int(ctx->doc, "person", id);
    doc_text(ctx->doc, "name", people_name(&person));
    doc_open_list(ctx->doc, "orders");
    for (unsigned i = 0; i < orders->len; i++)
        doc_text(ctx->doc, NULL, number_of(NUMBER_ORDER, g_array_index(orders, int64_t, i)).text);
    doc_close(ctx->doc);
    doc_close(ctx->doc);
    return true;
}

static bool customer_find(struct query_ctx *ctx, GError **error)
{
    const struct customer_find_args *args = ctx->args;
    unsigned limit = args->limit > 0 ? (unsigned)MIN(args->limit, G_MAXINT) : FOUND;
    g_autoptr(GArray) found = people_find(ctx->session, args->text, limit, error);
    bool ok = found != NULL;
    doc_open_list(ctx->doc, "customers");
    for (unsigned i = 0; ok && i < found->len; i++)
        ok = customer_doc(ctx, g_array_index(found, int64_t, i), error);
    doc_close(ctx->doc);
    return ok;
}

const struct query query_customer_find = {
    .name = "customer.find",
    .summary = N_("Finds customers by words of their name, mail, telephone number or postal code."),
    .roles = ROLES_DESK,
    .run = customer_find,
    .args_size = sizeof(struct customer_find_args),
    .args = {ARG(customer_find_args, text, TEXT, ARG_NEEDED, N_("the words")),
             ARG(customer_find_args, limit, NUMBER, ARG_OPTION,
                 N_("at most so many, the newest; default: 50"))},
};
