// SPDX-License-Identifier: Apache-2.0
// Operations: the only way to change data. One registry for screens, command line and importers.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "args.h"
#include "payload.h"
#include "roles.h"
#include "says.h"
#include "verdict.h"

// What an operation answers. Strings are owned by the reply; json is the whole answer, "" of a mute
// session.
struct reply {
    enum verdict verdict;
    char *message;          // the sentence for people
    const struct say *said; // which one it is, NULL: none that this tote knows
    char *subject;          // number of the thing created or changed, "W-12"
    char *json;             // one JSON object, as the contract names its keys
    char *text;             // the same for people; NULL of op_do(), of a payload, of a replay
    bool replayed;          // the key was used before: nothing was done again
};
void reply_clear(struct reply *reply);

// Who calls, where. Made by session_open() (session.h).
struct session {
    struct db *db;
    int64_t operator_id, station_id; // station 0 = none (command line)
    int64_t site_id;                 // where the station stands, 0 = no place in particular
    int64_t epoch;                   // of the station at login
    enum role role;
    char *operator_name, *station_name;
    bool mute;             // its caller draws from the database: answers carry no JSON
    struct people *people; // who customers are (people.h)
};

// A call. VALUES follow the operation's args; NULL = not given.
struct op_call {
    const struct op *op;
    const char *values[OP_MAX_ARGS];
    const void *payload; // native input of importers (struct import_batch), else NULL
    void *result;        // what the operation gives back in a struct of its own, NULL: nobody asks
    const char *chosen;  // of a replay: what the call had chosen (op_ctx)
    const char *key;     // idempotency key, NULL = none
    const char *part_of; // key of the command that it is a part of (call_parts.h), NULL = none
    // A trial: all that it does is taken back, after LOOK saw the database as it would be. NULL =
    // none.
    bool (*look)(struct db *db, void *data, GError **error);
    void *look_data;
};

// What the running operation sees and fills in.
struct op_ctx {
    struct db *db;
    const struct session *session;
    const struct op_call *call;
    const void *args;  // the operation's own struct, filled by its table
    int64_t now;       // UTC ms, the same for the whole transaction
    int64_t event_id;  // id of the audit row, for ledger rows; see op_event()
    int moves;         // booked under it so far; see op_move() of common.h
    int kept;          // pieces of what it brings, kept in the log so far; see keep.h
    int64_t keep_days; // for how long, -1 = the setting was not read yet
    // What it answers:
    enum verdict verdict;
    char *message, *subject;
    const char *say;   // code of the message, for the audit
    char *terms;       // its terms as JSON
    char *given;       // what it was called with as JSON, made before anybody waits for it
    char *chosen;      // what it chose by what it saw, which somebody else could have changed
                       // meanwhile: kept with the arguments, so that a replay need not choose
    int64_t order_id;  // order that the audit row is about, 0 = none
    const char *about; // else what it is about, "item", NULL = nothing
    int64_t about_id;
    int64_t prev_event; // the event before it in the chain of what can be undone, 0 = none
    int64_t stood_at, stood_step, stood_taken; // where the person stood then (walk_view.h)
    bool silent;     // nothing changed and nothing was asked: write no audit row. What changes
                     // anything always has one, or the log could not be replayed
    GArray *tallies; // what it did, in numbers (tally.h); NULL = nothing yet
    GArray *entered; // orders that came into a state or left it; NULL = none
    bool dry;        // a trial: everything is rolled back after the answer was made
    char *part; // what of it belongs into the answer of the command that it is a part of, NULL =
                // nothing
    struct doc *doc;
};

struct op {
    const char *name;    // "pick.scan": verb `tote pick scan`, audit word
    const char *summary; // N_(), one sentence
    unsigned roles;
    bool (*run)(struct op_ctx *ctx, GError **error);
    // Asks an engine before the transaction begins, while nobody waits for it: with ctx->args, and
    // reads of its own. What it thought is text that RUN finds in ctx->call->chosen, stores and
    // leaves in ctx->chosen, so that a replay is given it and need not think. NULL = none.
    bool (*think)(struct op_ctx *ctx, char **ret_thought, GError **error);
    // Announces the reads that the values of the call will need, before it is admitted, so that all
    // travel together to a server (db_send()). Only a hint: it checks nothing. NULL = none.
    void (*send)(struct op_ctx *ctx);
    // Brings after the commit what lies beside the database (the key file) to what REPLY says; also
    // where a used key answered once more, since the first call may have died between the two. Not
    // asked in a replay. NULL = there is nothing.
    bool (*follow)(struct session *session, const struct reply *reply, GError **error);
    bool alone; // changes nothing but what its event is about, and looks at nothing else that
                // others change: other orders and stations stay as they were, so that their
                // screens need not read again (news.h), and it runs beside other calls
    bool scan;  // a call is a scan: counted as one
    bool inner; // called by importers and screens only, no verb of the command line
    const char *part_of; // of an inner one: the verb that people know it by; NULL = its name
    size_t args_size;    // of the struct that the table fills; 0 = it takes none
    struct op_arg args[OP_MAX_ARGS];
    const struct payload_type *brings; // of importers: the list that the log keeps (keep.h)
};

// The registry, sorted by name; ends with NULL.
const struct op *const *op_all(void);

// The operation of this name; NULL if there is none.
const struct op *op_find(const char *name);

// Runs a call in one transaction: station epoch, role, arguments, the operation, the audit row,
// commit. A key that was used before answers what it answered then. Deadlocks and lost
// connections are tried again; after a lost COMMIT the audit row tells what became of it.
// False with *error: nothing was changed. A verdict that is not good is no error.
bool op_run(struct session *session, const struct op_call *call, struct reply *ret_reply,
            GError **error);

// Calls by name with a text value (or NULL) for its args in order; those that are left out are not
// given: op_do(session, &reply, &error, "pick.scan", "W-101", code).
#define op_do(session, ret_reply, error, name, ...)                                                \
    op_do_values(session, ret_reply, error, name, (const char *const[OP_MAX_ARGS]){__VA_ARGS__})
bool op_do_values(struct session *session, struct reply *ret_reply, GError **error,
                  const char *name, const char *const values[OP_MAX_ARGS]);

// The key of the N-th call, from 0, of a command whose key is KEY. Caller frees.
char *key_of_part(const char *key, int64_t n);

// --- for operations

// The argument that fills the member of the operation's struct at the offset AT, NULL = none, and
// what a call was given for it, NULL = nothing: OP_VALUE(call, work_args, code). For what comes
// before the arguments are read, and for those that are read as something else than was written.
const struct op_arg *op_arg_at(const struct op *op, size_t at);
const char *op_value(const struct op_call *call, size_t at);
#define OP_VALUE(call, tag, member) op_value(call, offsetof(struct tag, member))

// The id of the audit row that this call will have, so that ledger rows can name it. 0 on error.
int64_t op_event(struct op_ctx *ctx, GError **error);

// Sets the verdict and what is said: a row of says.def and its terms, which are copied. The audit
// keeps code and terms; the sentence of the reply is in the caller's language.
void op_say(struct op_ctx *ctx, enum verdict verdict, enum say_id say, const struct term *terms,
            size_t n);

// OP_SAY(ctx, VERDICT_DONE, PRINT_SEEN, T_TEXT("job", number)).
#define OP_SAY(ctx, verdict, say, ...)                                                             \
    op_say(ctx, verdict, SAY_##say, (const struct term[]){__VA_ARGS__},                            \
           sizeof((const struct term[]){__VA_ARGS__}) / sizeof(struct term))
