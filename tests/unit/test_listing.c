// SPDX-License-Identifier: Apache-2.0
// Paging, searching and marking in a list of a thousand rows that others change meanwhile.
#include "listing.h"

#include <string.h>

enum { ROWS = 1000, SCREENFUL = 20 };

#define SHEEP_ROW(X)                                                                               \
    X(KEY, id, "")                                                                                 \
    X(TEXT, name, "")
RECORD(sheep_row, SHEEP_ROW);
RECORD_DEFINE(sheep_row, SHEEP_ROW);

// The flock, by id; a row that is gone has the id 0.
static int64_t flock[ROWS + 1];
static int reads; // pages that were read

static bool wanted(int i, const struct list_page *page)
{
    g_autofree char *name = g_strdup_printf("sheep %d", i);
    bool odd = i % 2, all = !page->view || strcmp(page->view->arg, "odd") != 0;
    return flock[i] && strstr(name, page->search) && (all || odd);
}

static void add_sheep(struct list *list, int i)
{
    struct sheep_row *row = list_add(list);
    g_autofree char *name = g_strdup_printf("sheep %d", i);
    *row = (struct sheep_row){flock[i], g_string_chunk_insert(list->text, name)};
}

static struct list *read_sheep(struct view *view, const struct list_page *page, GError **error)
{
    const struct sheep_row *from = page->key.from;
    struct list *list = list_new(sizeof(struct sheep_row));
    int step = page->key.back ? -1 : 1, first = page->key.back ? ROWS : 1;
    reads++;
    for (int i = from ? (int)from->id : first;
         i >= 1 && i <= ROWS && list_len(list) < page->key.limit; i += step)
        if (wanted(i, page))
            add_sheep(list, i);
    for (unsigned i = 0, j = list_len(list); page->key.back && i + 1 < j; i++) {
        struct sheep_row *a = list_at(list, struct sheep_row, i);
        struct sheep_row *b = list_at(list, struct sheep_row, --j), spare = *a;
        *a = *b;
        *b = spare;
    }
    return list;
}

static bool count_sheep(struct view *view, int64_t *ret_counts, GError **error)
{
    ret_counts[0] = ret_counts[1] = 0;
    for (int i = 1; i <= ROWS; i++) {
        ret_counts[0] += flock[i] != 0;
        ret_counts[1] += flock[i] && i % 2;
    }
    return true;
}

static int64_t opened;

static bool open_sheep(struct view *view, const void *row, GError **error)
{
    opened = ((const struct sheep_row *)row)->id;
    return true;
}

static const struct saved_view views[] = {{"all", "All", 0, 0, 0, false},
                                          {"odd", "Odd", 0, 0, 0, false}};
static const struct list_kind sheep_list = {
    .source = {.record = &sheep_row_record, .id = FIELD(sheep_row, id), .empty = "none"},
    .views = views,
    .n_views = G_N_ELEMENTS(views),
    .read = read_sheep,
    .count = count_sheep,
    .open = open_sheep,
};
static const struct screen sheep_screen = {.list = &sheep_list, .move = listing_move};

struct pen {
    struct listing listing;
    struct view view;
};

static struct pen *pen_new(void)
{
    struct pen *pen = g_new0(struct pen, 1);
    for (int i = 1; i <= ROWS; i++)
        flock[i] = i;
    reads = 0;
    pen->view = (struct view){.screen = &sheep_screen, .state = &pen->listing};
    g_assert_true(listing_open(&pen->view, NULL, NULL));
    g_assert_true(listing_load(&pen->view, NULL));
    pen->listing.table.height = SCREENFUL;
    return pen;
}

static void pen_free(struct pen *pen)
{
    listing_close(&pen->view);
    g_free(pen);
}

static void press(struct pen *pen, enum ui_key key, int times)
{
    while (times--)
        listing_move(&pen->view, key);
}

// The focused row, and what the list says about where it stands.
static void stands(struct pen *pen, int64_t id, const char *position)
{
    g_autofree char *hint = listing_hint(&pen->view, "");
    g_assert_cmpint(pen->listing.table.id, ==, id);
    if (position)
        g_assert_cmpstr(hint, ==, position);
}

// Row by row down and up again: no row is left out, none comes twice, and few pages are read.
static void test_walk(void)
{
    struct pen *pen = pen_new();
    for (int i = 1; i <= ROWS; i++, press(pen, UK_DOWN, 1))
        stands(pen, i, NULL);
    stands(pen, ROWS, "981-1000 of 1000");
    press(pen, UK_DOWN, 1);
    for (int i = ROWS; i >= 1; i--, press(pen, UK_UP, 1))
        stands(pen, i, NULL);
    stands(pen, 1, "1-20 of 1000");
    g_assert_cmpint(pen->listing.table.n, <=, LISTING_PAGE);
    g_assert_cmpint(reads, <, 2 * ROWS / LISTING_PAGE * 2 + 6);
    pen_free(pen);
}

