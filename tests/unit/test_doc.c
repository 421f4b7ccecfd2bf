// SPDX-License-Identifier: Apache-2.0
// Answers as JSON that any reader takes, whatever bytes are in them, and as text for people.
#include "doc.h"

#include <string.h>

#include "errors.h"

static void json_is(struct doc *doc, const char *wanted)
{
    g_autofree char *json = doc_json(doc);
    g_assert_cmpstr(json, ==, wanted);
    doc_free(doc);
}

static void test_empty(void)
{
    json_is(doc_new(), "{}");
    doc_free(NULL);
}

static void test_scalars(void)
{
    struct doc *doc = doc_new();
    doc_text(doc, "name", "A1");
    doc_text(doc, "none", NULL);
    doc_int(doc, "least", INT64_MIN);
    doc_int(doc, "most", INT64_MAX);
    doc_bool(doc, "yes", true);
    doc_bool(doc, "no", false);
    doc_null(doc, "null");
    doc_money(doc, "total", (struct money){-199, "EUR"});
    doc_time(doc, "never", 0);
    json_is(doc, "{\"name\":\"A1\",\"none\":null,\"least\":-9223372036854775808,"
                 "\"most\":9223372036854775807,\"yes\":true,\"no\":false,\"null\":null,"
                 "\"total\":{\"minor\":-199,\"currency\":\"EUR\"},\"never\":null}");
}

static void test_time(void)
{
    struct doc *doc = doc_new();
    doc_time(doc, "at", 1000);
    g_autofree char *json = doc_json(doc);
    g_assert_true(g_str_has_prefix(json, "{\"at\":\"1970-01-01T00:00:01"));
    doc_free(doc);
}

static void test_nesting(void)
{
    struct doc *doc = doc_new();
    doc_open_list(doc, "orders");
    doc_open_object(doc, NULL);
    doc_open_list(doc, "lines");
    doc_int(doc, NULL, 1);
    doc_int(doc, NULL, 2);
    doc_close(doc);
    doc_text(doc, "name", "x");
    doc_close(doc);
    doc_open_object(doc, NULL);
    doc_close(doc);
    doc_close(doc);
    doc_open_list(doc, "none");
    doc_close(doc);
    doc_int(doc, "n", 2);
    json_is(doc, "{\"orders\":[{\"lines\":[1,2],\"name\":\"x\"},{}],\"none\":[],\"n\":2}");
}

// What was left open is closed: an answer that ends early is still JSON.
static void test_left_open(void)
{
    struct doc *doc = doc_new();
    doc_open_list(doc, "a");
    doc_open_object(doc, NULL);
    doc_int(doc, "b", 1);
    json_is(doc, "{\"a\":[{\"b\":1}]}");
}

struct escape {
    const char *text, *json;
};

static const struct escape escapes[] = {
    {"", "\"\""},
    {"\"\\/", "\"\\\"\\\\/\""},
    {"a\nb\tc\r", "\"a\\nb\\u0009c\\u000d\""},
    {"\x01\x1b[2J\x7f", "\"\\u0001\\u001b[2J\\u007f\""},
    {"a\u202eb\xc2\x85\U000e0041é", "\"a\\u202eb\\u0085\\udb40\\udc41é\""},
    {"Grüße \xF0\x9F\x93\xA6", "\"Grüße \xF0\x9F\x93\xA6\""},
    {"\xff", "\"\xEF\xBF\xBD\""},
    {"a\xc3", "\"a\xEF\xBF\xBD\""},
    {"\xc0\xaf\"", "\"\xEF\xBF\xBD\xEF\xBF\xBD\\\"\""},
    {"\xed\xa0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
    {"%s %n {}", "\"%s %n {}\""},
};

static void test_escapes(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(escapes); i++) {
        struct doc *doc = doc_new();
        doc_text(doc, escapes[i].text, escapes[i].text);
        g_autofree char *wanted = g_strdup_printf("{%s:%s}", escapes[i].json, escapes[i].json);
        json_is(doc, wanted);
    }
}

// Every byte alone and every pair with a quote: the answer stays one line of valid UTF-8, without
// bytes that a terminal obeys.
static void test_every_byte(void)
{
    for (int byte = 1; byte < 256; byte++) {
        char text[] = {'"', (char)byte, '"', (char)byte, '\0'};
        struct doc *doc = doc_new();
        doc_text(doc, "k", text);
        g_autofree char *json = doc_json(doc);
        g_assert_true(g_utf8_validate(json, -1, NULL));
        for (const char *p = json; *p; p++)
            g_assert_true((unsigned char)*p >= 0x20 && *p != 0x7f);
        g_assert_true(g_str_has_suffix(json, "\"}"));
        doc_free(doc);
    }
}

// A currency that is none does not break out of its quotes either.
static void test_odd_currency(void)
{
    struct doc *doc = doc_new();
    doc_money(doc, "m", (struct money){1, "\"}{"});
    json_is(doc, "{\"m\":{\"minor\":1,\"currency\":\"\\\"}{\"}}");
}

static void test_error(void)
{
    g_autoptr(GError) error = NULL;
    tote_fail_full(&error, TOTE_IMPORT_VALUE,
                   &(struct tote_fault){.field = "qty", .hint = "Look.", .position = 3},
                   "Row \"3\"");
    struct doc *doc = doc_new();
    doc_error(doc, error);
    json_is(doc, "{\"error\":{\"code\":\"import.value\",\"message\":\"Row \\\"3\\\"\","
                 "\"hint\":\"Look.\",\"field\":\"qty\",\"position\":3}}");
}

