// SPDX-License-Identifier: Apache-2.0
// People: the only way to who somebody is. Sealed when they come in, opened for those who may see
// them and for a label, found by words.
#pragma once

#include "person.h"
#include "query.h"
#include "record.h"
#include "store.h"

// The people of one database: its connection and, opened when they are first needed, its keys. A
// session has one (session->people).
struct people;
struct people *people_new(struct db *db); // touches no file
void people_free(struct people *people);  // NULL is allowed

// Where the key file of a database lies: as TOTE_KEYS says, else vault_default_path(). g_free().
char *people_key_path(const char *db_url);

// From now on this process opens people by the keys of PATH, too, an older copy of the key file: a
// backup from before keys were retired needs them. The keys' errors.
bool people_take_older_keys(const char *path, GError **error);

// Makes the key file of DB unless it is there; *ret_made (may be NULL) says which.
// TOTE_KEYS_MISSING where the database holds people already: only the file that sealed them opens
// them.
bool people_make_keys(struct db *db, bool *ret_made, GError **error);

// --- for operations, the worker and labels, which ask nobody's role

// A transaction begins: the key file is looked at again before it seals anybody.
void people_begin(struct people *people);

// Seals and stores a person, PACKED by person_pack(); returns the id, 0 with *error. Inside a
// write transaction. TOTE_KEYS_LACKING where the key file is another one than sealed the people who
// are there.
int64_t people_add(struct people *people, GBytes *packed, int64_t now, GError **error);

// Does the key file open the newest of the people who are there? The keys' errors and
// TOTE_PERSON_DAMAGED if not. Once true it is not asked again.
bool people_prove(struct people *people, GError **error);

// Opens a person; *ret_person is cleared before, and stays empty for the id 0 and for one who was
// erased or is not there. The keys' errors (TOTE_KEYS_…), TOTE_PERSON_DAMAGED.
bool people_open(struct people *people, int64_t id, struct person *ret_person, GError **error);

// Begins a rotation: adds a key to the file, by which everybody is sealed from now on. Where one
// was broken off, so that older keys still seal what they open, it goes on with the key that this
// one made (*ret_resumed). person.reseal seals those who are there; until all are, the file needs
// the older keys, and key.retire takes them out.
bool people_rotate(struct people *people, bool *ret_resumed, GError **error);

// What person.reseal is told to seal anew, by enum sealed_kind (store_person.h).
extern const char *const people_sealed_words[];

// What person.reseal gives back.
struct resealed {
    int64_t last, done; // the id after which it goes on, 0 = there were no more; how many
    GArray *skipped;    // int64_t: who cannot be opened; the caller's, NULL: nobody asks
};

// Puts the words of at most N people into the index whom it lacks; *ret_done is how many. Inside a
// write transaction. Those who cannot be opened are left.
bool people_index(struct people *people, int64_t n, int64_t *ret_done, GError **error);

// Do two databases, which one key file seals, know the same people? *ret_difference (caller frees)
// says who is the first that differs or cannot be opened; NULL: none, or there are no keys here.
bool people_compare(struct db *a, struct db *b, char **ret_difference, GError **error);

// Is there somebody whom the index lacks?
bool people_unindexed(struct people *people, bool *ret_any, GError **error);

// Is this an error of the key file or of one person, beside which everything else can be shown?
bool people_is_sealed(const GError *error);

// --- for somebody: without SEES_PEOPLE nothing is opened and nobody is found

// As people_open().
bool people_see(const struct session *session, int64_t id, struct person *ret_person,
                GError **error);

// What a list calls somebody: the name, else the company, else the mail address; "" if none.
const char *people_name(const struct person *person);

// Writes the names into ROWS: their field `customer` by their field `person_id`. Where the keys are
// missing or somebody cannot be opened, it stays empty.
bool people_fill_names(const struct session *session, struct list *rows,
                       const struct record *record, GError **error);

// The ids (int64_t) of at most N people who are TYPED (person_matches()), the newest first.
// g_array_unref(); NULL with *error.
GArray *people_find(const struct session *session, const char *typed, unsigned n, GError **error);

// The ids (int64_t) of orders that TYPED may mean, for queue_filter: the beginning of a number or
// of the channel's name, or words of a customer. Without keys no customer is found.
GArray *people_find_orders(const struct session *session, const char *typed, GError **error);
