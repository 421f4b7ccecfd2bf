// SPDX-License-Identifier: Apache-2.0
// Terms: written and read again, refused where they are not sound, and filled into sentences.
#include "terms.h"

#include <string.h>

static const struct term *first(const GArray *terms)
{
    return (const struct term *)(const void *)terms->data;
}

static void test_json(void)
{
    const struct term terms[] = {T_INT("qty", -3), T_TEXT("item", "a \"b\"\\\n\x01ü"),
                                 T_WORD("why_2", "order.packed"), T_TEXT("none", NULL)};
    g_autofree char *json = terms_json(terms, G_N_ELEMENTS(terms));
    g_assert_cmpstr(json, ==,
                    "{\"qty\":-3,\"item\":\"a \\\"b\\\"\\\\\\u000a\\u0001ü\","
                    "\"why_2\":{\"word\":\"order.packed\"},\"none\":\"\"}");
    g_autofree char *empty = terms_json(NULL, 0);
    g_assert_cmpstr(empty, ==, "{}");
    const struct term broken[] = {T_TEXT("x", "\xff")};
    g_autofree char *mended = terms_json(broken, 1);
    g_assert_cmpstr(mended, ==, "{\"x\":\"\xef\xbf\xbd\"}");
}

// What was written is read again, whatever it holds.
static void test_round(void)
{
    const struct term terms[] = {T_INT("a", G_MININT64), T_INT("b", G_MAXINT64),
                                 T_TEXT("c", "\"\\/\t\x1f 😀 {x|y}"), T_WORD("d", "pick.match"),
                                 T_SAID("e", "hold.person {\"text\":\"a b\"}")};
    g_autofree char *json = terms_json(terms, G_N_ELEMENTS(terms));
    g_autoptr(GArray) read = NULL;
    g_assert_true(terms_parse(json, &read));
    g_assert_cmpuint(read->len, ==, G_N_ELEMENTS(terms));
    for (unsigned i = 0; i < read->len; i++) {
        g_assert_cmpstr(first(read)[i].name, ==, terms[i].name);
        g_assert_cmpint(first(read)[i].type, ==, terms[i].type);
        g_assert_cmpint(first(read)[i].number, ==, terms[i].number);
        g_assert_cmpstr(first(read)[i].text, ==, terms[i].text);
    }
    g_autofree char *again = terms_json(first(read), read->len);
    g_assert_cmpstr(again, ==, json);
}

static void reads(const char *json, const char *wanted)
{
    g_autoptr(GArray) terms = NULL;
    g_assert_true(terms_parse(json, &terms));
    g_autofree char *found = terms_json(first(terms), terms->len);
    g_assert_cmpstr(found, ==, wanted);
}

static void test_reading(void)
{
    reads(NULL, "{}");
    reads("", "{}");
    reads("  { } \n", "{}");
    reads(" { \"a\" : 1 , \"b\" : { \"word\" : \"c.d\" } } ", "{\"a\":1,\"b\":{\"word\":\"c.d\"}}");
    reads("{\"a\":\"\\u00fc\\ud83d\\ude00\\/\\b\"}", "{\"a\":\"ü😀/\\u0008\"}");
    reads("{\"a\":0,\"b\":-0}", "{\"a\":0,\"b\":0}");
}

