// SPDX-License-Identifier: Apache-2.0
// The fields of what imports bring, as the log writes them.
#include "payload.h"

#define FIELD_OF(tag, member, kind)                                                                \
    {                                                                                              \
#member, PAYLOAD_##kind, offsetof(struct tag, member), NULL, NULL, 0                       \
    }
#define STRUCT_OF(tag, member, kind, of)                                                           \
    {                                                                                              \
#member, PAYLOAD_##kind, offsetof(struct tag, member), of, NULL, 0                         \
    }
#define WORD_OF(tag, member, all)                                                                  \
    {                                                                                              \
#member, PAYLOAD_WORD, offsetof(struct tag, member), NULL, all, 0                          \
    }
#define MARKED(tag, member, kind, of, marks)                                                       \
    {                                                                                              \
#member, PAYLOAD_##kind, offsetof(struct tag, member), of, NULL, PAYLOAD_##marks           \
    }
#define TYPE_OF(tag, list, maker)                                                                  \
    {                                                                                              \
        sizeof(struct tag), list, G_N_ELEMENTS(list), maker                                        \
    }

// --- orders

static const char *const line_kinds[] = {[LINE_GOODS] = "goods",
                                         [LINE_TIP] = "tip",
                                         [LINE_SERVICE] = "service",
                                         [LINE_ELSEWHERE] = "elsewhere",
                                         NULL};
static const char *const paid_words[] = {[PAID_NO] = "no",
                                         [PAID_PARTLY] = "part",
                                         [PAID_YES] = "yes",
                                         [PAID_REFUNDED_PARTLY] = "part_refunded",
                                         [PAID_REFUNDED] = "refunded",
                                         [PAID_VOID] = "void",
                                         NULL};

static const char *const shipped_words[] = {[SHIPPED_NO] = "no",
                                            [SHIPPED_UNCLEAR] = "unclear",
                                            [SHIPPED_PARTLY] = "part",
                                            [SHIPPED_WHOLE] = "whole",
                                            NULL};

static const struct payload_field person_fields[] = {
    FIELD_OF(incoming_person, name, TEXT),
    FIELD_OF(incoming_person, company, TEXT),
    FIELD_OF(incoming_person, address1, TEXT),
    FIELD_OF(incoming_person, address2, TEXT),
    FIELD_OF(incoming_person, city, TEXT),
    FIELD_OF(incoming_person, zip, TEXT),
    FIELD_OF(incoming_person, province, TEXT),
    FIELD_OF(incoming_person, country, TEXT),
    MARKED(incoming_person, phone, TEXT, NULL, PHONE),
    FIELD_OF(incoming_person, email, TEXT),
};
static const struct payload_type person = TYPE_OF(incoming_person, person_fields, NULL);

static const struct payload_field line_fields[] = {
    WORD_OF(incoming_line, kind, line_kinds),  MARKED(incoming_line, sku, TEXT, NULL, KEY),
    FIELD_OF(incoming_line, name, TEXT),       FIELD_OF(incoming_line, vendor, TEXT),
    FIELD_OF(incoming_line, qty, INT64),       FIELD_OF(incoming_line, price, INT64),
    FIELD_OF(incoming_line, discount, INT64),  FIELD_OF(incoming_line, taxable, BOOL),
    FIELD_OF(incoming_line, fulfilment, TEXT),
};
static const struct payload_type line = TYPE_OF(incoming_line, line_fields, NULL);

static const struct payload_field payment_fields[] = {
    FIELD_OF(incoming_payment, method, TEXT),
    FIELD_OF(incoming_payment, reference, TEXT),
    FIELD_OF(incoming_payment, id, TEXT),
    FIELD_OF(incoming_payment, amount, INT64),
};
static const struct payload_type payment = TYPE_OF(incoming_payment, payment_fields, NULL);

static const struct payload_field tax_fields[] = {
    FIELD_OF(incoming_tax, name, TEXT),
    FIELD_OF(incoming_tax, amount, INT64),
};
static const struct payload_type tax = TYPE_OF(incoming_tax, tax_fields, NULL);

