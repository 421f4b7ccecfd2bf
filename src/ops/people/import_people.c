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

// What PERSON is given belongs to the order: it is never cleared.
static void lend(struct person *person, int field, const char *text)
{
    G_STRUCT_MEMBER(char *, person, person_fields[field].offset) = (char *)(uintptr_t)text;
}

static void fill(struct person *person, const struct incoming_person *from)
{
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        if (value(from, i))
            lend(person, fields[i].field, value(from, i));
}

// Is it only told how to reach them?
static bool is_nobody(const struct person *person)
{
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        if (!fields[i].reach && person_get(person, fields[i].field))
            return false;
    return true;
}

// May both be kept as one? They live at the same address, or nobody says who pays, and what one
// lacks the other may say.
static bool same_person(const struct person *billing, const struct person *delivery)
{
    bool nobody = is_nobody(billing);
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
        const char *one = person_get(billing, fields[i].field);
        const char *other = person_get(delivery, fields[i].field);
        bool lacks = fields[i].reach ? !one || !other : nobody;
        if (!lacks && g_strcmp0(one, other))
            return false;
    }
    return true;
}

static void add_rest(struct person *person, const struct incoming_order *order)
{
    lend(person, PERSON_note, order->note);
    person->extra = order->extra;
}

static GBytes *packed(const struct person *person)
{
    return person_is_empty(person) ? NULL : person_pack(person);
}

static void write_people(const struct incoming_order *order, struct import_texts *texts)
{
    struct person billing = {0}, delivery = {0};
    fill(&billing, &order->billing);
    fill(&delivery, &order->delivery);
    bool addressed = !person_is_empty(&delivery);
    bool told = !person_is_empty(&billing);
    texts->one = addressed && told && same_person(&billing, &delivery);
    if (texts->one)
        fill(&delivery, &order->billing);
    add_rest(addressed ? &delivery : &billing, order);
    texts->delivery = packed(&delivery);
    texts->billing = texts->one ? NULL : packed(&billing);
}

void import_texts_make(const struct incoming_order *order, struct import_texts *ret_texts)
{
    *ret_texts = (struct import_texts){.kept = g_string_sized_new(2048)};
    write_people(order, ret_texts);
    payload_write_rows(&payload_orders, order, 1, ret_texts->kept);
}

void import_texts_clear(struct import_texts *texts)
{
    g_clear_pointer(&texts->delivery, g_bytes_unref);
    g_clear_pointer(&texts->billing, g_bytes_unref);
    if (texts->kept)
        g_string_free(texts->kept, TRUE);
    *texts = (struct import_texts){0};
}

// Nobody is stored as 0.
static bool add(struct op_ctx *ctx, GBytes *person, int64_t *ret_id, GError **error)
{
    *ret_id = person ? people_add(ctx->session->people, person, ctx->now, error) : 0;
    return !person || *ret_id;
}

bool import_people(struct op_ctx *ctx, const struct import_texts *texts, struct order_fate *fate,
                   GError **error)
{
    if (!add(ctx, texts->delivery, &fate->delivery_id, error))
        return false;
    fate->billing_id = fate->delivery_id;
    return texts->one || add(ctx, texts->billing, &fate->billing_id, error);
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

// --- what differs

// Who is billed and who gets the goods, each whole.
struct pair {
    struct person billing, delivery;
    bool one; // both are one: only DELIVERY says who
};

static void pair_clear(struct pair *pair)
{
    person_clear(&pair->billing);
    person_clear(&pair->delivery);
}

static const struct person *payer(const struct pair *pair)
{
    return pair->one ? &pair->delivery : &pair->billing;
}

static bool open_known(struct op_ctx *ctx, const struct order_row *known, struct pair *pair,
                       GError **error)
{
    pair->one = known->billing_id == known->delivery_id;
    return people_open(ctx->session->people, known->delivery_id, &pair->delivery, error) &&
           (pair->one ||
            people_open(ctx->session->people, known->billing_id, &pair->billing, error));
}

static bool unpack(GBytes *packed, struct person *person, GError **error)
{
    gsize n = 0;
    const void *bytes = packed ? g_bytes_get_data(packed, &n) : NULL;
    return !packed || person_unpack(person, bytes, n, error);
}

static bool open_texts(const struct import_texts *texts, struct pair *pair, GError **error)
{
    pair->one = texts->one;
    return unpack(texts->delivery, &pair->delivery, error) &&
           unpack(texts->billing, &pair->billing, error);
}

static const char *note_of(const struct pair *pair)
{
    const char *note = person_get(&pair->delivery, PERSON_note);
    return note ? note : person_get(&pair->billing, PERSON_note);
}

static const GPtrArray *extra_of(const struct pair *pair)
{
    return pair->delivery.extra && pair->delivery.extra->len ? pair->delivery.extra
                                                             : pair->billing.extra;
}

static bool same_extra(const GPtrArray *one, const GPtrArray *other)
{
    unsigned n = one ? one->len : 0;
    if (n != (other ? other->len : 0))
        return false;
    for (unsigned i = 0; i < n; i++)
        if (g_strcmp0(one->pdata[i], other->pdata[i]))
            return false;
    return true;
}

static unsigned changes(const struct pair *one, const struct pair *other)
{
    unsigned found = g_strcmp0(note_of(one), note_of(other)) ? IMPORT_NOTE : 0;
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
        int field = fields[i].field;
        if (g_strcmp0(person_get(payer(one), field), person_get(payer(other), field)))
            found |= fields[i].reach ? IMPORT_REACH : IMPORT_PAYER;
        if (fields[i].reach &&
            g_strcmp0(person_get(&one->delivery, field), person_get(&other->delivery, field)))
            found |= IMPORT_REACH;
        if (!fields[i].reach &&
            g_strcmp0(person_get(&one->delivery, field), person_get(&other->delivery, field)))
            found |= IMPORT_ADDRESS;
    }
    return same_extra(extra_of(one), extra_of(other)) ? found : found | IMPORT_EXTRA;
}

bool import_people_changes(struct op_ctx *ctx, const struct order_row *known,
                           const struct import_texts *texts, unsigned *ret_changes, GError **error)
{
    struct pair was = {.one = false}, is = {.one = false};
    bool ok = open_known(ctx, known, &was, error) && open_texts(texts, &is, error);
    *ret_changes = ok ? changes(&was, &is) : 0;
    pair_clear(&was);
    pair_clear(&is);
    return ok;
}
