// SPDX-License-Identifier: Apache-2.0
// One lingering worker per host and database: a lock that ends with its process.
#pragma once

// Takes the lock for the database of URL. Returns a descriptor to keep open (closing it gives the
// lock back), or -1 when another process has it.
int worker_lock(const char *url);
