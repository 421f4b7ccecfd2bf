// SPDX-License-Identifier: Apache-2.0
// What imports bring comes back from its text exactly, whatever it says; other texts are refused.
#include "payload.h"

#include <string.h>

#include "packed_text.h"

static const struct payload_type *const lists[] = {&payload_orders, &payload_items,
                                                   &payload_places, &payload_stock,
                                                   &payload_kits,   &payload_warehouses};

// --- anything

static char *any_text(void)
{
    static const char *const bits[] = {"",  "a",  " ",  "\n", "\\",    "\\n", ".",
                                       "ö", "\r", "\t", "=",  "lines", ".\n", "\xff"};
    GString *text = g_string_new(NULL);
    for (int n = g_test_rand_int_range(0, 6); n > 0; n--)
        g_string_append(text, bits[g_test_rand_int_range(0, G_N_ELEMENTS(bits))]);
    return g_string_free(text, FALSE);
}

static int64_t any_number(void)
{
    static const int64_t edges[] = {0, 1, -1, INT64_MAX, INT64_MIN, 1795317600000};
    int at = g_test_rand_int_range(0, 2 * (int)G_N_ELEMENTS(edges));
    return at < (int)G_N_ELEMENTS(edges) ? edges[at] : g_test_rand_int();
}

static void fill(const struct payload_type *type, void *data);

static void fill_list(const struct payload_field *field, void *member)
{
    for (int n = g_test_rand_int_range(0, 4); n > 0; n--) {
        if (field->kind == PAYLOAD_ROWS) {
            GArray *rows = *(GArray **)member;
            g_array_set_size(rows, rows->len + 1);
            fill(field->type, rows->data + (rows->len - 1) * field->type->size);
            continue;
        }
        void *thing = field->kind == PAYLOAD_TEXTS ? any_text()
                      : field->type->make          ? field->type->make()
                                                   : g_malloc0(field->type->size);
        if (field->type)
            fill(field->type, thing);
        g_ptr_array_add(*(GPtrArray **)member, thing);
    }
}

static int words_of(const struct payload_field *field)
{
    int n = 0;
    while (field->words[n])
        n++;
    return n;
}

static void fill_field(const struct payload_field *field, void *member)
{
    if (field->kind == PAYLOAD_PART)
        fill(field->type, member);
    else if (field->kind >= PAYLOAD_ROWS)
        fill_list(field, member);
    else if (field->kind == PAYLOAD_TEXT)
        *(char **)member = g_test_rand_bit() ? any_text() : NULL;
    else if (field->kind == PAYLOAD_CODE)
        g_strlcpy(member, g_test_rand_bit() ? "EUR" : "", 4);
    else if (field->kind == PAYLOAD_INT64)
        *(int64_t *)member = any_number();
    else if (field->kind == PAYLOAD_BOOL)
        *(bool *)member = g_test_rand_bit();
    else
        *(int *)member = field->kind == PAYLOAD_WORD ? g_test_rand_int_range(0, words_of(field))
                         : field->kind == PAYLOAD_PROBLEM ? g_test_rand_int_range(0, TOTE_N_CODES)
                                                          : g_test_rand_int_range(-840, 841);
}

static void fill(const struct payload_type *type, void *data)
{
    for (size_t i = 0; i < type->n; i++)
        fill_field(&type->fields[i], (char *)data + type->fields[i].at);
}

// --- the same

static void same(const struct payload_type *type, const void *a, const void *b);

static void same_list(const struct payload_field *field, const void *a, const void *b)
{
    if (field->kind == PAYLOAD_ROWS) {
        const GArray *one = *(GArray *const *)a, *two = *(GArray *const *)b;
        g_assert_cmpuint(one->len, ==, two->len);
        for (unsigned i = 0; i < one->len; i++)
            same(field->type, one->data + i * field->type->size, two->data + i * field->type->size);
        return;
    }
    const GPtrArray *one = *(GPtrArray *const *)a, *two = *(GPtrArray *const *)b;
    g_assert_cmpuint(one->len, ==, two->len);
    for (unsigned i = 0; i < one->len; i++)
        if (field->kind == PAYLOAD_TEXTS)
            g_assert_cmpstr(one->pdata[i], ==, two->pdata[i]);
        else
            same(field->type, one->pdata[i], two->pdata[i]);
}

