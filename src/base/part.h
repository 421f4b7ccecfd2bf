// SPDX-License-Identifier: Apache-2.0
// Files and folders that get their name, or go, at the end of the work: those of processes that
// died meanwhile are swept by the next one.
#pragma once

#include <sys/types.h>

// Makes an empty file with the rights MODE beside PATH, "PATH.tote-part-XXXXXX"; *ret_part is its
// name. Before, it sweeps what dead processes of the same user left in that folder under such
// names. Returns a descriptor that holds the lock by which others see that somebody lives; it has
// to stay open as long as the name is there. -1 with errno.
int part_make(const char *path, mode_t mode, char **ret_part);

// The same for a folder "PREFIXXXXXXX" where temporary files go, for files only.
int part_make_folder(const char *prefix, char **ret_folder);

// Gives a part the name PATH, where nothing has it yet. -1 with errno: EEXIST where something has.
int part_keep(const char *part, const char *path);

// Removes a part, and what SQLite puts beside it; a folder, and the files in it.
void part_drop(const char *part);
void part_drop_folder(const char *folder);
