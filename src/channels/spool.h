// SPDX-License-Identifier: Apache-2.0
// What can be read only once (standard input, a pipe, a device) goes into a file without a name.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "watch.h"

// So much of it is taken: what never ends must not fill the disk. A file may be of any size.
#define SPOOL_MOST (INT64_C(1) << 30)

// Can FD be read from its beginning again?
bool spool_needless(int fd);

// Copies what is left of FD, at most MOST bytes, and answers a descriptor of the copy at its
// beginning, -1 with *error. PATH names FD to people ("-" = standard input). WATCH (may be NULL) is
// asked between two pieces and while nothing comes: TOTE_CANCELLED. Fails with TOTE_FILE_SIZE
// where there is more, TOTE_FILE_READ, and TOTE_FILE_WRITE.
int spool_copy(int fd, const char *path, int64_t most, const struct watch *watch, GError **error);
