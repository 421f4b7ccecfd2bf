// SPDX-License-Identifier: Apache-2.0
// A private PostgreSQL for the tests of one program: started on first use, gone with the program.
#pragma once

#include <stdbool.h>

// Is PostgreSQL installed? Tests skip where it is not.
bool pgserver_available(void);

// Lets the server of the tests forget unwritten data at a power cut, which makes them faster.
// Before the first call of the others; the default is durable.
void pgserver_set_fsync(bool on);

// The address of DATABASE on the server, which is started now if it is not running; caller frees.
// Aborts the test program with the server's log when it does not come up.
char *pgserver_url(const char *database);

// Runs statements in DATABASE outside the code under test; aborts on an error.
void pgserver_exec(const char *database, const char *script);

// The first column of the first row of a query; "" without a row; caller frees.
char *pgserver_ask(const char *database, const char *query);

// Makes a new database, a copy of TEMPLATE (NULL = empty, UTF-8, byte order).
void pgserver_create(const char *database, const char *template);
void pgserver_drop(const char *database);