// --- for people

static void test_show_members(void)
{
    struct doc *doc = doc_new();
    doc_text(doc, "name", "A\0331");
    doc_bool(doc, "open", true);
    doc_text(doc, "note", NULL);
    g_autofree char *text = doc_show(doc);
    g_assert_null(strchr(text, '\033'));
    g_assert_nonnull(strstr(text, "name           A"));
    g_assert_nonnull(strstr(text, "open           yes\n"));
    g_assert_nonnull(strstr(text, "note           –\n"));
    doc_free(doc);
}

static void add_row(struct doc *doc, const char *sku, int64_t qty)
{
    doc_open_object(doc, NULL);
    doc_text(doc, "sku", sku);
    doc_int(doc, "qty", qty);
    doc_open_list(doc, "codes");
    doc_text(doc, NULL, "not shown in a table");
    doc_close(doc);
    doc_close(doc);
}

static void test_show_table(void)
{
    struct doc *doc = doc_new();
    doc_open_list(doc, "items");
    add_row(doc, "東京", 1);
    add_row(doc, "ABCDE", 20);
    doc_close(doc);
    g_autofree char *text = doc_show(doc);
    g_assert_cmpstr(text, ==, "items\n  SKU    QTY\n  東京   1\n  ABCDE  20\n");
    doc_free(doc);
}

static void add_problem(struct doc *doc, const char *field, const char *code, const char *more)
{
    doc_open_object(doc, NULL);
    doc_int(doc, "row", 5);
    if (field)
        doc_text(doc, "field", field);
    doc_text(doc, "code", code);
    if (more)
        doc_text(doc, more, "x");
    doc_close(doc);
}

// Rows with other members than the first: each value stands under its own head.
static void test_show_uneven_table(void)
{
    struct doc *doc = doc_new();
    doc_open_list(doc, "problems");
    add_problem(doc, "qty", "value", NULL);
    add_problem(doc, NULL, "none", "hint");
    add_problem(doc, NULL, "other", NULL);
    doc_close(doc);
    g_autofree char *text = doc_show(doc);
    g_assert_cmpstr(text, ==,
                    "problems\n"
                    "  ROW  FIELD  CODE   HINT\n"
                    "  5    qty    value\n"
                    "  5           none   x\n"
                    "  5           other\n");
    doc_free(doc);
}

// People read words, programs codes; both in members and in tables.
static void test_words(void)
{
    g_autoptr(doc_handle) doc = doc_new();
    doc_text(doc, "status", "pick");
    doc_as(doc, "released to pick");
    doc_text(doc, "id", "7");
    doc_for_programs(doc);
    doc_open_list(doc, "orders");
    doc_open_object(doc, NULL);
    doc_text(doc, "state", "held");
    doc_as(doc, "angehalten");
    doc_int(doc, "id", 7);
    doc_for_programs(doc);
    doc_close(doc);
    doc_close(doc);
    g_autofree char *json = doc_json(doc), *text = doc_show(doc);
    g_assert_cmpstr(
        json, ==, "{\"status\":\"pick\",\"id\":\"7\",\"orders\":[{\"state\":\"held\",\"id\":7}]}");
    g_assert_cmpstr(text, ==, "status         released to pick\norders\n  STATE\n  angehalten\n");
}

static void test_show_nothing(void)
{
    struct doc *doc = doc_new();
    g_autofree char *empty = doc_show(doc);
    g_assert_cmpstr(empty, ==, "");
    doc_open_list(doc, "items");
    doc_close(doc);
    g_autofree char *list = doc_show(doc);
    g_assert_cmpstr(list, ==, "items          none\n");
    doc_free(doc);
}

// What somebody gave cannot turn the sentence around where its JSON is read and shown.
static void test_error_hidden(void)
{
    g_autoptr(doc_handle) doc = doc_new();
    g_autoptr(GError) error = NULL;
    tote_fail(&error, TOTE_BUG, NULL,
              "'\xe2\x80\xae"
              "abc'");
    doc_error(doc, error);
    g_autofree char *json = doc_json(doc);
    g_assert_null(strstr(json, "\xe2\x80\xae"));
    g_assert_null(strstr(json, "202e"));
    g_assert_nonnull(strstr(json, "abc"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/doc/empty", test_empty);
    g_test_add_func("/doc/scalars", test_scalars);
    g_test_add_func("/doc/time", test_time);
    g_test_add_func("/doc/nesting", test_nesting);
    g_test_add_func("/doc/left-open", test_left_open);
    g_test_add_func("/doc/escapes", test_escapes);
    g_test_add_func("/doc/every-byte", test_every_byte);
    g_test_add_func("/doc/odd-currency", test_odd_currency);
    g_test_add_func("/doc/error", test_error);
    g_test_add_func("/doc/error-hidden", test_error_hidden);
    g_test_add_func("/doc/show-members", test_show_members);
    g_test_add_func("/doc/show-table", test_show_table);
    g_test_add_func("/doc/show-uneven-table", test_show_uneven_table);
    g_test_add_func("/doc/show-nothing", test_show_nothing);
    g_test_add_func("/doc/words", test_words);
    return g_test_run();
}