static void test_ends(void)
{
    struct pen *pen = pen_new();
    press(pen, UK_END, 1);
    stands(pen, ROWS, "981-1000 of 1000");
    press(pen, UK_PGUP, 3);
    stands(pen, ROWS - 3 * (SCREENFUL - 1), NULL);
    press(pen, UK_HOME, 1);
    stands(pen, 1, "1-20 of 1000");
    press(pen, UK_PGDN, 20); // over the edge of the first page
    stands(pen, 1 + 20 * (SCREENFUL - 1), "362-381 of 1000");
    pen_free(pen);
}

// Screen by screen down and up, from every row of a screen: each step is a screen long, wherever
// the focus stands on its page, until an end is nearer than that.
static void test_screens(void)
{
    for (int begin = 1; begin <= SCREENFUL; begin++) {
        struct pen *pen = pen_new();
        int at = begin;
        press(pen, UK_DOWN, begin - 1);
        for (; at < ROWS; stands(pen, at, NULL)) {
            at = MIN(at + SCREENFUL - 1, ROWS);
            press(pen, UK_PGDN, 1);
        }
        press(pen, UK_UP, begin);
        for (at -= begin; at > 1; stands(pen, at, NULL)) {
            at = MAX(at - (SCREENFUL - 1), 1);
            press(pen, UK_PGUP, 1);
        }
        pen_free(pen);
    }
}

// Others change the list: the focus stays on its row, whatever comes or goes around it.
static void test_live(void)
{
    struct pen *pen = pen_new();
    press(pen, UK_DOWN, 499);
    stands(pen, 500, NULL);
    for (int i = 1; i <= 490; i++)
        flock[i] = 0; // also the row that the page begins with
    g_assert_true(listing_load(&pen->view, NULL));
    stands(pen, 500, NULL);
    press(pen, UK_UP, 400);
    stands(pen, 491, "1-20 of 510");
    for (int i = 491; i <= ROWS - 5; i++)
        flock[i] = 0;
    g_assert_true(listing_load(&pen->view, NULL));
    stands(pen, ROWS - 4, "1-5 of 5");
    pen_free(pen);
}

// What came above the focus since somebody moved is counted, however often it came.
static void test_above(void)
{
    static const int comes[] = {2, 0, 3};
    struct pen *pen = pen_new();
    int gone = 5;
    for (int i = 1; i <= gone; i++)
        flock[i] = 0;
    g_assert_true(listing_load(&pen->view, NULL));
    press(pen, UK_HOME, 1);
    press(pen, UK_DOWN, 9);
    for (size_t i = 0; i < G_N_ELEMENTS(comes); i++) {
        for (int n = comes[i]; n > 0; n--, gone--)
            flock[gone] = gone;
        g_assert_true(listing_load(&pen->view, NULL));
        stands(pen, 15, NULL);
        g_assert_cmpint(pen->listing.table.above, ==, 5 - gone);
    }
    press(pen, UK_DOWN, 1);
    g_assert_cmpint(pen->listing.table.above, ==, 0);
    pen_free(pen);
}

// The focus stays on its line of the screen when rows come or go above the screen.
static void test_same_line(void)
{
    struct pen *pen = pen_new();
    press(pen, UK_DOWN, 50);
    press(pen, UK_UP, 7);
    const struct table *table = &pen->listing.table;
    int line = table->focus - table->top;
    flock[3] = flock[4] = 0;
    g_assert_true(listing_load(&pen->view, NULL));
    stands(pen, 44, NULL);
    g_assert_cmpint(table->focus - table->top, ==, line);
    flock[3] = 3;
    g_assert_true(listing_load(&pen->view, NULL));
    stands(pen, 44, NULL);
    g_assert_cmpint(table->focus - table->top, ==, line);
    pen_free(pen);
}

// All that lies behind the beginning of the page is gone: the last page is shown.
static void test_gone_below(void)
{
    struct pen *pen = pen_new();
    press(pen, UK_END, 1);
    for (int i = 700; i <= ROWS; i++)
        flock[i] = 0;
    g_assert_true(listing_load(&pen->view, NULL));
    g_assert_cmpint(pen->listing.table.n, >, 0);
    press(pen, UK_END, 1);
    stands(pen, 699, "680-699 of 699");
    pen_free(pen);
}

