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
};

// The ids of all keys, the newest first; how many, 0 with *error.
unsigned people_keys(struct people *people, uint32_t ret_keys[VAULT_KEYS_MAX], GError **error);

// Opens a row that was read. *ret_person is cleared before; an erased one stays empty.
bool people_open_row(struct people *people, const struct sealed_row *row, struct person *ret_person,
                     GError **error);
