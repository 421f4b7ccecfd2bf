// SPDX-License-Identifier: Apache-2.0
// Keys and codes after a refusal: what acts, what is booked once, and what is not booked at all.
#include "acts.h"

#include <string.h>

#include "actions.h"
#include "scenes.h"
#include "testdb.h"
#include "ui.h"

enum { LONGEST = 6 };

// The code of this length, and that it is the item that the scene picks.
static char *code_of(struct visit *visit, int length)
{
    g_autoptr(db_handle) db = shop_open(visit->path);
    g_autofree char *code = g_strndup("KLMNOP", (gsize)length);
    g_autofree char *sql = g_strdup_printf("INSERT INTO item_code (code, item_id) SELECT '%s', id "
                                           "FROM item WHERE sku = 'TEA-SEN-100'",
                                           code);
    GError *error = NULL;
    g_assert_true(db_script(db, sql, &error));
    return g_steal_pointer(&code);
}

static void has(struct visit *visit, const char *text)
{
    pty_shows(visit->pty, text);
}

static void lacks(struct visit *visit, const char *text)
{
    pty_lacks(visit->pty, text);
}

static struct visit *refused(int cols, int rows)
{
    return visit_new(scene_called("refused"),
                     &(struct pty_options){.cols = cols, .rows = rows, .env = scene_env});
}

// A code of any length after a refusal, at once or key by key: booked once, nothing is left.
static void test_short_codes(void)
{
    for (int length = 1; length <= LONGEST; length++)
        for (int slow = 0; slow <= 1; slow++) {
            g_autoptr(scene_visit) visit = refused(80, 24);
            g_autofree char *code = code_of(visit, length);
            g_autofree char *keys = g_strconcat(code, "<Enter>", NULL);
            if (slow)
                pty_keys(visit->pty, keys);
            else
                pty_scan(visit->pty, code);
            lacks(visit, "put it back");
            has(visit, "› Scan item: 5 to go");
            pty_keys(visit->pty, "<F2>");
            has(visit, "› Scan item: 6 to go");
        }
}

// In one read with what was refused: listed, not booked, whatever its length.
static void test_behind_refusal(void)
{
    for (int length = 1; length <= LONGEST; length++) {
        g_autoptr(scene_visit) visit = refused(80, 24);
        g_autofree char *code = code_of(visit, length);
        g_autofree char *both = g_strconcat("5012345678917\r", code, "\r", NULL);
        g_autofree char *listed = g_strconcat("Not booked: ", code, NULL);
        pty_keys(visit->pty, "<Enter>");
        pty_keys(visit->pty, "<F11>"); // later than a scanner's double read
        pty_scan(visit->pty, "A-03-17-2");
        pty_send(visit->pty, both, -1);
        pty_settle(visit->pty);
        has(visit, "put it back");
        has(visit, listed);
        pty_keys(visit->pty, "<Enter>");
        has(visit, "› Scan item: 6 to go");
    }
}

// Enter alone only takes the refusal away; what is typed goes with a scan, and with F3.
static void test_nothing_left(void)
{
    g_autoptr(scene_visit) visit = refused(80, 24);
    g_free(code_of(visit, 3));
    pty_keys(visit->pty, "<Enter>");
    has(visit, "› Scan item: 6 to go");
    pty_keys(visit->pty, "KLM");
    has(visit, "› KLM");
    pty_scan(visit->pty, "5012345678917");
    has(visit, "› Scan item: 6 to go");
    pty_keys(visit->pty, "KLM<Left>");
    has(visit, "› KLM");
    pty_keys(visit->pty, "<F3>");
    has(visit, "› Scan item: 6 to go");
    pty_keys(visit->pty, "KLM<Left>");
    pty_scan(visit->pty, "5012345678924");
    pty_keys(visit->pty, "<Enter><Enter>"); // books nothing more
    has(visit, "› Scan item: 5 to go");
}

