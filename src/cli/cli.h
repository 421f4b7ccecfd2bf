// SPDX-License-Identifier: Apache-2.0
// The command line: global options, verbs, and how answers are printed.
#pragma once

#include "session.h"

// Global options; strings are borrowed from argv and the environment.
struct cli {
    const char *url, *who, *station, *key;
    bool json;
    struct db *db;
    struct session *session;
    struct kept *kept;        // takes what is answered, NULL: it is printed (keyed.h)
    const char *open;         // screen to begin with; NULL = the screens decide
    const char *program;      // argv[0]
    const struct verb *verbs; // of this program
};

// A verb. Operations are verbs by themselves (`pick.scan` is `tote pick scan`); this table holds
// what only reads, and what drives several operations.
struct verb {
    const char *name;    // "order list": one or two words; "" is the program without any
    const char *summary; // N_(), one sentence
    // Runs with the values of its args; returns the exit status, or -1 with *error.
    int (*run)(struct cli *cli, const char *const *values, GError **error);
    bool no_session; // needs no operator (init, help, dump)
    struct op_arg args[OP_MAX_ARGS];
    unsigned roles; // who may, of ROLES_…; 0 = everybody
    // It changes things by many calls: with --key it is answered once (keyed.h).
    bool keyed;
    const char *content; // the argument that is a file to read: a key means what is in it
};

// Parses WORDS (what follows the verb) by ARGS into VALUES, which hold OP_MAX_ARGS pointers.
// Values that had to be made (ARG_REST) are owned by *ret_made.
bool cli_parse(const struct op_arg *args, char **words, const char **values, GPtrArray *made,
               GError **error);

// Opens the database and the session that the options name.
bool cli_open(struct cli *cli, bool session, GError **error);

// Prints a document, for people or as JSON.
void cli_print(const struct cli *cli, const struct doc *doc);

// Prints the answer of a command that did not succeed, with ERROR as `error` in it; people read
// that on standard error. Returns the exit status.
int cli_print_failed(const struct cli *cli, struct doc *doc, const GError *error);

// As cli_print(), of an answer that was made already: as JSON, and for people.
void cli_answer(const struct cli *cli, const char *json, const char *text);

// Did who reads the answer go away, as `head` does when it has seen enough? That is no fault.
bool cli_reader_left(void);

// "order list [--status STATUS] …": made from the args; caller frees.
char *cli_synopsis(const char *name, const struct op_arg *args);

// What an argument is, with all that may be given where a table says it. Caller frees.
char *cli_arg_help(const struct op_arg *arg);

// Lists the verbs and operations whose names begin with PREFIX (NULL: all, in short); how many.
int cli_show_verbs(const struct cli *cli, const char *prefix);

// Runs a command line over VERBS, which end with a NULL name, and all operations; returns the
// exit status of the process.
int cli_main(int argc, char **argv, const struct verb *verbs);
