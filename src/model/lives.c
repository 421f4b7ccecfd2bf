// SPDX-License-Identifier: Apache-2.0
// State tables: what may happen to an order, to work, to a parcel and to a print job.
#include "lives.h"

#include "i18n.h"

static const struct state order_rows[] = {
    {"new", N_("new"), false},
    {"unpaid", N_("waiting for payment"), false},
    {"held", N_("held"), false},
    {"ready", N_("ready"), false},
    {"short", N_("short of goods"), false},
    {"released", N_("released to pick"), false},
    {"picking", N_("being picked"), false},
    {"picked", N_("picked"), false},
    {"packing", N_("being packed"), false},
    {"packed", N_("packed"), false},
    {"shipped", N_("shipped"), true},
    {"elsewhere", N_("nothing to ship here"), true},
    {"cancelled", N_("cancelled"), true},
};

static const struct transition order_moves[] = {
    {"new", "accept", "ready", N_("paid, and nothing speaks against it"), N_("taken in")},
    {"new", "await", "unpaid", N_("the channel says it is not paid"), N_("taken in, unpaid")},
    {"new", "doubt", "held", N_("something has to be looked at"), N_("taken in, held")},
    {"new", "skip", "elsewhere", N_("shipped already, or nothing to ship"), N_("taken in")},
    {"new", "void", "cancelled", N_("the channel cancelled it"), N_("taken in, cancelled")},
    {"unpaid", "pay", "ready", N_("the channel says it is paid"), N_("paid")},
    {"unpaid", "hold", "held", NULL, N_("held")},
    {"unpaid", "cancel", "cancelled", NULL, N_("cancelled")},
    {"held", "unhold", "ready", N_("it is paid"), N_("hold taken off")},
    {"held", "await", "unpaid", N_("it is not paid"), N_("hold taken off, waits for payment")},
    {"held", "cancel", "cancelled", NULL, N_("cancelled")},
    {"ready", "hold", "held", NULL, N_("held")},
    {"ready", "release", "released", N_("every piece is allocated"), N_("released to pick")},
    {"ready", "lack", "short", N_("some piece is not in stock"), N_("short of goods")},
    {"ready", "cancel", "cancelled", NULL, N_("cancelled")},
    {"short", "hold", "held", NULL, N_("held")},
    {"short", "release", "released", N_("every piece is allocated"), N_("released to pick")},
    {"short", "lack", "short", N_("some piece is still missing"), N_("still short of goods")},
    {"short", "cancel", "cancelled", NULL, N_("cancelled")},
    {"released", "pick", "picking", N_("nobody else picks it"), N_("picking began")},
    {"released", "hold", "held", NULL, N_("held; its goods are free again")},
    {"released", "cancel", "cancelled", NULL, N_("cancelled; its goods are free again")},
    {"picking", "leave", "released", N_("nothing is on the cart"), N_("work given back")},
    {"picking", "pause", "picking", N_("something is on the cart"), N_("work given back")},
    {"picking", "complete", "picked", N_("no piece is left to pick"), N_("picked")},
    {"picking", "lack", "short", N_("not one piece was found"), N_("short of goods")},
    {"picked", "unpick", "picking", N_("nothing is packed yet"), N_("picking goes on")},
    {"picked", "pack", "packing", N_("no other bench has it"), N_("packing began")},
    {"packing", "unpack", "picked", N_("no piece is in a box"), N_("packing given back")},
    {"packing", "close", "packed", N_("every box is closed"), N_("packed")},
    {"packed", "ship", "shipped", N_("its parcels are on a manifest"), N_("shipped")},
};

static const struct state work_rows[] = {
    {"open", N_("open"), false},
    {"done", N_("done"), false},
    {"left", N_("given back"), true},
};

static const struct transition work_moves[] = {
    {"open", "complete", "done", N_("no piece is left to pick"), N_("picked")},
    {"open", "leave", "left", NULL, N_("given back")},
    {"done", "undo", "open", N_("nothing is packed yet"), N_("picking goes on")},
};

static const struct state shipment_rows[] = {
    {"packing", N_("being packed"), false},
    {"packed", N_("packed"), false},
    {"shipped", N_("shipped"), true},
    {"left", N_("given back"), true},
};

static const struct transition shipment_moves[] = {
    {"packing", "close", "packed", N_("every box is closed"), N_("packed")},
    {"packing", "leave", "left", N_("no piece is in a box"), N_("given back")},
    {"packed", "ship", "shipped", N_("its parcels are on a manifest"), N_("shipped")},
};

static const struct state parcel_rows[] = {
    {"open", N_("open"), false},
    {"closed", N_("closed"), false},
    {"shipped", N_("shipped"), true},
};

static const struct transition parcel_moves[] = {
    {"open", "close", "closed", N_("something is in it"), N_("closed, label ordered")},
    {"closed", "ship", "shipped", N_("the manifest is closed"), N_("handed to the carrier")},
};

static const struct state job_rows[] = {
    {"waiting", N_("waiting"), false},    {"sending", N_("being sent"), false},
    {"printing", N_("printing"), false},  {"doubt", N_("perhaps printed"), false},
    {"failed", N_("not printed"), false}, {"done", N_("printed"), true},
    {"cancelled", N_("cancelled"), true},
};

static const struct transition job_moves[] = {
    {"waiting", "send", "sending", N_("a worker took it"), N_("goes to the printer")},
    {"waiting", "cancel", "cancelled", NULL, N_("cancelled")},
    {"sending", "sent", "printing", NULL, N_("the print service has it")},
    {"sending", "unsent", "waiting", N_("certainly nothing was handed over"), N_("tried again")},
    {"sending", "doubt", "doubt", N_("part of it was handed over"), N_("somebody has to look")},
    {"sending", "fail", "failed", NULL, N_("cannot be printed")},
    {"printing", "wait", "printing", N_("the printer is not done"), N_("waits at the printer")},
    {"printing", "done", "done", NULL, N_("printed")},
    {"printing", "doubt", "doubt", N_("the job ended half way"), N_("somebody has to look")},
    {"printing", "fail", "failed", NULL, N_("not printed")},
    {"doubt", "retry", "cancelled", N_("somebody asked for it"), N_("printed again as a copy")},
    {"doubt", "done", "done", N_("somebody saw the label"), N_("printed")},
    {"doubt", "cancel", "cancelled", NULL, N_("cancelled")},
    {"failed", "retry", "waiting", N_("somebody asked for it"), N_("tried again")},
    {"failed", "cancel", "cancelled", NULL, N_("cancelled")},
};

#define STATE_TABLE(id, text, first, rows, moves)                                                  \
    {                                                                                              \
        .name = id, .noun = text, .initial = first, .states = rows,                                \
        .n_states = G_N_ELEMENTS(rows), .transitions = moves, .n_transitions = G_N_ELEMENTS(moves) \
    }

const struct state_table order_states =
    STATE_TABLE("order", N_("Order"), "new", order_rows, order_moves);
const struct state_table work_states =
    STATE_TABLE("work", N_("Work"), "open", work_rows, work_moves);
const struct state_table shipment_states =
    STATE_TABLE("shipment", N_("Shipment"), "packing", shipment_rows, shipment_moves);
const struct state_table parcel_states =
    STATE_TABLE("parcel", N_("Parcel"), "open", parcel_rows, parcel_moves);
const struct state_table job_states =
    STATE_TABLE("job", N_("Print job"), "waiting", job_rows, job_moves);

const struct state_table *const *model_state_tables(void)
{
    static const struct state_table *const all[] = {&order_states,  &work_states, &shipment_states,
                                                    &parcel_states, &job_states,  NULL};
    return all;
}