// What is typed while the refusal stands can be mended before Enter.
static void test_mended(void)
{
    g_autoptr(scene_visit) visit = refused(80, 24);
    g_free(code_of(visit, 3));
    pty_keys(visit->pty, "KLX<BS>");
    has(visit, "put it back");
    pty_keys(visit->pty, "M<Enter>");
    has(visit, "› Scan item: 5 to go");
}

// The number of an action and check digits are short too.
static void test_short_numbers(void)
{
    g_autoptr(scene_visit) visit = refused(80, 24);
    pty_scan(visit->pty, "1");
    has(visit, "Place is empty");
    pty_keys(visit->pty, "<F3>");
    struct scene place = *scene_called("goto");
    g_autoptr(scene_visit) there = visit_new(&place, NULL);
    pty_scan(there->pty, "5012345678917");
    pty_scan(there->pty, "31");
    has(there, "› Scan item: 6 to go");
}

// The keys that stand in the footer under a refusal do what they say; a sheet of commands too.
static void test_footer(void)
{
    static const struct {
        const char *key, *barcode, *shown;
    } ways[] = {
        {"<F1>", "%HELP", "Help"}, {"<F4>", "%ACTIONS", "Skip"}, {"<F2>", "%UNDO", "Undone"}};
    static const int sizes[][2] = {{80, 24}, {40, 25}, {20, 8}};
    for (size_t i = 0; i < G_N_ELEMENTS(ways) * G_N_ELEMENTS(sizes) * 2; i++) {
        const int *size = sizes[i / 2 % G_N_ELEMENTS(sizes)];
        size_t way = i / 2 / G_N_ELEMENTS(sizes);
        struct scene scene = *scene_called("take");
        const struct pty_options how = {.cols = size[0], .rows = size[1], .env = scene_env};
        g_autoptr(scene_visit) visit = visit_new(&scene, &how);
        pty_scan(visit->pty, "5012345678917");
        has(visit, size[0] > 20 ? "need Sencha" : "put it back");
        if (i % 2)
            pty_scan(visit->pty, ways[way].barcode);
        else
            pty_keys(visit->pty, ways[way].key);
        lacks(visit, "put it back");
        has(visit, ways[way].shown);
    }
}

// A number of a menu waits for its Enter, as everywhere, and does it once; nothing else is chosen.
static void test_menu_number(void)
{
    g_autoptr(scene_visit) visit = visit_new(scene_called("take"), NULL);
    pty_keys(visit->pty, "<F4>3");
    has(visit, "Give the work back");
    pty_keys(visit->pty, "<Enter>");
    has(visit, "orders wait");
    lacks(visit, "TAKE"); // the Enter opened nothing here
    pty_keys(visit->pty, "1<Enter>31<Enter><F4>");
    pty_keys(visit->pty, "2<BS>1<Enter>"); // taken back, another one
    has(visit, "Place is empty");
    pty_keys(visit->pty, "<F3><F4>:5<Enter>"); // no name has a 5
    has(visit, "Actions");
    pty_scan(visit->pty, "5012345678924"); // closes the menu, and counts
    has(visit, "› Scan item: 4 to go");
}

// After an odd weight a plain number is the weight again, a code stays a code, and the sentence
// that says so can be read on every screen.
static void test_weight_again(void)
{
    static const int sizes[][2] = {{80, 24}, {40, 25}, {20, 8}};
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        const struct pty_options how = {.cols = sizes[i][0], .rows = sizes[i][1], .env = scene_env};
        g_autoptr(scene_visit) visit = visit_new(scene_called("bench"), &how);
        pty_keys(visit->pty, "3<Enter>100<Enter>");
        has(visit, "320 g too light;");
        has(visit, "100 g again keeps");
        pty_scan(visit->pty, "5012345678900");
        has(visit, "2/2");
        pty_keys(visit->pty, "3<Enter>200<Enter>"); // what was weighed before was another box
        has(visit, "200 g again keeps");
        if (i % 2)
            pty_scan(visit->pty, "200");
        else
            pty_keys(visit->pty, "200<Enter>");
        has(visit, "Box 1 weighs 200");
        pty_keys(visit->pty, "200<Enter>"); // nobody asks any more
        lacks(visit, "again keeps it");
        has(visit, sizes[i][0] > 20 ? "Nobody knows 200" : "UNKNOWN CODE");
    }
}

