// SPDX-License-Identifier: Apache-2.0
// Claims are leases: who holds work, who may take it over, and when a lease is written anew.
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum claim_answer {
    CLAIM_MINE, // go on
    CLAIM_FREE, // nobody has it, or the lease ran out: take it
    CLAIM_ASK,  // somebody holds it: note claim_ask(), the same call again says yes
    CLAIM_TAKE, // the same person asked before: take it over
    CLAIM_OVER, // the work is done
};

// A work as the database has it.
struct claim_seen {
    int64_t operator_id; // who holds it, 0 = nobody
    int64_t lease_until; // UTC ms
    const char *ask;     // who asked for it: claim_ask(), "" = nobody
    bool done;
};

// What ME may do with it at NOW. A question lasts until the holder goes on (which clears it).
enum claim_answer claim_judge(const struct claim_seen *seen, int64_t me, int64_t now);

// "mine", "free", "ask", "take", "over".
const char *claim_text(enum claim_answer answer);

// The question of ME as `ask` keeps it: "take 7". Caller frees.
char *claim_ask(int64_t me);

// May somebody whose station stands in the warehouse HERE (0 = nowhere in particular: the command
// line without a station) act on work of the warehouse SITE?
bool claim_reaches(int64_t here, int64_t site);

// Is less than half of the lease left? Only then a scan writes it again. LEASE: its length in ms.
bool lease_wants_renewal(int64_t lease_until, int64_t lease, int64_t now);

// Whole minutes since SINCE, never below 0: "held by ANNA since 12 min".
int64_t claim_minutes(int64_t since, int64_t now);
