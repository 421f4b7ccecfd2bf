// SPDX-License-Identifier: Apache-2.0
// Sentences as codes: each once, each placeholder sound, and made words when they are read.
#include "says.h"

#include <string.h>

static void test_rows(void)
{
    g_autoptr(GRegex) code = g_regex_new("^[a-z]+\\.[a-z_]+$", 0, 0, NULL);
    g_autoptr(GRegex) holes =
        g_regex_new("\\{[a-z][a-z0-9_]*(\\|[^{}|]*\\|[^{}|]*)?\\}", 0, 0, NULL);
    for (int i = 0; i < N_SAYS; i++) {
        const struct say *say = say_row((enum say_id)i);
        g_assert_true(g_regex_match(code, say->code, 0, NULL));
        g_assert_true(say_find(say->code) == say); // so no code stands twice
        g_autofree char *plain = g_regex_replace_literal(holes, say->text, -1, 0, "", 0, NULL);
        g_assert_null(strpbrk(plain, "{}%"));
    }
    g_assert_null(say_find("no.such"));
    g_assert_null(say_find(NULL));
}

static void says(const char *code, const struct term *terms, size_t n, const char *wanted)
{
    g_autofree char *found = say_text(code, terms, n);
    g_assert_cmpstr(found, ==, wanted);
    g_autofree char *json = terms_json(terms, n);
    g_autofree char *stored = say_stored(code, json);
    g_assert_cmpstr(stored, ==, wanted);
}

#define SAYS(code, wanted, ...)                                                                    \
    says(code, (const struct term[]){__VA_ARGS__},                                                 \
         G_N_ELEMENTS(((const struct term[]){__VA_ARGS__})), wanted)

static void test_text(void)
{
    says("order.released", NULL, 0, "Released to pick");
    SAYS("pick.match", "+2 Cup", T_INT("qty", 2), T_TEXT("item", "Cup"));
    SAYS("pick.match", "+{qty} Cup", T_TEXT("item", "Cup")); // a term that nobody kept
    SAYS("import.conflict",
         "O-100001 (#1001): the channel changed its lines, but it is already packed",
         T_TEXT("order", "O-100001"), T_TEXT("name", "#1001"), T_WORD("what", "import.what_lines"),
         T_WORD("state", "order:packed"));
    SAYS("order.held", "O-1 is held: The payment was voided", T_TEXT("order", "O-1"),
         T_WORD("reason", "hold.voided"));
    SAYS("order.held", "O-1 is held: order:odd", T_TEXT("order", "O-1"),
         T_WORD("reason", "order:odd"));
    g_autofree char *seen =
        term_said("hold.person", "{\"text\":\"she \\\"calls\\\" again\",\"who\":\"SAM\"}");
    SAYS("import.changed_held", "Changed by shop: she \"calls\" again (SAM)",
         T_TEXT("channel", "shop"), T_SAID("reason", seen));
    SAYS("import.changed_held", "Changed by shop: The payment was voided",
         T_TEXT("channel", "shop"), T_SAID("reason", "hold.voided"));
    SAYS("error.other",
         "It failed (print.away). The label waits and is printed when the print "
         "service answers again.",
         T_TEXT("error", "print.away"), T_WORD("hint", "hint:print.away"));
    SAYS("order.held", "O-1 is held: odd", T_TEXT("order", "O-1"), T_WORD("reason", "odd"));
}

// Nothing of an audit is hidden, not even what this program does not know.
static void test_unknown(void)
{
    says("no.such", NULL, 0, "no.such");
    SAYS("no.such", "no.such {\"qty\":2}", T_INT("qty", 2));
    g_autofree char *damaged = say_stored("pick.match", "{\"qty\":");
    g_assert_cmpstr(damaged, ==, "pick.match {\"qty\":");
    g_autofree char *none = say_stored("order.released", "");
    g_assert_cmpstr(none, ==, "Released to pick");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/says/rows", test_rows);
    g_test_add_func("/says/text", test_text);
    g_test_add_func("/says/unknown", test_unknown);
    return g_test_run();
}
