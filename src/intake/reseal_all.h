// SPDX-License-Identifier: Apache-2.0
// Everybody is sealed by the newest key, batch by batch.
#pragma once

#include "op.h"
#include "store_person.h"
#include "watch.h"

// What came of it.
struct reseal {
    int64_t done[SEALED_KINDS];    // sealed anew
    int64_t skipped[SEALED_KINDS]; // they cannot be opened
    GArray *persons_skipped;       // int64_t
};
void reseal_clear(struct reseal *reseal);

// Passes over all that is sealed until one of them finds nothing of an older key: somebody may have
// sealed by it while the first went by. WATCH may be NULL. False with *error: what was done stays,
// and the same again goes on.
bool reseal_all(struct session *session, const struct watch *watch, struct reseal *ret_reseal,
                GError **error);
