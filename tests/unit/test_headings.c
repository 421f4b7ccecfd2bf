// SPDX-License-Identifier: Apache-2.0
// In every language the headings of all tables stand whole on the usual terminal, and so do the
// words of columns of codes; codes and deeds have words in German.
#include <glib.h>
#include <libintl.h>
#include <locale.h>
#include <string.h>

#include "item_state.h"
#include "listing.h"
#include "lives.h"
#include "order_parts.h"
#include "printer_lists.h"
#include "query.h"
#include "text.h"
#include "ui.h"

// Beside details of a large terminal a list is narrower than one that has the usual terminal alone.
enum { USUAL = 80, BESIDE = 66 };

static bool speaks(const char *language)
{
    g_setenv("LANGUAGE", language, true);
    bindtextdomain(GETTEXT_PACKAGE, g_getenv("TOTE_TEST_LOCALES"));
    bind_textdomain_codeset(GETTEXT_PACKAGE, "UTF-8");
    textdomain(GETTEXT_PACKAGE);
    return !strcmp(gettext("Warehouse"), "Warehouse") == !strcmp(language, "en");
}

static void check_source(const struct table_source *source, const struct list_kind *kind, int w)
{
    struct table table = {.sees = ~0u, .sorted = -1};
    for (int sort = -1; sort < (kind ? kind->n_sorts : 0); sort++) {
        short widths[TABLE_COLUMNS];
        table.sorted = sort < 0 ? -1 : kind->sorts[sort].column;
        table_fit(&table, source, w, widths);
        for (size_t i = 0; i < source->n_columns; i++) {
            g_autofree char *head = table_head(&table, source, i);
            const struct word_list *words = source->columns[i].words;
            if (widths[i] && text_width(head) > widths[i])
                g_error("'%s' stands in %d cells of %d", head, widths[i], w);
            if (widths[i] && words)
                g_assert_cmpint(words_width(words), <=, widths[i]);
        }
    }
}

static void check_all(const char *language)
{
    if (!speaks(language)) {
        g_test_skip("its translation was not made");
        return;
    }
    for (const struct screen *const *screen = ui_screens(); *screen; screen++) {
        const struct list_kind *list = (*screen)->list;
        if (list && list->source.n_columns)
            check_source(&list->source, list, USUAL);
        if (list && list->source.n_columns && list->detail)
            check_source(&list->source, list, BESIDE);
    }
    for (int i = 0; i < (int)N_PARTS; i++)
        check_source(&order_parts[i].source, NULL, USUAL);
    for (int i = ITEM_PLACES; i < (int)N_ITEM_PARTS; i++)
        check_source(&item_lists[i].source, NULL, USUAL);
    check_source(&printers_list.source, NULL, USUAL);
}

static void test_english(void)
{
    check_all("en");
}

static void test_german(void)
{
    check_all("de");
}

// Codes of the database are words on the screens.
static void test_words(void)
{
    static const struct {
        const struct word_list *words;
        const char *code, *word;
    } rows[] = {
        {&words_of_orders, "released", "zu picken"}, {&words_of_orders, "held", "angehalten"},
        {&words_of_places, "cart", "Wagen"},         {&words_of_places, "pick", "Pickplatz"},
        {&words_of_moves, "count", "gezählt"},       {&words_of_jobs, "label", "Etikett"}};
    if (!speaks("de")) {
        g_test_skip("its translation was not made");
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpstr(rows[i].words->word(rows[i].code), ==, rows[i].word);
    g_assert_cmpstr(words_of_moves.word("unheard"), ==, "unheard");
    const struct word_list *const all[] = {&words_of_orders, &words_of_places, &words_of_moves,
                                           &words_of_jobs};
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
        for (size_t n = 0; all[i]->code(n); n++)
            if (!strcmp(all[i]->word(all[i]->code(n)), all[i]->code(n)))
                g_error("%s has no German word", all[i]->code(n));
}

// A refusal names the deed in the language of the one who reads it.
static void test_refusal(void)
{
    if (!speaks("de")) {
        g_test_skip("its translation was not made");
        return;
    }
    g_autofree char *why = state_why_not(&order_states, "packed", "pick", "O-1");
    g_assert_cmpstr(why, ==, "Auftrag O-1: gepackt; 'Picken' geht nur bei: zum Picken freigegeben");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    setlocale(LC_ALL, "C.UTF-8");
    g_test_add_func("/headings/english", test_english);
    g_test_add_func("/headings/german", test_german);
    g_test_add_func("/headings/words", test_words);
    g_test_add_func("/headings/refusal", test_refusal);
    return g_test_run();
}
