// SPDX-License-Identifier: Apache-2.0
// What becomes of an order that a channel sends: its first state and the reason.
#pragma once

#include "incoming.h"
#include "says.h"

// Why an order is held, as its hold keeps it: a code of says.def with its terms as JSON.
struct hold_reason {
    const char *say;   // static
    const char *terms; // a text of the order, or static
};

// The event of the order state table with which it comes in: accept, await, hold, skip, void.
// TWIN: an order of the channel has its name and time under another id.
// *ret_reason says something for INTAKE_HOLD only.
#define INTAKE_HOLD "hold"
#define INTAKE_VOID "void"
const char *intake_judge(const struct incoming_order *order, bool twin,
                         struct hold_reason *ret_reason);

// The code stored for the payment state: "yes", "part_refunded" …
const char *intake_paid_code(enum incoming_paid paid);
const char *intake_kind_code(enum incoming_line_kind kind);

// May goods leave for this payment state? A part that was refunded is looked at by a person.
bool intake_counts_as_paid(const char *code);

// Is the whole payment back with the customer, or void?
bool intake_given_back(const struct incoming_order *order);

// Is it said where the goods go and to whom, as their label needs it, or need it not be?
bool intake_has_way(const struct incoming_order *order);

// An order that is collected, or handed over, and has no address to be sent to, goes with no
// carrier: where its shipping method names nobody, it says "Pick-up" from now on.
void intake_settle(struct incoming_order *order);

// Does the channel want the goods of it to be sent?
bool intake_live(const struct incoming_order *order);

// Does a problem of the order say why it is held?
bool intake_explained(const struct incoming_order *order);

// Pieces of goods lines, and goods lines.
int64_t intake_pieces(const struct incoming_order *order);
int64_t intake_goods_lines(const struct incoming_order *order);