// The message is made when the file is read and stays with who reads it.
static const struct payload_field problem_fields[] = {
    FIELD_OF(incoming_problem, row, INT64),    FIELD_OF(incoming_problem, first_row, INT64),
    FIELD_OF(incoming_problem, order, TEXT),   FIELD_OF(incoming_problem, field, TEXT),
    FIELD_OF(incoming_problem, code, PROBLEM), FIELD_OF(incoming_problem, why, TEXT),
    FIELD_OF(incoming_problem, holds, BOOL),
};
static const struct payload_type problem = TYPE_OF(incoming_problem, problem_fields, NULL);

static const struct payload_field order_fields[] = {
    MARKED(incoming_order, external_id, TEXT, NULL, KEY),
    MARKED(incoming_order, external_name, TEXT, NULL, KEY),
    FIELD_OF(incoming_order, currency, CODE),
    FIELD_OF(incoming_order, placed_at, INT64),
    FIELD_OF(incoming_order, placed_offset, INT),
    FIELD_OF(incoming_order, paid_at, INT64),
    FIELD_OF(incoming_order, cancelled_at, INT64),
    FIELD_OF(incoming_order, fulfilled_at, INT64),
    WORD_OF(incoming_order, paid, paid_words),
    WORD_OF(incoming_order, shipped, shipped_words),
    FIELD_OF(incoming_order, source_status, TEXT),
    FIELD_OF(incoming_order, subtotal, INT64),
    FIELD_OF(incoming_order, shipping, INT64),
    FIELD_OF(incoming_order, tax, INT64),
    FIELD_OF(incoming_order, tips, INT64),
    FIELD_OF(incoming_order, duties, INT64),
    FIELD_OF(incoming_order, discount, INT64),
    FIELD_OF(incoming_order, total, INT64),
    FIELD_OF(incoming_order, refunded, INT64),
    FIELD_OF(incoming_order, outstanding, INT64),
    FIELD_OF(incoming_order, tax_included, BOOL),
    FIELD_OF(incoming_order, discount_code, TEXT),
    FIELD_OF(incoming_order, shipping_method, TEXT),
    FIELD_OF(incoming_order, note, TEXT),
    FIELD_OF(incoming_order, source, TEXT),
    STRUCT_OF(incoming_order, billing, PART, &person),
    STRUCT_OF(incoming_order, delivery, PART, &person),
    STRUCT_OF(incoming_order, lines, ROWS, &line),
    STRUCT_OF(incoming_order, payments, ROWS, &payment),
    STRUCT_OF(incoming_order, taxes, ROWS, &tax),
    FIELD_OF(incoming_order, extra, TEXTS),
    MARKED(incoming_order, problems, THINGS, &problem, BESIDE),
    MARKED(incoming_order, first_row, INT64, NULL, BESIDE),
    MARKED(incoming_order, rows, INT64, NULL, BESIDE),
    MARKED(incoming_order, again, INT64, NULL, BESIDE),
    MARKED(incoming_order, rejected, BOOL, NULL, BESIDE),
    MARKED(incoming_order, continues, BOOL, NULL, BESIDE),
    MARKED(incoming_order, hash, TEXT, NULL, BESIDE),
};

static void *make_order(void)
{
    return incoming_order_new();
}

const struct payload_type payload_order = TYPE_OF(incoming_order, order_fields, make_order);

// --- master data

static const struct payload_field item_fields[] = {
    FIELD_OF(incoming_item, sku, TEXT),      FIELD_OF(incoming_item, name, TEXT),
    FIELD_OF(incoming_item, gtin, TEXT),     FIELD_OF(incoming_item, price, INT64),
    FIELD_OF(incoming_item, currency, CODE), FIELD_OF(incoming_item, weight_g, INT64),
    FIELD_OF(incoming_item, row, INT64),
};
static const struct payload_type item = TYPE_OF(incoming_item, item_fields, NULL);

static const struct payload_field place_fields[] = {
    FIELD_OF(incoming_place, code, TEXT),      FIELD_OF(incoming_place, zone, TEXT),
    FIELD_OF(incoming_place, kind, TEXT),      FIELD_OF(incoming_place, walk, INT64),
    FIELD_OF(incoming_place, check, TEXT),     FIELD_OF(incoming_place, row, INT64),
    FIELD_OF(incoming_place, warehouse, TEXT),
};
static const struct payload_type place = TYPE_OF(incoming_place, place_fields, NULL);

