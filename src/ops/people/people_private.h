// SPDX-License-Identifier: Apache-2.0
// Inside the files of people: the keys, and opening what was read already.
#pragma once

#include "people.h"
#include "store_person.h"
#include "vault.h"

struct people {
    struct db *db;
    char *path;          // of the key file
    struct vault *vault; // NULL until it is needed
    bool proven;         // it opens the people of this database
    uint32_t seals;      // the key by which this transaction seals, 0 = not asked yet
};

// The ids of all keys, the newest first; how many, 0 with *error.
unsigned people_keys(struct people *people, uint32_t ret_keys[VAULT_KEYS_MAX], GError **error);

// What is sealed is bound to its place: a person, a piece of the log and a question of an import
// never open in each other's.
int64_t people_bound_to(enum sealed_kind kind, int64_t id);

// Does anything that begins with HEAD open? What does not needs no key. The keys are read already.
bool people_opens(struct people *people, const struct head_row *head, bool *ret_opens,
                  GError **error);

// Opens sealed bytes that are bound to BOUND_TO; the keys are read already. vault_wipe() frees.
bool people_unseal(struct people *people, const struct sealed_row *row, int64_t bound_to,
                   char **ret_text, size_t *ret_n, GError **error);

// Opens a row that was read. *ret_person is cleared before; an erased one stays empty.
bool people_open_row(struct people *people, const struct sealed_row *row, struct person *ret_person,
                     GError **error);
