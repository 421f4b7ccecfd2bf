// SPDX-License-Identifier: Apache-2.0
// Inside the vault: the key file on its disk.
#pragma once

#include <sys/stat.h>

#include "vault_keys.h"

// Reads PATH; NULL with the errors of vault_open(). *ret_stat (may be NULL) is what was read.
struct key_ring *key_file_read(const char *path, struct stat *ret_stat, GError **error);

// Writes a new file: TOTE_EXISTS when one is there. It appears whole or not at all.
bool key_file_create(const char *path, const struct key_ring *keys, GError **error);

// Changes the file PATH by EDIT, one process at a time; EDIT is given KEY and returns false with
// *error set to leave the file alone.
bool key_file_edit(const char *path,
                   bool (*edit)(struct key_ring *keys, uint32_t *key, GError **error),
                   uint32_t *key, GError **error);