// At home anything finds an order or an item: the shop's name for it with and without its sign, its
// customer, what it is called.
static void test_anything(void)
{
    static const struct {
        const char *who, *text, *opens;
    } ways[] = {{"sam", "1004", "O-100004"},
                {"sam", "#1004", "O-100004"},
                {"sam", "stone", "O-100003"},
                {"sam", "o-1000", "› o-1000"},
                {"sam", "lumière", "O-100008"},
                {"sam", "earl", "TEA-EAR-250"},
                {"sam", "fil-pap", "FIL-PAP-100"},
                {"sam", "mug", "› mug"},
                {"sam", "nobody", "Nobody here knows 'nobody'"},
                {"anna", "ode", "Nobody here knows 'ode'"}};
    for (size_t i = 0; i < G_N_ELEMENTS(ways) * 2; i++) {
        struct scene scene = *scene_called("home");
        scene.operator= ways[i / 2].who;
        g_autoptr(scene_visit) visit = visit_new(&scene, NULL);
        g_autofree char *keys = g_strconcat(ways[i / 2].text, "<Enter>", NULL);
        if (i % 2)
            pty_scan(visit->pty, ways[i / 2].text);
        else
            pty_keys(visit->pty, keys);
        has(visit, ways[i / 2].opens);
    }
}

// What comes at once belongs to the question or the filter that is open.
static void test_fast_text(void)
{
    g_autoptr(scene_visit) visit = visit_new(scene_called("orders"), NULL);
    pty_keys(visit->pty, ":hold<Enter>");
    pty_scan(visit->pty, "wrong address");
    has(visit, "Hold: 2 done");
    pty_keys(visit->pty, ":orders all<Enter>");
    pty_scan(visit->pty, "o-1000");
    has(visit, "Ship to");
}

// F4 begins with the numbers of the screen, in their order; one that stands only there leads there.
static void test_listed_numbers(void)
{
    g_autoptr(scene_visit) pick = visit_new(scene_called("take"), NULL);
    pty_keys(pick->pty, "3<Enter>");
    has(pick, "F4, then 3 is 'Give the work back'");
    has(pick, "› Scan item: 5 to go");
    pty_keys(pick->pty, "<F4>");
    g_autofree char *list = pty_text(pick->pty);
    const char *at = list;
    static const char *const rows[] = {"1  Short", "2  Skip", "3  Give", "5  Undo"};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        at = strstr(at, rows[i]);
        if (!at)
            g_error("\"%s\" does not come next:\n%s", rows[i], list);
    }
    g_autoptr(scene_visit) order = visit_new(scene_called("order"), NULL);
    pty_keys(order->pty, "5<Enter>");
    has(order, "F4, then 5 is '");
}

static void say_word(struct visit *visit, const char *word)
{
    g_autofree char *typed = g_strdup_printf(":%s<Enter>", word);
    g_autofree char *code = g_strconcat("%", word, NULL);
    for (int scanned = 0; scanned <= 1; scanned++) {
        if (scanned)
            pty_scan(visit->pty, code);
        else
            pty_keys(visit->pty, typed);
        if (pty_ended(visit->pty))
            g_error("%s ended the program", scanned ? code : typed);
        pty_keys(visit->pty, "<Esc><Esc>");
        has(visit, "SCAN YOUR BADGE");
    }
}

// No word of any screen, typed or scanned, needs somebody who is logged in.
static void test_words_without_login(void)
{
    g_autoptr(GHashTable) said = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(scene_visit) visit = visit_new(scene_called("home"), NULL);
    pty_keys(visit->pty, ":logout<Enter>");
    for (const char *const *word = (const char *const[]){"quitx", "O-100001", "W-101", NULL}; *word;
         word++)
        say_word(visit, *word);
    for (const struct screen *const *screen = ui_screens(); *screen; screen++) {
        g_autoptr(GPtrArray) all = action_list(*screen);
        if (g_hash_table_add(said, (gpointer)(*screen)->name))
            say_word(visit, (*screen)->name);
        for (guint i = 0; i < all->len; i++) {
            const char *word = action_word(g_ptr_array_index(all, i));
            // "go_on" logs in
            if (strcmp(word, "quit") && strcmp(word, "go_on") &&
                g_hash_table_add(said, (gpointer)word))
                say_word(visit, word);
        }
    }
}

