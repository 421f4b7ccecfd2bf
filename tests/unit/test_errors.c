// SPDX-License-Identifier: Apache-2.0
// Errors: stable codes in order of precedence, hints, and the parts beside the sentence.
#include "cause.h"

#include <string.h>

static void test_sentence(void)
{
    GError *error = NULL;
    g_assert_false(tote_fail(&error, TOTE_STOCK_SHORT, "qty", "only %d of %s", 3, "A1"));
    g_assert_cmpstr(error->message, ==, "only 3 of A1");
    g_assert_cmpstr(tote_error_code(error), ==, "stock.short");
    g_assert_cmpstr(tote_error_field(error), ==, "qty");
    g_assert_cmpstr(tote_error_hint(error), ==, tote_code_hint(TOTE_STOCK_SHORT));
    g_assert_null(tote_error_detail(error));
    g_assert_cmpint(tote_error_position(error), ==, 0);
    g_assert_cmpint(tote_error_exit(error), ==, TOTE_EXIT_REFUSED);
    g_assert_true(tote_error_is(error, TOTE_STOCK_SHORT));
    g_assert_false(tote_error_is(error, TOTE_STATE));
    g_error_free(error);
}

static void test_all_parts(void)
{
    char field[] = "sku", hint[] = "look", detail[] = "23505";
    GError *error = NULL;
    struct tote_fault fault = {field, hint, detail, 17};
    g_assert_false(tote_fail_full(&error, TOTE_DB_FULL, &fault, "no %s", "room"));
    memset(field, 'x', 3); // everything was copied
    memset(hint, 'x', 4);
    memset(detail, 'x', 5);
    g_autoptr(GError) copy = g_error_copy(error);
    g_error_free(error);
    g_assert_cmpstr(copy->message, ==, "no room");
    g_assert_cmpstr(tote_error_field(copy), ==, "sku");
    g_assert_cmpstr(tote_error_hint(copy), ==, "look");
    g_assert_cmpstr(tote_error_detail(copy), ==, "23505");
    g_assert_cmpint(tote_error_position(copy), ==, 17);
    g_assert_cmpint(tote_error_exit(copy), ==, TOTE_EXIT_SURROUNDINGS);
}

static void test_prefix_keeps_parts(void)
{
    GError *error = NULL, *outer = NULL;
    tote_fail_full(&error, TOTE_DB_BUSY, &(struct tote_fault){.detail = "retry"}, "busy");
    g_propagate_prefixed_error(&outer, error, "order.add: ");
    g_assert_cmpstr(outer->message, ==, "order.add: busy");
    g_assert_cmpstr(tote_error_detail(outer), ==, "retry");
    g_error_free(outer);
}

static void test_nobody_listens(void)
{
    g_assert_false(tote_fail(NULL, TOTE_BUG, NULL, "%d", 1));
    g_assert_false(tote_error_is(NULL, TOTE_BUG));
}

// A second failure does not take the place of the first.
static void test_first_wins(void)
{
    GError *error = NULL;
    tote_fail(&error, TOTE_STATE, NULL, "first");
    g_test_expect_message("tote", G_LOG_LEVEL_CRITICAL, "*error*");
    g_assert_false(tote_fail(&error, TOTE_BUG, NULL, "second"));
    g_test_assert_expected_messages();
    g_assert_cmpstr(error->message, ==, "first");
    g_error_free(error);
}

static void test_foreign(void)
{
    g_autoptr(GError) error = g_error_new_literal(G_FILE_ERROR, G_FILE_ERROR_NOENT, "gone");
    g_assert_cmpstr(tote_error_code(error), ==, "bug");
    g_assert_nonnull(tote_error_hint(error));
    g_assert_null(tote_error_field(error));
    g_assert_null(tote_error_detail(error));
    g_assert_cmpint(tote_error_position(error), ==, 0);
    g_assert_false(tote_error_is(error, TOTE_BUG));
}

// Scripts rely on the codes: once given, only small letters, digits, '_' and '.'.
static void test_codes(void)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (int code = 0; code < TOTE_N_CODES; code++) {
        const char *text = tote_code_text((enum tote_code)code);
        const char *hint = tote_code_hint((enum tote_code)code);
        g_assert_cmpuint(strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_."), ==, strlen(text));
        g_assert_true(g_hash_table_add(seen, (void *)text));
        g_assert_true(g_ascii_isupper(hint[0]));
        g_assert_cmpint(hint[strlen(hint) - 1], ==, '.');
        g_assert_cmpint(tote_code_exit((enum tote_code)code), !=, TOTE_EXIT_OK);
    }
}

