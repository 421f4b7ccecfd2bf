// SPDX-License-Identifier: Apache-2.0
// Keys of people: a rotation from its first pass to the end of the older keys, and what hinders it.
#include <string.h>

#include "people.h"
#include "reseal_all.h"
#include "store_order_read.h"
#include "store_person.h"
#include "testshop.h"
#include "vault.h"

static void sell(struct testshop *shop, const char *name, const char *who)
{
    struct incoming_order *order = testshop_order(name, "1 TEA");
    g_free(order->delivery.name);
    order->delivery.name = g_strdup(who);
    testshop_import(shop->sam, NULL, NULL, testshop_sealed(order), NULL);
}

static unsigned keys_of(struct testshop *shop, uint32_t keys[VAULT_KEYS_MAX])
{
    GError *error = NULL;
    g_autofree char *path = people_key_path(db_url(shop->db));
    g_autoptr(vault_handle) vault = vault_open(path, &error);
    return vault_keys(vault, keys, &error);
}

// Begins a rotation; how many keys there are then.
static unsigned rotate(struct testshop *shop, bool resumes)
{
    GError *error = NULL;
    uint32_t keys[VAULT_KEYS_MAX];
    bool resumed = !resumes;
    g_assert_true(people_rotate(shop->admin->people, &resumed, &error));
    g_assert_no_error(error);
    g_assert_cmpint(resumed, ==, resumes);
    return keys_of(shop, keys);
}

static struct reseal reseal_everybody(struct testshop *shop)
{
    GError *error = NULL;
    struct reseal reseal;
    g_assert_true(reseal_all(shop->admin, NULL, &reseal, &error));
    g_assert_no_error(error);
    return reseal;
}

// A rotation that was broken off goes on with the key that it made; keys end when nothing needs
// them, what the log holds of people included.
static void test_retire(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    uint32_t keys[VAULT_KEYS_MAX];
    sell(shop, "#1", "Zoë Sealed");
    g_assert_cmpuint(rotate(shop, false), ==, 2);
    sell(shop, "#2", "Zoë Later");
    g_assert_cmpuint(rotate(shop, true), ==, 2);
    REFUSED(shop->admin, TOTE_STATE, NULL, "key.retire", NULL);
    g_assert_cmpuint(keys_of(shop, keys), ==, 2);
    struct reseal reseal = reseal_everybody(shop);
    g_assert_cmpint(reseal.done[SEALED_PERSON], ==, 1);
    g_assert_cmpint(reseal.done[SEALED_PIECE], ==, 1);
    g_assert_cmpuint(reseal.persons_skipped->len, ==, 0);
    reseal_clear(&reseal);
    if (test->engine == DB_POSTGRESQL) // a call that is older than the key may seal by another
        REFUSED(shop->admin, TOTE_STATE, NULL, "key.retire", NULL);
    clock_fix(TESTSHOP_NOW + MINUTE_MS);
    uint32_t newest = keys[0];
    SAYS(shop->admin, "done", NULL, "key.retire", NULL);
    g_assert_cmpuint(keys_of(shop, keys), ==, 1);
    g_assert_cmpuint(keys[0], ==, newest);
    SAYS(shop->admin, "done", "No key can be retired", "key.retire", NULL);
    g_autofree char *listed = testshop_names(shop->pia);
    g_assert_cmpstr(listed, ==, "Zoë Sealed,Zoë Later,");
    g_assert_cmpuint(rotate(shop, false), ==, 2); // nothing is under way
    clock_fix(TESTSHOP_NOW);
}

// Somebody who still knows the older key alone seals by it behind the pass that goes on.
struct behind {
    struct db *db;
    struct sealed_row row;
    bool done;
};

static bool seal_behind(void *data)
{
    struct behind *behind = data;
    GError *error = NULL;
    if (!behind->done)
        g_assert_true(db_begin(behind->db, &error) &&
                      store_person_reseal(behind->db, &behind->row, &error) &&
                      db_commit(behind->db, &error));
    behind->done = true;
    return false;
}

// So another pass follows one that found any, until one finds none.
static void test_behind_the_pass(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    GError *error = NULL;
    struct reseal reseal;
    sell(shop, "#1", "Zoë Sealed");
    int64_t id = testdb_number(shop->db, "SELECT min(id) FROM person");
    g_autoptr(rowlist) rows = store_sealed(shop->db, &id, 1, &error);
    const struct sealed_row *row = list_at(rows, struct sealed_row, 0);
    struct behind behind = {shop->db, {id, row->bytes, row->n}, false};
    const struct watch watch = {.stopped = seal_behind, .data = &behind};
    g_assert_cmpuint(rotate(shop, false), ==, 2);
    g_assert_true(reseal_all(shop->admin, &watch, &reseal, &error));
    g_assert_no_error(error);
    g_assert_true(behind.done);
    g_assert_cmpint(reseal.done[SEALED_PERSON], ==, 2);
    reseal_clear(&reseal);
    clock_fix(TESTSHOP_NOW + MINUTE_MS);
    SAYS(shop->admin, "done", NULL, "key.retire", NULL);
    g_autofree char *listed = testshop_names(shop->pia);
    g_assert_cmpstr(listed, ==, "Zoë Sealed,");
    clock_fix(TESTSHOP_NOW);
}

