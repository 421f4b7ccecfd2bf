// SPDX-License-Identifier: Apache-2.0
// Everything that waits is released, batch by batch.
#pragma once

#include "release.h"
#include "watch.h"

// Releases as SESSION from where RELEASE stands (release_begin()) to the end of the queue. WATCH
// may be NULL. False with *error: what was released stays and is counted in RELEASE.
bool release_all(struct session *session, struct release *release, const struct watch *watch,
                 GError **error);