// The call, the surroundings, the caller, the thing, its state: in this order.
static void test_precedence(void)
{
    static const enum tote_code order[] = {
        TOTE_USAGE, TOTE_ARGUMENT,  TOTE_KEY_REUSED, TOTE_DB_OPEN,     TOTE_DB_BUSY,
        TOTE_ROLE,  TOTE_NOT_FOUND, TOTE_STATE,      TOTE_STOCK_SHORT, TOTE_BUG};
    for (size_t i = 1; i < G_N_ELEMENTS(order); i++)
        g_assert_cmpint(order[i - 1], <, order[i]);
    g_assert_cmpint(tote_code_exit(TOTE_USAGE), ==, 2);
    g_assert_cmpint(tote_code_exit(TOTE_STATE), ==, 1);
    g_assert_cmpint(tote_code_exit(TOTE_DB_LOST), ==, 3);
}

// The database keeps why something failed as a code and terms, never as a sentence.
static void test_cause(void)
{
    g_autoptr(GError) error = NULL;
    const struct tote_fault fault = {.field = "printer"};
    FAIL_FOR(&error, TOTE_PRINTER_AWAY, &fault, LINK_PRINTER, T_TEXT("host", "10.0.0.9"));
    g_assert_cmpstr(error->message, ==, "The printer at 10.0.0.9 does not answer");
    g_assert_cmpstr(tote_error_field(error), ==, "printer");
    g_autoptr(GError) copy = g_error_copy(error);
    g_auto(cause_told) why = told_error(copy);
    g_assert_cmpstr(why.code, ==, "link.no_printer");
    g_assert_cmpstr(why.terms, ==, "{\"host\":\"10.0.0.9\"}");
}

// What has no cause is told by its code, its hint and its field; what its sentence quotes, which
// may be a person's name, is not kept.
static void test_cause_of_other(void)
{
    g_autoptr(GError) plain = NULL, named = NULL, quoted = NULL;
    tote_fail(&plain, TOTE_KEYS_MISSING, NULL, "no key for Anna");
    tote_fail(&named, TOTE_LABEL_DATA, "to.city", "\"York\" is odd");
    tote_fail_field(&quoted, TOTE_LABEL_DATA, "to.name", CAUSE_LABEL_LONG, "\"%s\" is long",
                    "Anna");
    g_auto(cause_told) one = told_error(plain), two = told_error(named), three = told_error(quoted);
    g_assert_cmpstr(one.code, ==, "error.other");
    g_assert_cmpstr(one.terms, ==,
                    "{\"error\":\"keys.missing\",\"hint\":{\"word\":\"hint:keys.missing\"}}");
    g_assert_cmpstr(two.code, ==, "error.field");
    g_assert_nonnull(strstr(two.terms, "\"field\":\"to.city\""));
    g_assert_cmpstr(quoted->message, ==, "\"Anna\" is long");
    g_assert_cmpstr(three.code, ==, "label.too_long");
    g_assert_cmpstr(three.terms, ==, "{\"field\":\"to.name\"}");
    g_assert_cmpstr(tote_hint_word("hint:keys.missing"), ==, tote_error_hint(plain));
    g_assert_null(tote_hint_word("hint:no.such"));
    g_assert_null(tote_hint_word("keys.missing"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/errors/sentence", test_sentence);
    g_test_add_func("/errors/all-parts", test_all_parts);
    g_test_add_func("/errors/prefix-keeps-parts", test_prefix_keeps_parts);
    g_test_add_func("/errors/nobody-listens", test_nobody_listens);
    g_test_add_func("/errors/first-wins", test_first_wins);
    g_test_add_func("/errors/foreign", test_foreign);
    g_test_add_func("/errors/codes", test_codes);
    g_test_add_func("/errors/precedence", test_precedence);
    g_test_add_func("/errors/cause", test_cause);
    g_test_add_func("/errors/cause-of-other", test_cause_of_other);
    return g_test_run();
}
