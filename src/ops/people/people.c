// SPDX-License-Identifier: Apache-2.0
// Sealing and opening of people, and the key file of a database.
#include "people.h"

#include "i18n.h"
#include "people_private.h"

// --- the key file

char *people_key_path(const char *db_url)
{
    const char *said = g_getenv("TOTE_KEYS");
    return said && *said ? g_strdup(said) : vault_default_path(db_url);
}

// What --key-file gave; the whole process goes by it, as it does by TOTE_KEYS.
static char *older_keys;

bool people_take_older_keys(const char *path, GError **error)
{
    g_autoptr(vault_handle) vault = vault_open(path, error);
    if (!vault)
        return false;
    g_free(older_keys);
    older_keys = g_strdup(path);
    return true;
}

struct people *people_new(struct db *db)
{
    struct people *people = g_new0(struct people, 1);
    people->db = db;
    people->path = people_key_path(db_url(db));
    return people;
}

void people_free(struct people *people)
{
    if (!people)
        return;
    vault_close(people->vault);
    g_free(people->path);
    g_free(people);
}

// Is there somebody whom only the key file that is there no more can open?
static bool holds_people(struct db *db, bool *ret_holds, GError **error)
{
    g_autoptr(rowlist) newest = store_sealed_newest(db, error);
    *ret_holds = newest && list_len(newest);
    return newest != NULL;
}

bool people_make_keys(struct db *db, bool *ret_made, GError **error)
{
    g_autofree char *path = people_key_path(db_url(db));
    bool there = g_file_test(path, G_FILE_TEST_EXISTS), holds = false;
    if (ret_made)
        *ret_made = !there;
    if (there)
        return true;
    if (!holds_people(db, &holds, error))
        return false;
    if (holds)
        return tote_fail(error, TOTE_KEYS_MISSING, NULL,
                         _("%s is missing: the people of this database are sealed by it, and no "
                           "new one opens them"),
                         path);
    g_autoptr(GError) failed = NULL;
    if (vault_create(path, &failed))
        return true;
    if (!tote_error_is(failed, TOTE_EXISTS)) {
        g_propagate_error(error, g_steal_pointer(&failed));
        return false;
    }
    if (ret_made)
        *ret_made = false; // somebody else made it just now
    return true;
}

static struct vault *open_keys(const char *path, GError **error)
{
    g_autoptr(vault_handle) vault = vault_open(path, error);
    bool ok = vault && (!older_keys || vault_take_older(vault, older_keys, error));
    return ok ? g_steal_pointer(&vault) : NULL;
}

unsigned people_keys(struct people *people, uint32_t ret_keys[VAULT_KEYS_MAX], GError **error)
{
    if (!people->vault)
        people->vault = open_keys(people->path, error);
    return people->vault ? vault_keys(people->vault, ret_keys, error) : 0;
}

bool people_is_sealed(const GError *error)
{
    static const enum tote_code codes[] = {
        TOTE_KEYS_MISSING, TOTE_KEYS_UNREADABLE, TOTE_KEYS_EXPOSED,  TOTE_KEYS_DAMAGED,
        TOTE_KEYS_LACKING, TOTE_PERSON_ERASED,   TOTE_PERSON_DAMAGED};
    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++)
        if (tote_error_is(error, codes[i]))
            return true;
    return false;
}

// --- sealing

// Two key files for one database would part its people: one station's could not be read at
// another. So the file has to open the newest of them before the first is added.
bool people_prove(struct people *people, GError **error)
{
    if (people->proven)
        return true;
    g_autoptr(rowlist) newest = store_sealed_newest(people->db, error);
    if (!newest)
        return false;
    g_auto(person_data) person = {0};
    g_autoptr(GError) failed = NULL;
    people->proven =
        !list_len(newest) ||
        people_open_row(people, list_at(newest, struct sealed_row, 0), &person, &failed) ||
        tote_error_is(failed, TOTE_PERSON_DAMAGED); // by a key that this file has
    if (!people->proven)
        g_propagate_error(error, g_steal_pointer(&failed));
    return people->proven;
}

static bool store(struct people *people, int64_t id, GBytes *blob, int64_t now, GError **error)
{
    struct sealed_row row = {.id = id};
    row.bytes = g_bytes_get_data(blob, &row.n);
    return store_person_add(people->db, &row, now, error);
}

void people_begin(struct people *people)
{
    people->seals = 0;
}

// Once a transaction, and once a session whether it is the right file.
static bool choose_key(struct people *people, GError **error)
{
    uint32_t keys[VAULT_KEYS_MAX];
    if (people->seals)
        return true;
    if (!people_keys(people, keys, error) || !people_prove(people, error))
        return false;
    people->seals = keys[0];
    return true;
}

