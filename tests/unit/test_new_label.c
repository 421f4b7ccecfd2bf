// SPDX-License-Identifier: Apache-2.0
// A kind of label is one row and its binder: the list of this file stands in the place of that of
// label_kinds.c and has one more, which says what a place is called.
#include <glib/gstdio.h>
#include <string.h>

#include "binders.h"
#include "label_kind.h"
#include "lives.h"
#include "numbers.h"
#include "outbox_kind.h"
#include "resolve.h"
#include "testshop.h"

static bool find_places(const struct session *session, const char *word, int64_t now,
                        GPtrArray *refs, GError **error)
{
    g_auto(op_target) target = {0};
    if (!resolve(session->db, session->site_id, word, TARGET_PLACE, now, &target, error))
        return false;
    if (target.kind != TARGET_PLACE)
        return tote_fail(error, TOTE_NOT_FOUND, "ref", "No place %s", word);
    g_ptr_array_add(refs, g_strdup(target.name));
    return true;
}

static label_fields *bind_place(const struct session *session, const char *ref, GError **error)
{
    g_autoptr(label_fields) fields = label_fields_new();
    return label_fields_set(fields, "user.place", ref, error) ? g_steal_pointer(&fields) : NULL;
}

static const char *const none[] = {NULL};

const struct label_kind *label_kinds(size_t *ret_n)
{
    static const struct label_kind kinds[] = {
        {"shipping",
         none,
         "label",
         "labels/shipping-4x6.svg",
         &query_order_show,
         SEES_PEOPLE,
         bind_shipping_label,
         find_shipping_labels,
         {"4x6", 10160, 15240}},
        {"place",
         none,
         "place-label",
         "place.svg",
         &query_stock_show,
         0,
         bind_place,
         find_places,
         {"2x1", 5080, 2540}},
    };
    *ret_n = G_N_ELEMENTS(kinds);
    return kinds;
}

static bool shows(struct session *session, const char *kind, const char *word,
                  struct label_shown *ret_shown, GError **error)
{
    const struct label_wish wish = {word, TESTSHOP_NOW, {.dpi = 203, .format = LABEL_ZPL}};
    return label_kind_show(label_kind_named(kind, NULL), session, &wish, ret_shown, error);
}

// A picker may see the label of a place, and none that says who gets the goods.
static void test_show(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    struct label_shown shown = {0};
    testshop_stock(shop, "TEA A1 10");
    g_assert_true(shows(shop->anna, "place", "A1", &shown, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(shown.pages, ==, 1);
    g_assert_nonnull(g_strstr_len(g_bytes_get_data(shown.bytes, NULL),
                                  (gssize)g_bytes_get_size(shown.bytes), "^XA"));
    g_bytes_unref(shown.bytes);
    g_ptr_array_unref(shown.codes);
    g_assert_false(shows(shop->anna, "place", "TEA", &shown, &error));
    g_assert_true(tote_error_is(error, TOTE_NOT_FOUND));
    g_clear_error(&error);
    g_assert_false(shows(shop->anna, "shipping", "O-100001", &shown, &error));
    g_assert_true(tote_error_is(error, TOTE_ROLE));
    g_clear_error(&error);
    g_assert_false(shows(shop->pia, "shipping", "O-100001", &shown, &error));
    g_assert_false(tote_error_is(error, TOTE_ROLE)); // there is no such order
}

static int64_t add_job(struct testshop *shop, const struct new_job *job)
{
    g_autoptr(GError) error = NULL;
    g_assert_true(db_begin(shop->db, &error));
    int64_t id = store_job_add(shop->db, job, &error);
    g_assert_no_error(error);
    g_assert_true(db_commit(shop->db, &error));
    return id;
}

// Its label says what it was asked for, not what the location of the same number is called; a copy
// does, too, and only stations that stand there print it.
static void test_job(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    const struct new_job wanted = {.kind = "place-label",
                                   .state = job_states.initial,
                                   .ref = "A2",
                                   .subject_id = 1,
                                   .site_id = 1,
                                   .now = TESTSHOP_NOW};
    int64_t id = add_job(shop, &wanted);
    g_autoptr(rowlist) found = store_job(shop->db, id, &error);
    const struct job_row *job = list_at(found, struct job_row, 0);
    g_assert_cmpstr(job->ref, ==, "A2");
    g_assert_cmpint(job->site_id, ==, 1);
    struct outgoing outgoing = {.format = PRINT_ZPL, .dpi = 203};
    g_assert_true(outbox_kind_find(job->kind)->render(shop->anna, job, &outgoing, &error));
    g_assert_no_error(error);
    g_assert_cmpint(outgoing.width, ==, 5080);
    g_bytes_unref(outgoing.bytes);
    g_assert_true(db_begin(shop->db, &error));
    g_assert_true(store_jobs_adopt_at(shop->db, 1, 2, &error)); // of another warehouse
    g_assert_true(db_commit(shop->db, &error));
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM outbox WHERE printer_id > 0"), ==,
                    0);
    testdb_script(shop->db, "UPDATE outbox SET state = 'done', done_at = 1");
    g_autofree char *number = g_strdup(number_of(NUMBER_JOB, id).text);
    SAYS(shop->pia, "done", NULL, "print.retry", number);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM outbox WHERE ref = 'A2' AND copy "
                                            "= 2 AND site_id = 1"),
                    ==, 1);
}

// The worker takes its word of the outbox without a row of its own.
static void test_outbox(void)
{
    g_assert_nonnull(outbox_kind_find("label"));
    g_assert_true(outbox_kind_find("place-label") == outbox_kind_find("label"));
    g_assert_null(outbox_kind_find("nothing"));
}

static void test_words(void)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(label_kind_named("cart", &error));
    g_assert_cmpstr(error->message, ==, "There is no label 'cart'; there are: shipping, place");
}

// Its design, two inches by one with one text, in a folder of assets.
static char *write_design(void)
{
    static const char svg[] =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"50.8mm\" height=\"25.4mm\" "
        "viewBox=\"0 0 50.8 25.4\" font-family=\"DejaVu Sans\" font-size=\"8px\">"
        "<text x=\"4\" y=\"16\">{user.place}</text></svg>";
    char *folder = g_dir_make_tmp("tote-label-XXXXXX", NULL);
    g_autofree char *design = g_build_filename(folder, "place.svg", NULL);
    g_assert_true(g_file_set_contents(design, svg, -1, NULL));
    g_setenv("TOTE_ASSETS", folder, TRUE);
    return folder;
}

static void remove_design(const char *folder)
{
    g_autofree char *design = g_build_filename(folder, "place.svg", NULL);
    g_assert_cmpint(g_unlink(design), ==, 0);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autofree char *folder = write_design();
    testdb_add("/new-label/show", test_show);
    testdb_add("/new-label/job", test_job);
    g_test_add_func("/new-label/outbox", test_outbox);
    g_test_add_func("/new-label/words", test_words);
    int result = g_test_run();
    remove_design(folder);
    return result;
}