static void same_field(const struct payload_field *field, const void *a, const void *b)
{
    if (field->kind == PAYLOAD_PART)
        same(field->type, a, b);
    else if (field->kind >= PAYLOAD_ROWS)
        same_list(field, a, b);
    else if (field->kind == PAYLOAD_TEXT)
        g_assert_cmpstr(*(char *const *)a, ==, *(char *const *)b); // NULL is not ""
    else if (field->kind == PAYLOAD_CODE)
        g_assert_cmpstr(a, ==, b);
    else if (field->kind == PAYLOAD_INT64)
        g_assert_cmpint(*(const int64_t *)a, ==, *(const int64_t *)b);
    else if (field->kind == PAYLOAD_BOOL)
        g_assert_cmpint(*(const bool *)a, ==, *(const bool *)b);
    else
        g_assert_cmpint(*(const int *)a, ==, *(const int *)b);
}

static void same(const struct payload_type *type, const void *a, const void *b)
{
    for (size_t i = 0; i < type->n; i++)
        same_field(&type->fields[i], (const char *)a + type->fields[i].at,
                   (const char *)b + type->fields[i].at);
}

static void test_round(void)
{
    for (int i = 0; i < 2000; i++) {
        const struct payload_type *type = lists[i % (int)G_N_ELEMENTS(lists)];
        struct payload_list in, out;
        g_autoptr(GError) error = NULL;
        g_autoptr(GString) text = g_string_new(NULL);
        payload_list_init(type, &in);
        payload_list_init(type, &out);
        fill(type, &in);
        payload_write(type, &in, text);
        payload_read(type, text->str, &out, &error);
        g_assert_no_error(error);
        same(type, &in, &out);
        payload_list_clear(&in);
        payload_list_clear(&out);
    }
}

