// SPDX-License-Identifier: Apache-2.0
// Finding people by words: keyed tokens narrow it down, the opened text decides.
#include <string.h>

#include "numbers.h"
#include "people_private.h"

enum {
    WITH_WORD = 50000,  // people looked at for one word, the newest
    TODO_MOST = 100000, // people opened whom the index lacks, the newest
    TODO_CHUNK = 500,   // of them at a time
    ORDERS_MOST = 500,  // orders and people of one search
    NUMBER_DIGITS = 12, // of an order's number, at most
};

// --- sets of ids, the largest first

static int newest_first(const void *a, const void *b)
{
    int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;
    return (one < other) - (one > other);
}

static GArray *ids_new(void)
{
    return g_array_new(FALSE, FALSE, sizeof(int64_t));
}

// Sorts, and leaves each once.
static void ids_settle(GArray *ids)
{
    unsigned n = 0;
    g_array_sort(ids, newest_first);
    for (unsigned i = 0; i < ids->len; i++)
        if (!n || g_array_index(ids, int64_t, n - 1) != g_array_index(ids, int64_t, i))
            g_array_index(ids, int64_t, n++) = g_array_index(ids, int64_t, i);
    g_array_set_size(ids, n);
}

// Leaves in IDS what OTHER has, too.
static void ids_narrow(GArray *ids, const GArray *other)
{
    unsigned n = 0;
    for (unsigned i = 0, k = 0; i < ids->len; i++) {
        int64_t id = g_array_index(ids, int64_t, i);
        while (k < other->len && g_array_index(other, int64_t, k) > id)
            k++;
        if (k < other->len && g_array_index(other, int64_t, k) == id)
            g_array_index(ids, int64_t, n++) = id;
    }
    g_array_set_size(ids, n);
}

// --- words to people

static bool make_token(struct people *people, uint32_t key, const struct person_word *word,
                       struct token *ret_token, GError **error)
{
    G_STATIC_ASSERT((int)VAULT_TOKEN == (int)TOKEN_BYTES);
    ret_token->kind = word->kind;
    return vault_token(people->vault, key, word->kind, word->text, ret_token->bytes, error);
}

// The people who have the word by any key.
static bool add_with(struct people *people, const struct person_word *word, GArray *into,
                     GError **error)
{
    uint32_t keys[VAULT_KEYS_MAX];
    unsigned n = people_keys(people, keys, error);
    struct token token;
    for (unsigned i = 0; i < n; i++)
        if (!make_token(people, keys[i], word, &token, error) ||
            !store_people_with(people->db, &token, WITH_WORD, into, error))
            return false;
    return n > 0;
}

// The people who have at least one word of each group. WORDS are sorted by group.
static GArray *candidates(struct people *people, const GArray *words, GError **error)
{
    g_autoptr(GArray) all = NULL;
    for (unsigned i = 0; i < words->len;) {
        unsigned group = g_array_index(words, struct person_word, i).group;
        g_autoptr(GArray) these = ids_new();
        for (; i < words->len && g_array_index(words, struct person_word, i).group == group; i++)
            if (!add_with(people, &g_array_index(words, struct person_word, i), these, error))
                return NULL;
        ids_settle(these);
        if (all)
            ids_narrow(all, these);
        else
            all = g_steal_pointer(&these);
    }
    return g_steal_pointer(&all);
}

// --- who it is

struct hunt {
    struct people *people;
    const char *typed;
    unsigned n;    // at most so many
    GArray *found; // ids
};

static void judge(struct hunt *hunt, const struct list *rows)
{
    for (unsigned i = 0; i < list_len(rows); i++) {
        const struct sealed_row *row = list_at(rows, struct sealed_row, i);
        g_auto(person_data) person = {0};
        if (people_open_row(hunt->people, row, &person, NULL) &&
            person_matches(&person, hunt->typed))
            g_array_append_val(hunt->found, row->id);
    }
}

static bool judge_indexed(struct hunt *hunt, const GArray *ids, GError **error)
{
    for (unsigned i = 0; i < ids->len && hunt->found->len < hunt->n; i += PEOPLE_AT_ONCE) {
        size_t n = MIN((unsigned)PEOPLE_AT_ONCE, ids->len - i);
        g_autoptr(rowlist) rows =
            store_sealed(hunt->people->db, &g_array_index(ids, int64_t, i), n, error);
        if (!rows)
            return false;
        judge(hunt, rows);
    }
    return true;
}