static void test_search(void)
{
    struct pen *pen = pen_new();
    press(pen, UK_DOWN, 300);
    listing_narrow(&pen->view, "99");
    stands(pen, 99, "1-19 of 19");
    press(pen, UK_DOWN, 1);
    stands(pen, 199, NULL);
    listing_narrow(&pen->view, ":orders");
    g_assert_cmpint(pen->listing.table.n, ==, LISTING_PAGE);
    listing_narrow(&pen->view, "1"); // more than a page, nobody knows how many
    stands(pen, 1, "1-20");
    listing_narrow(&pen->view, "no such sheep");
    g_assert_null(listing_row(&pen->listing));
    pen_free(pen);
}

static void test_views(void)
{
    struct pen *pen = pen_new();
    press(pen, UK_DOWN, 10);
    table_mark(&pen->listing.table);
    g_assert_true(listing_turn(&pen->listing, &pen->view, 1, NULL));
    stands(pen, 1, "1-20 of 500");
    g_assert_cmpint(table_marks(&pen->listing.table), ==, 0);
    press(pen, UK_DOWN, 1);
    stands(pen, 3, NULL);
    g_assert_true(listing_turn(&pen->listing, &pen->view, 1, NULL));
    stands(pen, 1, "1-20 of 1000");
    g_assert_true(listing_turn(&pen->listing, &pen->view, -1, NULL));
    stands(pen, 1, "1-20 of 500");
    struct listing other = {0};
    struct view odd = {.screen = &sheep_screen, .state = &other};
    g_assert_true(listing_open(&odd, "ODD", NULL));
    g_assert_cmpint(other.view, ==, 1);
    pen_free(pen);
}

static void marked(struct pen *pen, const char *expected)
{
    g_autoptr(GArray) ids = listing_marked(&pen->listing);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < ids->len; i++)
        g_string_append_printf(text, "%d ", (int)g_array_index(ids, int64_t, i));
    g_assert_cmpstr(text->str, ==, expected);
    g_string_free(text, TRUE);
}

// Marks hold on every page; those that are seen come first, in the order of the list.
static void test_marks(void)
{
    struct pen *pen = pen_new();
    marked(pen, "");
    g_assert_true(listing_mark(&pen->view, NULL)); // and goes on
    marked(pen, "1 ");
    press(pen, UK_DOWN, 4);
    table_mark(&pen->listing.table);
    press(pen, UK_UP, 2);
    table_mark(&pen->listing.table);
    marked(pen, "1 4 6 ");
    press(pen, UK_END, 1);
    table_mark(&pen->listing.table);
    press(pen, UK_UP, 1);
    table_mark(&pen->listing.table);
    marked(pen, "999 1000 1 4 6 ");
    table_mark(&pen->listing.table);
    marked(pen, "1000 1 4 6 ");
    table_mark_all(&pen->listing.table, &sheep_list.source);
    g_assert_cmpint(table_marks(&pen->listing.table), ==, pen->listing.table.n + 3);
    table_unmark(&pen->listing.table);
    marked(pen, "");
    pen_free(pen);
}

static void test_choose(void)
{
    struct pen *pen = pen_new();
    g_assert_true(listing_choose(&pen->view, 7, NULL));
    g_assert_cmpint(opened, ==, 7);
    listing_narrow(&pen->view, "sheep 77");
    g_assert_false(listing_choose(&pen->view, 9, NULL) && pen->listing.table.n < 9);
    pen_free(pen);
}

// Where rows are marked no single one is meant, wherever one stands.
static void test_focused(void)
{
    struct pen *pen = pen_new();
    press(pen, UK_DOWN, 2);
    g_assert_cmpint(listing_focused(&pen->view), ==, 3);
    g_assert_true(listing_mark(&pen->view, NULL));
    g_assert_cmpint(listing_focused(&pen->view), ==, 0);
    table_unmark(&pen->listing.table);
    g_assert_cmpint(listing_focused(&pen->view), ==, 4);
    listing_narrow(&pen->view, "no such sheep");
    g_assert_cmpint(listing_focused(&pen->view), ==, 0);
    pen_free(pen);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/listing/walk", test_walk);
    g_test_add_func("/listing/ends", test_ends);
    g_test_add_func("/listing/screens", test_screens);
    g_test_add_func("/listing/live", test_live);
    g_test_add_func("/listing/above", test_above);
    g_test_add_func("/listing/same-line", test_same_line);
    g_test_add_func("/listing/gone-below", test_gone_below);
    g_test_add_func("/listing/search", test_search);
    g_test_add_func("/listing/views", test_views);
    g_test_add_func("/listing/marks", test_marks);
    g_test_add_func("/listing/choose", test_choose);
    g_test_add_func("/listing/focused", test_focused);
    return g_test_run();
}