// Any question takes a scan as its answer: a name of those that are offered, a place, a yes.
static void test_scanned_answers(void)
{
    g_autoptr(scene_visit) jobs = visit_new(scene_called("printers"), NULL);
    pty_keys(jobs->pty, "<Tab>:move<Enter>");
    has(jobs, "Print it where?");
    pty_scan(jobs->pty, "5012345678917");
    has(jobs, "'5012345678917' does not answer it");
    has(jobs, "Print it where?");
    pty_scan(jobs->pty, "PACK2-ZEBRA");
    lacks(jobs, "Print it where?");
    has(jobs, "goes to PACK2-ZEBRA");
    g_autoptr(scene_visit) item = visit_new(scene_called("item"), NULL);
    pty_keys(item->pty, ":adjust<Enter>");
    pty_scan(item->pty, "A-03-17-2");
    has(item, "Type: PLACE PIECES REASON");
    has(item, "Adjust: at which place");
    g_autoptr(scene_visit) order = visit_new(scene_called("order"), NULL);
    pty_keys(order->pty, ":cancel<Enter>");
    pty_scan(order->pty, "O-100002");
    has(order, "'O-100002' does not answer it");
    pty_scan(order->pty, "O-100001");
    has(order, "O-100001 is cancelled");
}

// What is adjusted is booked in, and with a minus out.
static void test_adjusted(void)
{
    static const struct {
        const char *answer;
        int64_t more;
    } rows[] = {{"A-03-17-2 -2 chipped", -2}, {"A-03-17-2 3 found", 3}, {"A-03-17-2 +1 found", 1}};
    static const char all[] =
        "SELECT CAST(sum(b.on_hand) AS BIGINT) FROM balance b JOIN location l ON "
        "l.id = b.location_id WHERE l.code = 'A-03-17-2'";
    g_autoptr(scene_visit) visit = visit_new(scene_called("item"), NULL);
    struct db *db = shop_open(visit->path);
    int64_t there = testdb_number(db, all);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *keys = g_strdup_printf(":adjust<Enter>%s<Enter>", rows[i].answer);
        pty_keys(visit->pty, keys);
        lacks(visit, "Adjust: at which place");
        there += rows[i].more;
        g_assert_cmpint(testdb_number(db, all), ==, there);
    }
    db_close(db);
}

// What was refused can be mended, is taken back by Esc, and gives way to what is typed instead.
static void test_refused_answer(void)
{
    g_autoptr(scene_visit) visit = visit_new(scene_called("order"), NULL);
    pty_keys(visit->pty, ":cancel<Enter>:keep<Enter>");
    has(visit, "':keep' does not answer it");
    has(visit, "› :keep");
    pty_keys(visit->pty, "<Left>x");
    has(visit, "› :keexp");
    pty_keys(visit->pty, "<Enter>O");
    lacks(visit, "› :keexp");
    pty_keys(visit->pty, "-100001<Enter>");
    has(visit, "O-100001 is cancelled");
}

const struct act acts_keys[] = {
    {"short_codes", test_short_codes},
    {"behind_refusal", test_behind_refusal},
    {"nothing_left", test_nothing_left},
    {"mended", test_mended},
    {"short_numbers", test_short_numbers},
    {"footer", test_footer},
    {"menu_number", test_menu_number},
    {"weight_again", test_weight_again},
    {"anything", test_anything},
    {"fast_text", test_fast_text},
    {"words_without_login", test_words_without_login},
    {"scanned_answers", test_scanned_answers},
    {"refused_answer", test_refused_answer},
    {"adjusted", test_adjusted},
    {"listed_numbers", test_listed_numbers},
};
const size_t n_acts_keys = G_N_ELEMENTS(acts_keys);
