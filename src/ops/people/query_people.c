// SPDX-License-Identifier: Apache-2.0
// Queries about customers.
#include "i18n.h"
#include "numbers.h"
#include "people.h"
#include "store_person.h"
#include "text.h"

enum { FOUND = 50 };

struct customer_find_args {
    const char *text;
    int64_t limit;
};

static int newest_first(const void *a, const void *b)
{
    int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;
    return (one < other) - (one > other);
}

// Where somebody lives and how they are reached, so that one of several of a name can be told.
static void told_by(struct doc *doc, const struct person *person)
{
    static const struct {
        const char *key;
        int field;
    } fields[] = {{"company", PERSON_company},
                  {"zip", PERSON_zip},
                  {"city", PERSON_city},
                  {"country", PERSON_country},
                  {"email", PERSON_email}};
    doc_text(doc, "name", people_name(person));
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        doc_text(doc, fields[i].key, person_get(person, fields[i].field));
}

static bool customer_doc(struct query_ctx *ctx, int64_t id, GError **error)
{
    g_auto(person_data) person = {0};
    g_autoptr(GArray) orders = g_array_new(FALSE, FALSE, sizeof(int64_t));
    if (!people_see(ctx->session, id, &person, error) ||
        !store_orders_of_people(ctx->db, &id, 1, orders, error))
        return false;
    doc_open_object(ctx->doc, NULL);
    doc_int(ctx->doc, "person", id);
    told_by(ctx->doc, &person);
    g_array_sort(orders, newest_first);
    doc_text(ctx->doc, "newest",
             orders->len ? number_of(NUMBER_ORDER, g_array_index(orders, int64_t, 0)).text : NULL);
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
    if (ok && !found->len) {
        g_autofree char *quoted = text_quote(args->text, -1, 60);
        g_autofree char *message = g_strdup_printf(_("Nobody found for '%s'"), quoted);
        doc_text(ctx->doc, "message", message);
    }
    return ok;
}

const struct query query_customer_find = {
    .name = "customer.find",
    .summary =
        N_("Finds customers by words of their name, mail, telephone number, postal code or town, "
           "with their newest order."),
    .roles = ROLES_DESK,
    .sees = SEES_PEOPLE,
    .run = customer_find,
    .args_size = sizeof(struct customer_find_args),
    .args = {ARG(customer_find_args, text, TEXT, ARG_NEEDED, N_("the words")),
             ARG(customer_find_args, limit, NUMBER, ARG_OPTION,
                 N_("at most so many, the newest; default: 50"))},
};