static const struct payload_field stock_fields[] = {
    FIELD_OF(incoming_stock, sku, TEXT),          FIELD_OF(incoming_stock, place, TEXT),
    FIELD_OF(incoming_stock, lot, TEXT),          FIELD_OF(incoming_stock, qty, INT64),
    FIELD_OF(incoming_stock, received_at, INT64), FIELD_OF(incoming_stock, row, INT64),
    FIELD_OF(incoming_stock, warehouse, TEXT),    FIELD_OF(incoming_stock, expires_day, INT64),
    FIELD_OF(incoming_stock, owner, TEXT),        FIELD_OF(incoming_stock, cond, TEXT),
    FIELD_OF(incoming_stock, serial, TEXT),
};
static const struct payload_type stock = TYPE_OF(incoming_stock, stock_fields, NULL);

static const struct payload_field kit_fields[] = {
    FIELD_OF(incoming_kit, kit, TEXT),
    FIELD_OF(incoming_kit, sku, TEXT),
    FIELD_OF(incoming_kit, qty, INT64),
    FIELD_OF(incoming_kit, row, INT64),
};
static const struct payload_type kit = TYPE_OF(incoming_kit, kit_fields, NULL);

static const struct payload_field warehouse_fields[] = {
    FIELD_OF(incoming_warehouse, code, TEXT),    FIELD_OF(incoming_warehouse, name, TEXT),
    FIELD_OF(incoming_warehouse, country, TEXT), FIELD_OF(incoming_warehouse, zip, TEXT),
    FIELD_OF(incoming_warehouse, zone, TEXT),    FIELD_OF(incoming_warehouse, cutoff_min, INT64),
    FIELD_OF(incoming_warehouse, row, INT64),
};
static const struct payload_type warehouse = TYPE_OF(incoming_warehouse, warehouse_fields, NULL);

// --- the lists

#define LIST_OF(name, kind, member, of)                                                            \
    static const struct payload_field name##_list[] = {STRUCT_OF(payload_list, member, kind, of)}; \
    const struct payload_type name = TYPE_OF(payload_list, name##_list, NULL)

LIST_OF(payload_orders, THINGS, orders, &payload_order);
LIST_OF(payload_items, ROWS, rows, &item);
LIST_OF(payload_places, ROWS, rows, &place);
LIST_OF(payload_stock, ROWS, rows, &stock);
LIST_OF(payload_kits, ROWS, rows, &kit);
LIST_OF(payload_warehouses, ROWS, rows, &warehouse);

const struct payload_type *payload_element(const struct payload_type *list)
{
    return list->fields[0].type;
}

static void free_order(void *data)
{
    incoming_order_free(data);
}

#define CLEAR(name)                                                                                \
    static void clear_##name(void *row)                                                            \
    {                                                                                              \
        payload_clear(&name, row);                                                                 \
    }
CLEAR(item)
CLEAR(place)
CLEAR(stock)
CLEAR(kit)
CLEAR(warehouse)

static const struct {
    const struct payload_type *type;
    GDestroyNotify clear;
} rows[] = {{&item, clear_item},
            {&place, clear_place},
            {&stock, clear_stock},
            {&kit, clear_kit},
            {&warehouse, clear_warehouse}};

void payload_list_init(const struct payload_type *type, struct payload_list *list)
{
    const struct payload_type *element = payload_element(type);
    *list = (struct payload_list){0};
    if (type == &payload_orders)
        list->orders = g_ptr_array_new_with_free_func(free_order);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (rows[i].type == element) {
            list->rows = g_array_new(FALSE, TRUE, (unsigned)element->size);
            g_array_set_clear_func(list->rows, rows[i].clear);
        }
}

void payload_list_clear(struct payload_list *list)
{
    g_clear_pointer(&list->orders, g_ptr_array_unref);
    g_clear_pointer(&list->rows, g_array_unref);
}