int64_t people_add(struct people *people, GBytes *packed, int64_t now, GError **error)
{
    size_t n = 0;
    const char *bytes = g_bytes_get_data(packed, &n);
    if (!choose_key(people, error))
        return 0;
    g_autoptr(GBytes) blob = NULL;
    int64_t id = store_person_id(people->db, error);
    return id && vault_seal(people->vault, people->seals, bytes, n, id, &blob, error) &&
                   store(people, id, blob, now, error)
               ? id
               : 0;
}

// --- opening

// Which files were looked into says more than which key is missing.
static bool fail_lacking(const struct people *people, uint32_t key, const GError *failed,
                         GError **error)
{
    const struct tote_fault fault = {.detail = failed->message};
    if (older_keys)
        return tote_fail_full(error, TOTE_KEYS_LACKING, &fault,
                              _("Neither the key file %s nor %s, which was given, holds the key "
                                "%08x that sealed these names: they are of another database, or "
                                "copies of another time"),
                              people->path, older_keys, key);
    return tote_fail_full(error, TOTE_KEYS_LACKING, &fault,
                          _("The key file %s does not hold the key %08x that sealed these names: "
                            "it was retired, or the file is of another database or an old copy"),
                          people->path, key);
}

bool people_unseal(struct people *people, const struct sealed_row *row, int64_t bound_to,
                   char **ret_text, size_t *ret_n, GError **error)
{
    g_autoptr(GError) failed = NULL;
    if (vault_unseal(people->vault, row->bytes, row->n, bound_to, ret_text, ret_n, &failed))
        return true;
    if (tote_error_is(failed, TOTE_KEYS_LACKING))
        return fail_lacking(people, vault_key_of(row->bytes, row->n), failed, error);
    g_propagate_error(error, g_steal_pointer(&failed));
    return false;
}

bool people_open_row(struct people *people, const struct sealed_row *row, struct person *ret_person,
                     GError **error)
{
    uint32_t keys[VAULT_KEYS_MAX];
    char *text = NULL;
    size_t n = 0;
    person_clear(ret_person);
    if (vault_is_erased(row->bytes, row->n))
        return true;
    if (!people->vault && !people_keys(people, keys, error))
        return false;
    if (!people_unseal(people, row, row->id, &text, &n, error))
        return false;
    bool ok = person_unpack(ret_person, text, n, error);
    vault_wipe(text, n);
    return ok;
}

bool people_open(struct people *people, int64_t id, struct person *ret_person, GError **error)
{
    person_clear(ret_person);
    g_autoptr(rowlist) found = id ? store_sealed(people->db, &id, 1, error) : NULL;
    if (!found)
        return !id;
    return !list_len(found) ||
           people_open_row(people, list_at(found, struct sealed_row, 0), ret_person, error);
}

// --- for somebody

static bool sees(const struct session *session)
{
    return role_sees(session->role) & SEES_PEOPLE;
}

bool people_see(const struct session *session, int64_t id, struct person *ret_person,
                GError **error)
{
    person_clear(ret_person);
    return !sees(session) || people_open(session->people, id, ret_person, error);
}

const char *people_name(const struct person *person)
{
    static const int fields[] = {PERSON_name, PERSON_company, PERSON_email};
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        if (person_get(person, fields[i]))
            return person_get(person, fields[i]);
    return "";
}

// The names by id, both owned by the table. Who cannot be opened has none.
static GHashTable *names_of(struct people *people, const struct list *found)
{
    GHashTable *names = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    for (unsigned i = 0; i < list_len(found); i++) {
        const struct sealed_row *row = list_at(found, struct sealed_row, i);
        g_auto(person_data) person = {0};
        if (people_open_row(people, row, &person, NULL))
            g_hash_table_insert(names, g_memdup2(&row->id, sizeof row->id),
                                g_strdup(people_name(&person)));
    }
    return names;
}

static void *row_of(const struct list *rows, unsigned i)
{
    return rows->rows->data + (size_t)i * g_array_get_element_size(rows->rows);
}

bool people_fill_names(const struct session *session, struct list *rows,
                       const struct record *record, GError **error)
{
    int id = record_find(record, "person_id", strlen("person_id"));
    int name = record_find(record, "customer", strlen("customer"));
    g_assert(id >= 0 && name >= 0);
    if (!sees(session) || !list_len(rows))
        return true;
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
    for (unsigned i = 0; i < list_len(rows); i++) {
        int64_t person = record_number(record, row_of(rows, i), (size_t)id);
        g_array_append_val(ids, person);
    }
    g_autoptr(rowlist) found =
        store_sealed(session->db, (const int64_t *)(void *)ids->data, ids->len, error);
    if (!found)
        return false;
    g_autoptr(GHashTable) names = names_of(session->people, found);
    for (unsigned i = 0; i < list_len(rows); i++) {
        const char *known = g_hash_table_lookup(names, &g_array_index(ids, int64_t, i));
        if (known && *known)
            record_set_text(record, row_of(rows, i), (size_t)name,
                            g_string_chunk_insert(rows->text, known));
    }
    return true;
}