// A shop without a running worker has no index of its newest people: they are opened and looked at.
static bool judge_todo(struct hunt *hunt, GError **error)
{
    int64_t before = INT64_MAX;
    for (int seen = 0; seen < TODO_MOST && hunt->found->len < hunt->n; seen += TODO_CHUNK) {
        g_autoptr(rowlist) rows = store_sealed_todo(hunt->people->db, before, TODO_CHUNK, error);
        if (!rows)
            return false;
        judge(hunt, rows);
        if (list_len(rows) < TODO_CHUNK)
            return true;
        before = list_at(rows, struct sealed_row, TODO_CHUNK - 1)->id;
    }
    return true;
}

GArray *people_find(const struct session *session, const char *typed, unsigned n, GError **error)
{
    g_autoptr(GArray) found = ids_new();
    g_autoptr(GArray) words = person_search(typed);
    if (!words->len || !(role_sees(session->role) & SEES_PEOPLE))
        return g_steal_pointer(&found);
    g_autoptr(GError) foreign = NULL;
    if (!people_prove(session->people, &foreign) && !tote_error_is(foreign, TOTE_PERSON_DAMAGED)) {
        g_propagate_error(error, g_steal_pointer(&foreign)); // nobody found would be a lie
        return NULL;
    }
    struct hunt hunt = {session->people, typed, n, found};
    g_autoptr(GArray) ids = candidates(session->people, words, error);
    if (!ids || !judge_todo(&hunt, error) || !judge_indexed(&hunt, ids, error))
        return NULL;
    ids_settle(found);
    g_array_set_size(found, MIN(found->len, n));
    return g_steal_pointer(&found);
}

// --- orders

// Orders whose number begins with the digits of TYPED, "O-" before them or not: the number itself
// and the tens, hundreds … behind it.
static bool add_by_number(struct db *db, const char *typed, GArray *into, GError **error)
{
    const char *digits = g_ascii_strncasecmp(typed, "o-", 2) ? typed : typed + 2;
    size_t n = strspn(digits, "0123456789");
    if (!n || digits[n] || *digits == '0' || n > NUMBER_DIGITS)
        return true;
    int64_t first = g_ascii_strtoll(number_of(NUMBER_ORDER, 0).text + 2, NULL, 10);
    int64_t value = g_ascii_strtoll(digits, NULL, 10), times = 1;
    for (size_t i = n; i <= NUMBER_DIGITS; i++, times *= 10) {
        int64_t to = (value + 1) * times - first;
        if (to > 1 &&
            !store_orders_between(db, MAX(value * times - first, 1), to, ORDERS_MOST, into, error))
            return false;
    }
    return true;
}

static bool add_by_name(struct db *db, const char *typed, GArray *into, GError **error)
{
    g_autofree char *upper = g_utf8_strup(typed, -1);
    g_autofree char *shop = g_strconcat("#", typed, NULL);
    return store_orders_named(db, typed, ORDERS_MOST, into, error) &&
           store_orders_named(db, upper, ORDERS_MOST, into, error) &&
           store_orders_named(db, shop, ORDERS_MOST, into, error);
}

static bool add_by_people(const struct session *session, const char *typed, GArray *into,
                          GError **error)
{
    g_autoptr(GError) failed = NULL;
    g_autoptr(GArray) people = people_find(session, typed, ORDERS_MOST, &failed);
    if (people)
        return store_orders_of_people(session->db, (const int64_t *)(void *)people->data,
                                      people->len, into, error);
    if (people_is_sealed(failed))
        return true;
    g_propagate_error(error, g_steal_pointer(&failed));
    return false;
}

GArray *people_find_orders(const struct session *session, const char *typed, GError **error)
{
    g_autoptr(GArray) found = ids_new();
    g_autofree char *what = g_strstrip(g_strdup(typed));
    if (*what && (!add_by_number(session->db, what, found, error) ||
                  !add_by_name(session->db, what, found, error) ||
                  !add_by_people(session, what, found, error)))
        return NULL;
    ids_settle(found);
    return g_steal_pointer(&found);
}