// Whoever died between log and key file: the same call again, or another, brings the file after.
static void test_retire_broken_off(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autofree char *before = NULL;
    gsize n = 0;
    uint32_t keys[VAULT_KEYS_MAX];
    struct reply reply = {0};
    GError *error = NULL;
    g_assert_cmpuint(rotate(shop, false), ==, 2);
    struct reseal reseal = reseal_everybody(shop);
    reseal_clear(&reseal);
    clock_fix(TESTSHOP_NOW + MINUTE_MS);
    g_assert_true(g_file_get_contents(test->keys, &before, &n, &error));
    for (int i = 0; i < 2; i++) {
        g_assert_true(testshop_call(shop->admin, "key.retire", TESTSHOP_VALUES(NULL), "once",
                                    &reply, &error));
        g_assert_nonnull(strstr(reply.json, "\"retired\":1"));
        g_assert_cmpuint(keys_of(shop, keys), ==, 1);
        reply_clear(&reply);
        g_assert_true(g_file_set_contents_full(test->keys, before, (gssize)n,
                                               G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error));
        g_assert_cmpuint(keys_of(shop, keys), ==, 2);
    }
    SAYS(shop->admin, "done", NULL, "key.retire", NULL);
    g_assert_cmpstr(testshop_answer("retired"), ==, "1");
    g_assert_cmpuint(keys_of(shop, keys), ==, 1);
    SAYS(shop->admin, "done", "No key can be retired", "key.retire", NULL);
    clock_fix(TESTSHOP_NOW);
}

static int64_t asked_sealed_by(struct testshop *shop, uint32_t key)
{
    GError *error = NULL;
    g_autoptr(rowlist) heads = store_sealed_heads(shop->db, &error);
    int64_t n = 0;
    for (unsigned i = 0; i < list_len(heads); i++) {
        const struct head_row *head = list_at(heads, struct head_row, i);
        if (vault_key_of_head(head->head, head->n) == key)
            n += head->count[SEALED_QUESTION];
    }
    return n;
}

// What an import asks is sealed, too: it follows the newest key, and no key ends that it needs.
static void test_retire_asked(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct import_counts counts;
    g_autofree char *problems = NULL;
    uint32_t keys[VAULT_KEYS_MAX];
    testshop_stock(shop, "TEA A1 9");
    testshop_release(shop, "#1", "2 TEA");
    testshop_import(shop->sam, &counts, &problems, testshop_order("#1", "3 TEA"), NULL);
    g_assert_cmpuint(rotate(shop, false), ==, 2);
    g_assert_cmpuint(keys_of(shop, keys), ==, 2);
    g_assert_cmpint(asked_sealed_by(shop, keys[1]), ==, 1);
    SAYS(shop->admin, "done", NULL, "person.reseal", "0", "people");
    SAYS(shop->admin, "done", NULL, "person.reseal", "0", "log");
    clock_fix(TESTSHOP_NOW + MINUTE_MS);
    REFUSED(shop->admin, TOTE_STATE, NULL, "key.retire", NULL);
    struct reseal reseal = reseal_everybody(shop);
    g_assert_cmpint(reseal.done[SEALED_QUESTION], ==, 1);
    reseal_clear(&reseal);
    g_assert_cmpint(asked_sealed_by(shop, keys[0]), ==, 1);
    SAYS(shop->admin, "done", NULL, "key.retire", NULL);
    g_assert_cmpuint(keys_of(shop, keys), ==, 1);
    SAYS(shop->sam, "done", "O-100001 is as shopify says now: ready", "import.answer", "#1", NULL,
         "1");
    clock_fix(TESTSHOP_NOW);
}

// The first person's sealed bytes with one of them changed.
static void damage(struct db *db, int64_t id)
{
    GError *error = NULL;
    g_autoptr(rowlist) rows = store_sealed(db, &id, 1, &error);
    struct sealed_row *row = list_at(rows, struct sealed_row, 0);
    g_autofree uint8_t *bytes = g_memdup2(row->bytes, row->n);
    bytes[row->n - 1] ^= 1;
    const struct sealed_row bad = {id, bytes, row->n};
    g_assert_true(db_begin(db, &error) && store_person_reseal(db, &bad, &error) &&
                  db_commit(db, &error));
    g_assert_no_error(error);
}

// Somebody who cannot be opened is named and passed over; nobody else waits for them, nor do keys.
static void test_damaged(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    sell(shop, "#1", "Zoë Sealed");
    sell(shop, "#2", "Zoë Later");
    int64_t last = testdb_number(shop->db, "SELECT max(id) FROM person");
    damage(shop->db, last);
    g_assert_cmpuint(rotate(shop, false), ==, 2);
    struct reseal reseal = reseal_everybody(shop);
    g_assert_cmpint(reseal.done[SEALED_PERSON], ==, 1);
    g_assert_cmpint(reseal.skipped[SEALED_PERSON], ==, 1); // once, however often it is looked at
    g_assert_cmpuint(reseal.persons_skipped->len, ==, 1);
    g_assert_cmpint(g_array_index(reseal.persons_skipped, int64_t, 0), ==, last);
    reseal_clear(&reseal);
    g_assert_cmpuint(rotate(shop, false), ==, 3); // the damaged one is no rotation under way
    sell(shop, "#3", "Zoë Last");
    reseal = reseal_everybody(shop);
    reseal_clear(&reseal);
    clock_fix(TESTSHOP_NOW + MINUTE_MS);
    SAYS(shop->admin, "done", NULL, "key.retire", NULL);
    g_assert_cmpstr(testshop_answer("retired"), ==, "2");
    g_autofree char *listed = testshop_names(shop->pia);
    g_assert_cmpstr(listed, ==, "Zoë Sealed,,Zoë Last,");
    clock_fix(TESTSHOP_NOW);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/people-keys/retire", test_retire);
    testdb_add("/people-keys/retire-asked", test_retire_asked);
    testdb_add("/people-keys/behind-the-pass", test_behind_the_pass);
    testdb_add("/people-keys/retire-broken-off", test_retire_broken_off);
    testdb_add("/people-keys/damaged", test_damaged);
    return g_test_run();
}
