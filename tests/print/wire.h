// SPDX-License-Identifier: Apache-2.0
// Bad cables for tests: a relay that loses what it should pass on, and printers on a raw port.
#pragma once

#include <glib.h>

enum wire_habit {
    RELAY_LOSE_ANSWER, // passes everything up; once BYTES went up it hangs up instead of answering
    RELAY_HOLD_ANSWER, // the same, but it keeps silent
    RELAY_CUT,         // hangs up on both sides once BYTES went up
    SINK_TAKE,         // a printer that takes everything
    SINK_STALL,        // accepts, then never reads
    SINK_RESET,        // breaks the connection once BYTES arrived
    SINK_CHATTER,      // goes on and on saying that it goes on, and never answers
};

typedef struct wire_end {
    int port; // on 127.0.0.1
    enum wire_habit habit;
    gsize bytes;
    char *server;      // socket of the cupsd behind a relay
    GByteArray *taken; // by a sink; look at it after wire_close()
    int listener, stop[2];
    GThread *thread;
} wire_end;

// Begins to listen. Only the first connection meets the bad habit of a relay.
wire_end *wire_open(enum wire_habit habit, gsize bytes, const char *server);

// Ends the thread, waits for it, returns what a sink took (unref) or NULL.
GBytes *wire_close(wire_end *wire);
