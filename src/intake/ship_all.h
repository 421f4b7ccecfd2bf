// SPDX-License-Identifier: Apache-2.0
// A load of any size is handed over, batch by batch.
#pragma once

#include "op.h"
#include "watch.h"

// What ship.close is called with, as text; NULL = not given. KEY: of the whole, NULL
// = none: each call has a part of it (key_of_part()), so that what was broken off goes on with the
// manifest that it began, and not with the next one.
struct shipping {
    const char *carrier, *warehouse, *count, *without;
    const char *key;
};

// Calls ship.close as SESSION until the manifest is closed; *ret_reply is its last answer, which
// the caller clears. One that was broken off goes on where it stood. WATCH may be NULL.
bool ship_all(struct session *session, const struct shipping *shipping, const struct watch *watch,
              struct reply *ret_reply, GError **error);
