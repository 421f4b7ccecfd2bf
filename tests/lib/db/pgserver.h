// SPDX-License-Identifier: Apache-2.0
// A private PostgreSQL for all test programs of one run: started by the first that needs one, gone
// with the run and its last user, also when they are killed. The run is the process TOTE_TEST_RUN,
// or the parent where TOTE_TEST_BY_PARENT is set; without both a program has a server of its own.
// It does not wait for the disk.
#pragma once

#include <stdbool.h>

// Is PostgreSQL installed? Tests skip where it is not.
bool pgserver_available(void);

// Gives this program a durable server of its own, for tests that change its settings or measure it.
// Before the first call of the others.
void pgserver_own(void);

// The address of DATABASE on the server, which is started now if it is not running; caller frees.
// Aborts the test program with the server's log when it does not come up.
char *pgserver_url(const char *database);

// Waits for the lock NAME of the server and takes it; close() gives it back.
int pgserver_lock(const char *name);

// Runs statements in DATABASE outside the code under test; aborts on an error.
void pgserver_exec(const char *database, const char *script);

// The first column of the first row of a query; "" without a row; caller frees.
char *pgserver_ask(const char *database, const char *query);

// Makes a new database, a copy of TEMPLATE (NULL = empty, UTF-8, byte order).
void pgserver_create(const char *database, const char *template);
void pgserver_drop(const char *database);
