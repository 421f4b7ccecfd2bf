// SPDX-License-Identifier: Apache-2.0
// Inside the import of orders: the people of an order that comes in.
#include "import_people.h"

#include <stddef.h>

#include "people.h"

// Where each field of a channel goes; REACH: it says how to reach somebody, not who and where.
static const struct {
    int field;
    size_t from; // in struct incoming_person
    bool reach;
} fields[] = {
    {PERSON_name, offsetof(struct incoming_person, name), false},
    {PERSON_company, offsetof(struct incoming_person, company), false},
    {PERSON_street1, offsetof(struct incoming_person, address1), false},
    {PERSON_street2, offsetof(struct incoming_person, address2), false},
    {PERSON_city, offsetof(struct incoming_person, city), false},
    {PERSON_zip, offsetof(struct incoming_person, zip), false},
    {PERSON_province, offsetof(struct incoming_person, province), false},
    {PERSON_country, offsetof(struct incoming_person, country), false},
    {PERSON_phone, offsetof(struct incoming_person, phone), true},
    {PERSON_email, offsetof(struct incoming_person, email), true},
};

static const char *value(const struct incoming_person *from, size_t i)
{
    const char *text = G_STRUCT_MEMBER(char *, from, fields[i].from);
    return text && *text ? text : NULL;
}

static void fill(struct person *person, const struct incoming_person *from)
{
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        if (value(from, i))
            person_set(person, fields[i].field, value(from, i));
}

// May both be kept as one? They live at the same address, and what one lacks the other may say.
static bool same_person(const struct person *a, const struct person *b)
{
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
        const char *one = person_get(a, fields[i].field), *other = person_get(b, fields[i].field);
        bool lacks = fields[i].reach && (!one || !other);
        if (!lacks && g_strcmp0(one, other))
            return false;
    }
    return true;
}

static void add_rest(struct person *person, const struct incoming_order *order)
{
    person_set(person, PERSON_note, order->note);
    for (unsigned i = 0; i + 1 < order->extra->len; i += 2)
        person_add_extra(person, order->extra->pdata[i], order->extra->pdata[i + 1]);
}

// Nobody is stored as 0.
static bool add(struct op_ctx *ctx, const struct person *person, int64_t *ret_id, GError **error)
{
    *ret_id = 0;
    if (person_is_empty(person))
        return true;
    *ret_id = people_add(ctx->session->people, person, ctx->now, error);
    return *ret_id != 0;
}

bool import_people(struct op_ctx *ctx, const struct incoming_order *order, struct order_fate *fate,
                   GError **error)
{
    g_auto(person_data) billing = {0};
    g_auto(person_data) delivery = {0};
    fill(&billing, &order->billing);
    fill(&delivery, &order->delivery);
    bool addressed = !person_is_empty(&delivery), one = same_person(&billing, &delivery);
    if (addressed && one)
        fill(&delivery, &order->billing);
    add_rest(addressed ? &delivery : &billing, order);
    if (!add(ctx, &delivery, &fate->delivery_id, error))
        return false;
    fate->billing_id = fate->delivery_id;
    return (addressed && one) || add(ctx, &billing, &fate->billing_id, error);
}

bool import_same_delivery(struct op_ctx *ctx, int64_t person, const struct incoming_person *to,
                          bool *ret_same, GError **error)
{
    g_auto(person_data) known = {0};
    if (!people_open(ctx->session->people, person, &known, error))
        return false;
    *ret_same = true;
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        if (!fields[i].reach && g_strcmp0(person_get(&known, fields[i].field), value(to, i)))
            *ret_same = false;
    return true;
}