// Elements that were written one by one are a list.
static void test_pieces(void)
{
    const struct incoming_item a = {.sku = (char *)"A", .price = -1}, b = {.sku = (char *)"B"};
    struct payload_list list;
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    payload_write_rows(&payload_items, &a, 1, text);
    payload_write_rows(&payload_items, &b, 1, text);
    g_assert_cmpstr(text->str, ==, "rows\nsku A\nprice -1\n.\nrows\nsku B\n.\n");
    payload_list_init(&payload_items, &list);
    payload_read(&payload_items, text->str, &list, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(list.rows->len, ==, 2);
    g_assert_cmpstr(g_array_index(list.rows, struct incoming_item, 1).sku, ==, "B");
    payload_list_clear(&list);
}

// The message of a problem is a sentence: who reads the file is told it, and nothing keeps it.
static size_t left_out(const struct payload_type *type)
{
    bool problem = type->n && type->fields[0].at == offsetof(struct incoming_problem, row) &&
                   type->size == sizeof(struct incoming_problem);
    return problem ? sizeof(char *) : 0;
}

// A member that no table names would be lost: between two fields there is padding at most.
static void check_whole(const struct payload_type *type)
{
    static const size_t sizes[] = {
        [PAYLOAD_CODE] = 4,           [PAYLOAD_INT] = sizeof(int), [PAYLOAD_BOOL] = 1,
        [PAYLOAD_WORD] = sizeof(int), [PAYLOAD_PROBLEM] = 4,       [PAYLOAD_TEXTS] = 8};
    size_t end = 0;
    for (size_t i = 0; i <= type->n; i++) {
        const struct payload_field *field = i < type->n ? &type->fields[i] : NULL;
        size_t at = field ? field->at : type->size;
        size_t size = !field                        ? 8
                      : field->kind == PAYLOAD_PART ? field->type->size
                      : sizes[field->kind]          ? sizes[field->kind]
                                                    : 8;
        g_assert_cmpuint(at, >=, end);
        g_assert_cmpuint(at - end, <, MIN(size, 8) + left_out(type));
        end = at + size;
        if (field && field->type)
            check_whole(field->type);
    }
}

static void test_whole(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
        check_whole(payload_element(lists[i]));
}

static void test_refused(void)
{
    static const char *const wrong[] = {
        "x",                     // no line
        "orders\n",              // no end
        "orders\n.\n.\n",        // an end too many
        "orders x\n.\n",         // a value of a list
        "rows\n.\n",             // another list
        "orders\nprice 1\n.\n",  // an unknown field
        "orders\ntotal\n.\n",    // no value
        "orders\ntotal 1x\n.\n", // no number
        "orders\ntotal 99999999999999999999\n.\n",
        "orders\npaid often\n.\n",
        "orders\ncurrency EURO\n.\n",
        "orders\nnote a\nnote b\n.\n",
        "orders\nproblems\ncode no.such\n.\n.\n",
        "orders\nplaced_offset 99999999999\n.\n",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        struct payload_list list;
        g_autoptr(GError) error = NULL;
        payload_list_init(&payload_orders, &list);
        g_assert_false(payload_read(&payload_orders, wrong[i], &list, &error));
        g_assert_true(tote_error_is(error, TOTE_LOG_UNREADABLE));
        payload_list_clear(&list);
    }
}

// A cut text never passes for a whole one, unless it ends between two elements.
static void test_cut(void)
{
    const struct incoming_stock row = {
        .sku = (char *)"A", .place = (char *)"B\n1", .qty = 3, .owner = (char *)""};
    g_autoptr(GString) text = g_string_new(NULL);
    payload_write_rows(&payload_stock, &row, 1, text);
    for (size_t n = 1; n < text->len; n++) {
        struct payload_list list;
        g_autofree char *part = g_strndup(text->str, n);
        payload_list_init(&payload_stock, &list);
        g_assert_false(payload_read(&payload_stock, part, &list, NULL));
        payload_list_clear(&list);
    }
}

// Packed and unpacked, a text is what it was: an empty one, one like all, one of several pieces.
static void test_packed(void)
{
    enum { HUGE_TEXT = 700000 };
    g_autofree char *huge = g_malloc(HUGE_TEXT);
    for (size_t i = 0; i < HUGE_TEXT; i++)
        huge[i] = (char)g_test_rand_int();
    const struct {
        const char *text;
        size_t n;
        unsigned pieces;
    } rows[] = {{"", 0, 0}, {"orders\nexternal_id 5\n.\n", 23, 1}, {huge, HUGE_TEXT, 3}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GPtrArray) pieces = pack_text_pieces(rows[i].text, rows[i].n);
        g_autoptr(GString) text = g_string_new("x");
        g_assert_cmpint(pieces->len, ==, rows[i].pieces);
        for (unsigned k = 0; k < pieces->len; k++) {
            size_t n = 0;
            const void *piece = g_bytes_get_data(pieces->pdata[k], &n);
            g_assert_true(unpack_text(piece, n, text));
        }
        g_assert_cmpmem(text->str + 1, text->len - 1, rows[i].text, rows[i].n);
    }
}

// What all orders say takes next to nothing, and a piece that is not whole is refused.
static void test_piece(void)
{
    g_autoptr(incoming_order) order = incoming_order_new();
    g_autoptr(GString) plain = g_string_new(NULL), text = g_string_new("x");
    order->shipping_method = g_strdup("Standard");
    order->source = g_strdup("web");
    order->billing.name = g_strdup("Ana Example");
    payload_write_rows(&payload_orders, order, 1, plain);
    g_autoptr(GPtrArray) pieces = pack_text_pieces(plain->str, plain->len);
    size_t n = 0;
    const char *piece = g_bytes_get_data(pieces->pdata[0], &n);
    g_assert_cmpuint(n, <, plain->len * 2 / 3);
    for (size_t i = 0; i < n; i++)
        g_assert_false(unpack_text(piece, i, text));
    g_assert_false(unpack_text("orders\n", 7, text));
    g_assert_cmpstr(text->str, ==, "x");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/payload/round", test_round);
    g_test_add_func("/payload/pieces", test_pieces);
    g_test_add_func("/payload/whole", test_whole);
    g_test_add_func("/payload/refused", test_refused);
    g_test_add_func("/payload/cut", test_cut);
    g_test_add_func("/payload/packed", test_packed);
    g_test_add_func("/payload/piece", test_piece);
    return g_test_run();
}