static void test_refused(void)
{
    static const char *const bad[] = {"{",
                                      "}",
                                      "[]",
                                      "{}x",
                                      "{\"a\"}",
                                      "{\"a\":}",
                                      "{\"a\":1",
                                      "{\"a\":1,}",
                                      "{,}",
                                      "{\"a\":1 \"b\":2}",
                                      "{\"a\":1,\"a\":2}",
                                      "{\"A\":1}",
                                      "{\"1\":1}",
                                      "{\"\":1}",
                                      "{\"_a\":1}",
                                      "{\"a\":01}",
                                      "{\"a\":1.5}",
                                      "{\"a\":1e3}",
                                      "{\"a\":-}",
                                      "{\"a\":+1}",
                                      "{\"a\":9223372036854775808}",
                                      "{\"a\":true}",
                                      "{\"a\":null}",
                                      "{\"a\":[1]}",
                                      "{\"a\":{\"Word\":\"x\"}}",
                                      "{\"a\":{\"EUR\":1}}",
                                      "{\"a\":{\"word\":\"x\",\"word\":\"y\"}}",
                                      "{\"a\":{\"time\":6}}",
                                      "{\"a\":{\"word\":1}}",
                                      "{\"a\":{}}",
                                      "{\"a\":\"x}",
                                      "{\"a\":\"\\x\"}",
                                      "{\"a\":\"\\u12\"}",
                                      "{\"a\":\"\\u0000\"}",
                                      "{\"a\":\"\\ud800\"}",
                                      "{\"a\":\"\\ud800\\u0041\"}",
                                      "{\"a\":\"\\udc00\"}",
                                      "{\"a\":\"\xff\"}",
                                      "{\"a\":\"\n\"}",
                                      "{\"a\":\"\\",
                                      "\"a\"",
                                      "1",
                                      "null"};
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        GArray *terms = NULL;
        if (terms_parse(bad[i], &terms))
            g_error("taken: %s", bad[i]);
        g_assert_null(terms);
    }
}

// Any piece of what is sound, and any byte of it changed, is read or refused, never worse.
static void test_damaged(void)
{
    static const char sound[] = "{\"a\":-12,\"b\":\"x\\ud83d\\ude00\\n\",\"c\":5,"
                                "\"d\":{\"word\":\"f.g\"}}";
    for (size_t at = 0; at < sizeof sound - 1; at++) {
        for (int byte = 0; byte < 256; byte++) {
            g_autofree char *copy = g_strdup(sound);
            g_autoptr(GArray) terms = NULL;
            copy[at] = (char)byte;
            if (terms_parse(copy, &terms))
                g_free(terms_json(first(terms), terms->len));
        }
    }
}

static void test_bounded(void)
{
    GString *json = g_string_new("{");
    for (int i = 0; i < TERMS_MAX; i++)
        g_string_append_printf(json, "%s\"a%d\":%d", i ? "," : "", i, i);
    g_autofree char *most = g_strdup_printf("%s}", json->str);
    g_autofree char *more = g_strdup_printf("%s,\"b\":1}", json->str);
    g_autoptr(GArray) terms = NULL;
    g_assert_true(terms_parse(most, &terms));
    g_assert_cmpuint(terms->len, ==, TERMS_MAX);
    g_autoptr(GArray) none = NULL;
    g_assert_false(terms_parse(more, &none));
    g_string_free(json, TRUE);
}

static void fills(const char *format, const char *wanted)
{
    const struct term terms[] = {T_INT("qty", 3), T_INT("one", 1), T_TEXT("item", "Cup {qty}")};
    g_autofree char *found = terms_fill(format, terms, G_N_ELEMENTS(terms));
    g_assert_cmpstr(found, ==, wanted);
}

static void test_fill(void)
{
    fills("", "");
    fills("+{qty} {item}", "+3 Cup {qty}"); // values are not filled again
    fills("{qty}{qty}", "33");
    fills("{qty} {qty|piece|pieces}", "3 pieces");
    fills("{one} {one|piece|pieces}", "1 piece");
    fills("{one||s}{qty||s}", "s");
    fills("{odd} {Qty} {} { {qty", "{odd} {Qty} {} { {qty");
    fills("{qty", "{qty");
    fills("}{qty}{", "}3{");
    fills("{ {qty}", "{ 3");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/terms/json", test_json);
    g_test_add_func("/terms/round", test_round);
    g_test_add_func("/terms/reading", test_reading);
    g_test_add_func("/terms/refused", test_refused);
    g_test_add_func("/terms/damaged", test_damaged);
    g_test_add_func("/terms/bounded", test_bounded);
    g_test_add_func("/terms/fill", test_fill);
    return g_test_run();
}
