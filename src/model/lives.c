// SPDX-License-Identifier: Apache-2.0
// State tables: what may happen to orders, fulfilments, parcels, loads, print jobs and printers.
#include "lives.h"

#include "i18n.h"

#define BEFORE_FLOOR (ST_OPEN | ST_DEMAND | ST_EDITABLE)
#define ON_FLOOR (ST_OPEN | ST_LATE | ST_FLOOR | ST_SHOWS_FLOOR | ST_HOLDS_GOODS)

static const struct state order_rows[] = {
    {"unpaid", N_("waiting for payment"), BEFORE_FLOOR | ST_STOPPED | ST_WAITS_MONEY,
     .brief = N_("unpaid")},
    {"held", N_("held"), BEFORE_FLOOR | ST_STOPPED | ST_HELD_NOW},
    {"ready", N_("ready"), BEFORE_FLOOR | ST_LATE | ST_RELEASABLE},
    {"short", N_("short of goods"),
     BEFORE_FLOOR | ST_LATE | ST_RELEASABLE | ST_STOPPED | ST_HOLDS_GOODS | ST_LACKS_GOODS,
     .brief = N_("short")},
    {"released", N_("released to pick"), ON_FLOOR | ST_FREE_TO_PICK, .brief = N_("released")},
    {"picking", N_("being picked"), ON_FLOOR | ST_FREE_TO_PICK | ST_WORKED_ON,
     .brief = N_("picking")},
    {"picked", N_("picked"), ON_FLOOR | ST_FREE_TO_PACK},
    {"packing", N_("being packed"), ON_FLOOR | ST_FREE_TO_PACK | ST_WORKED_ON,
     .brief = N_("packing")},
    {"packed", N_("packed"), ON_FLOOR},
    {"shipped", N_("shipped"), ST_FLOOR | ST_SHOWS_FLOOR | ST_LEFT},
    {"elsewhere", N_("not shipped here"), ST_EDITABLE, .brief = N_("elsewhere")},
    {"cancelled", N_("cancelled"), ST_EDITABLE | ST_CANCELLED},
};

// Of the floor: an order asks what the fulfilments ask that it sums up.
#define FLOOR_GUARDS(X)                                                                            \
    X("free", N_("nobody else picks it"))                                                          \
    X("cart_empty", N_("nothing is on the cart"))                                                  \
    X("cart_full", N_("something is on the cart"))                                                 \
    X("all_picked", N_("no piece is left to pick"))                                                \
    X("none_found", N_("not one piece was found"))                                                 \
    X("unplanned", N_("the report is taken back, and nobody planned it anew"))                     \
    X("unpacked", N_("nothing is packed yet"))                                                     \
    X("bench_free", N_("no other bench has it"))                                                   \
    X("boxes_empty", N_("no piece is in a box"))                                                   \
    X("boxes_closed", N_("every box is closed"))                                                   \
    X("all_here", N_("none of its parcels left, or is on a manifest that was begun"))              \
    X("on_manifest", N_("its parcels are on a manifest"))
#define GUARD_ROW(code, text) {code, text},

static const struct guard order_guards[] = {
    {"sound", N_("paid, and nothing speaks against it")},
    {"unpaid", N_("the channel says it is not paid")},
    {"doubtful", N_("something has to be looked at")},
    {"nothing", N_("shipped already, or nothing to ship")},
    {"void", N_("the channel cancelled it")},
    {"paid", N_("the channel says it is paid")},
    {"paid_now", N_("it is paid")},
    {"unpaid_now", N_("it is not paid")},
    {"allocated", N_("every piece is allocated")},
    {"lacking", N_("some piece is not in stock")},
    {"still_lacking", N_("some piece is still missing")},
    {"rest_wanted", N_("part of it left the house, part is still missing")},
    {"part_shipped", N_("part of it left the house")},
    {"others_packing", N_("one warehouse found nothing, and what others have is being packed")},
    {"others_packed", N_("one warehouse found nothing, and what others have is packed")},
    FLOOR_GUARDS(GUARD_ROW)};

static const struct transition order_moves[] = {
    {"", "accept", "ready", "sound", N_("taken in")},
    {"", "await", "unpaid", "unpaid", N_("taken in, unpaid")},
    {"", "hold", "held", "doubtful", N_("taken in, held")},
    {"", "skip", "elsewhere", "nothing", N_("taken in")},
    {"", "void", "cancelled", "void", N_("taken in, cancelled")},
    {"unpaid", "pay", "ready", "paid", N_("paid")},
    {"unpaid", "hold", "held", NULL, N_("held")},
    {"unpaid", "cancel", "cancelled", NULL, N_("cancelled")},
    {"held", "unhold", "ready", "paid_now", N_("hold taken off")},
    {"held", "await", "unpaid", "unpaid_now", N_("hold taken off, waits for payment")},
    {"held", "cancel", "cancelled", NULL, N_("cancelled")},
    {"ready", "hold", "held", NULL, N_("held")},
    {"ready", "release", "released", "allocated", N_("released to pick")},
    {"ready", "lack", "short", "lacking", N_("short of goods")},
    {"ready", "cancel", "cancelled", NULL, N_("cancelled")},
    {"short", "hold", "held", NULL, N_("held")},
    {"short", "release", "released", "allocated", N_("released to pick")},
    {"short", "lack", "short", "still_lacking", N_("still short of goods")},
    {"short", "unrelease", "ready", NULL, N_("taken back; its goods are free again")},
    {"short", "cancel", "cancelled", NULL, N_("cancelled")},
    {"released", "pick", "picking", "free", N_("picking began")},
    {"released", "lack", "short", "none_found", N_("short of goods")},
    {"released", "hold", "held", NULL, N_("held; its goods are free again")},
    {"released", "unrelease", "ready", NULL, N_("taken back; its goods are free again")},
    {"released", "cancel", "cancelled", NULL, N_("cancelled; its goods are free again")},
    {"picking", "leave", "released", "cart_empty", N_("work given back")},
    {"picking", "pause", "picking", "cart_full", N_("work given back")},
    {"picking", "complete", "picked", "all_picked", N_("picked")},
    {"picking", "lack", "short", "none_found", N_("short of goods")},
    {"picking", "leave_packing", "packing", "others_packing", N_("the others go on")},
    {"picking", "leave_packed", "packed", "others_packed", N_("the others go on")},
    {"short", "find", "picking", "unplanned", N_("picking goes on")},
    {"packing", "find", "picking", "unplanned", N_("picking goes on")},
    {"packed", "find", "picking", "unplanned", N_("picking goes on")},
    {"picked", "unpick", "picking", "unpacked", N_("picking goes on")},
    {"picked", "pack", "packing", "bench_free", N_("packing began")},
    {"packing", "unpack", "picked", "boxes_empty", N_("packing given back")},
    {"packing", "close", "packed", "boxes_closed", N_("packed")},
    {"packed", "reopen", "packing", "all_here", N_("its boxes are open again")},
    {"packed", "ship", "shipped", "on_manifest", N_("shipped")},
    {"packed", "rest", "short", "rest_wanted", N_("shipped in part, the rest waits for goods")},
    {"unpaid", "finish", "shipped", "part_shipped", N_("the rest is cancelled")},
    {"held", "finish", "shipped", "part_shipped", N_("the rest is cancelled")},
    {"ready", "finish", "shipped", "part_shipped", N_("the rest is cancelled")},
    {"short", "finish", "shipped", "part_shipped", N_("the rest is cancelled")},
    {"released", "finish", "shipped", "part_shipped", N_("the rest is cancelled")},
};

// --- fulfilments: what one site does for an order

#define PLANNED (ST_OPEN | ST_HOLDS_GOODS)

static const struct state fulfilment_rows[] = {
    {"planned", N_("planned"), PLANNED | ST_DEMAND},
    {"released", N_("released to pick"), PLANNED | ST_FREE_TO_PICK, "released"},
    {"picking", N_("being picked"), PLANNED | ST_FREE_TO_PICK | ST_WORKED_ON, "picking"},
    {"picked", N_("picked"), PLANNED | ST_FREE_TO_PACK, "picked"},
    {"packing", N_("being packed"), PLANNED | ST_FREE_TO_PACK | ST_WORKED_ON, "packing"},
    {"packed", N_("packed"), PLANNED, "packed"},
    {"shipped", N_("shipped"), ST_LEFT, "shipped"},
    {"lacking", N_("not found"), ST_CANCELLED | ST_REVIVES},
    {"cancelled", N_("cancelled"), ST_CANCELLED},
};

static const struct guard fulfilment_guards[] = {{"allocated", N_("every piece is allocated")},
                                                 FLOOR_GUARDS(GUARD_ROW)};

static const struct transition fulfilment_moves[] = {
    {"planned", "release", "released", "allocated", N_("released to pick")},
    {"planned", "cancel", "cancelled", NULL, N_("cancelled")},
    {"released", "pick", "picking", "free", N_("picking began")},
    {"released", "lack", "lacking", "none_found", N_("short of goods")},
    {"released", "cancel", "cancelled", NULL, N_("cancelled; its goods are free again")},
    {"picking", "leave", "released", "cart_empty", N_("work given back")},
    {"picking", "pause", "picking", "cart_full", N_("work given back")},
    {"picking", "complete", "picked", "all_picked", N_("picked")},
    {"picking", "lack", "lacking", "none_found", N_("short of goods")},
    {"lacking", "find", "picking", "unplanned", N_("picking goes on")},
    {"picked", "unpick", "picking", "unpacked", N_("picking goes on")},
    {"picked", "pack", "packing", "bench_free", N_("packing began")},
    {"packing", "unpack", "picked", "boxes_empty", N_("packing given back")},
    {"packing", "close", "packed", "boxes_closed", N_("packed")},
    {"packed", "reopen", "packing", "all_here", N_("its boxes are open again")},
    {"packed", "ship", "shipped", "on_manifest", N_("shipped")},
};

// --- parcels and loads

static const struct state parcel_rows[] = {
    {"open", N_("open"), ST_OPEN},
    {"closed", N_("closed"), ST_OPEN},
    {"shipped", N_("shipped"), 0},
};

static const struct guard parcel_guards[] = {
    {"filled", N_("something is in it")},
    {"load_closed", N_("the manifest is closed")},
    {"not_taken", N_("no manifest that was begun takes it")},
};

static const struct transition parcel_moves[] = {
    {"open", "close", "closed", "filled", N_("closed, label ordered")},
    {"closed", "reopen", "open", "not_taken", N_("open again, its label is void")},
    {"closed", "ship", "shipped", "load_closed", N_("handed to the carrier")},
};

static const struct state load_rows[] = {
    {"open", N_("open"), ST_OPEN},
    {"closed", N_("closed"), 0},
};

static const struct guard load_guards[] = {
    {"complete", N_("no parcel of the carrier is missing, or somebody said which stay")},
};

static const struct transition load_moves[] = {
    {"open", "close", "closed", "complete", N_("handed to the carrier")},
};

// --- print jobs

static const struct state job_rows[] = {
    {"waiting", N_("waiting"), ST_OPEN},
    {"sending", N_("being sent"), ST_OPEN},
    {"printing", N_("printing"), ST_OPEN},
    {"moving", N_("being moved"), ST_OPEN | ST_MAY_BE_OUT},
    {"cancelling", N_("being cancelled"), ST_OPEN | ST_MAY_BE_OUT},
    {"doubt", N_("perhaps printed"), ST_OPEN | ST_WANTS_PERSON | ST_MAY_BE_OUT},
    {"failed", N_("not printed"), ST_OPEN | ST_WANTS_PERSON},
    {"done", N_("printed"), ST_CAME_OUT | ST_MAY_BE_OUT},
    {"cancelled", N_("cancelled"), ST_CANCELLED},
};

static const struct guard job_guards[] = {
    {"worker", N_("a worker took it")},
    {"silent", N_("its worker is silent for too long")},
    {"unknown", N_("nobody knows whether it was handed over")},
    {"nothing_sent", N_("certainly nothing was handed over")},
    {"part_sent", N_("part of it was handed over")},
    {"not_done", N_("the printer is not done")},
    {"half_way", N_("the job ended half way")},
    {"given_back", N_("the print service gave it back, and nothing of it came out")},
    {"asked", N_("somebody asked for it")},
    {"seen", N_("somebody saw the label")},
    {"replaced", N_("another label takes its place")},
};

static const struct transition job_moves[] = {
    {"waiting", "send", "sending", "worker", N_("goes to the printer")},
    {"waiting", "cancel", "cancelled", NULL, N_("cancelled")},
    {"waiting", "move", "waiting", NULL, N_("goes to another printer")},
    {"waiting", "void", "cancelled", "replaced", N_("void")},
    {"sending", "take", "sending", "silent", N_("another worker goes on with it")},
    {"sending", "wait", "sending", "unknown", N_("whether it went cannot be asked now")},
    {"sending", "sent", "printing", NULL, N_("the print service has it")},
    {"sending", "unsent", "waiting", "nothing_sent", N_("tried again")},
    {"sending", "lose", "doubt", "part_sent", N_("somebody has to look")},
    {"sending", "fail", "failed", NULL, N_("cannot be printed")},
    {"printing", "wait", "printing", "not_done", N_("waits at the printer")},
    {"printing", "finish", "done", NULL, N_("printed")},
    {"printing", "lose", "doubt", "half_way", N_("somebody has to look")},
    {"printing", "fail", "failed", NULL, N_("not printed")},
    {"printing", "move", "moving", NULL, N_("is asked back, to go to another printer")},
    {"printing", "cancel", "cancelling", NULL, N_("is asked back")},
    {"moving", "wait", "moving", "unknown", N_("cannot be asked back now")},
    {"moving", "freed", "waiting", "given_back", N_("goes to another printer")},
    {"moving", "finish", "done", NULL, N_("printed before it was asked back")},
    {"moving", "lose", "doubt", "half_way", N_("somebody has to look")},
    {"moving", "move", "moving", NULL, N_("goes to another printer")},
    {"moving", "cancel", "cancelling", NULL, N_("is asked back")},
    {"moving", "void", "cancelling", "replaced", N_("void")},
    {"cancelling", "wait", "cancelling", "unknown", N_("cannot be asked back now")},
    {"cancelling", "freed", "cancelled", "given_back", N_("cancelled")},
    {"cancelling", "finish", "done", NULL, N_("printed before it was asked back")},
    {"cancelling", "lose", "doubt", "half_way", N_("somebody has to look")},
    {"cancelling", "move", "moving", NULL, N_("is asked back, to go to another printer")},
    {"doubt", "retry", "cancelled", "asked", N_("printed again as a copy")},
    {"doubt", "see", "done", "seen", N_("printed")},
    {"doubt", "move", "doubt", NULL, N_("goes to another printer")},
    {"doubt", "cancel", "cancelled", NULL, N_("cancelled")},
    {"doubt", "void", "cancelled", "replaced", N_("void")},
    {"failed", "retry", "waiting", "asked", N_("tried again")},
    {"failed", "move", "failed", NULL, N_("goes to another printer")},
    {"failed", "cancel", "cancelled", NULL, N_("cancelled")},
    {"failed", "void", "cancelled", "replaced", N_("void")},
    {"done", "retry", "done", "asked", N_("printed again as a copy")},
};

// --- printers: what the worker sees of one says what it is, whatever it was before

static const struct state printer_rows[] = {
    {"unknown", N_("not used yet"), 0},
    {"ready", N_("ready"), ST_ANSWERS},
    {"printing", N_("printing"), ST_ANSWERS},
    {"trouble", N_("needs a person"), ST_WANTS_PERSON},
    {"away", N_("not reached"), ST_WANTS_PERSON | ST_UNREACHED},
};

static const struct guard printer_guards[] = {
    {"job_done", N_("it printed what it had")},
    {"job_there", N_("it has a job, and nothing stops it")},
    {"job_stopped", N_("it has a job and does not go on, or gave it up")},
    {"no_answer", N_("it cannot be asked")},
};

static const struct transition printer_moves[] = {
    {"", "add", "unknown", NULL, N_("known")},
    {"", "rest", "ready", "job_done", N_("printed")},
    {"", "work", "printing", "job_there", N_("prints")},
    {"", "stop", "trouble", "job_stopped", N_("somebody has to look")},
    {"", "miss", "away", "no_answer", N_("asked again later")},
};

// --- the tables

#define STATE_TABLE(id, text, first, rows, moves, asked, has)                                      \
    {                                                                                              \
        .name = id, .noun = text, .initial = first, .states = rows,                                \
        .n_states = G_N_ELEMENTS(rows), .transitions = moves,                                      \
        .n_transitions = G_N_ELEMENTS(moves), .guards = asked, .n_guards = G_N_ELEMENTS(asked),    \
        .flags = has                                                                               \
    }

#define FITS(rows) _Static_assert(G_N_ELEMENTS(rows) <= STATES_MOST, #rows ": raise STATES_MOST")
FITS(order_rows);
FITS(fulfilment_rows);
FITS(parcel_rows);
FITS(load_rows);
FITS(job_rows);
FITS(printer_rows);

#define ORDER_FLAGS                                                                                \
    (BEFORE_FLOOR | ON_FLOOR | ST_STOPPED | ST_WAITS_MONEY | ST_HELD_NOW | ST_RELEASABLE |         \
     ST_FREE_TO_PICK | ST_FREE_TO_PACK | ST_WORKED_ON | ST_CANCELLED | ST_LACKS_GOODS | ST_LEFT)
#define FULFILMENT_FLAGS                                                                           \
    (PLANNED | ST_DEMAND | ST_FREE_TO_PICK | ST_FREE_TO_PACK | ST_WORKED_ON | ST_CANCELLED |       \
     ST_LEFT | ST_REVIVES)

const struct state_table order_states =
    STATE_TABLE("order", N_("Order"), "", order_rows, order_moves, order_guards, ORDER_FLAGS);
const struct state_table fulfilment_states =
    STATE_TABLE("fulfilment", N_("Order"), "planned", fulfilment_rows, fulfilment_moves,
                fulfilment_guards, FULFILMENT_FLAGS);
const struct state_table parcel_states =
    STATE_TABLE("parcel", N_("Parcel"), "open", parcel_rows, parcel_moves, parcel_guards, ST_OPEN);
const struct state_table load_states =
    STATE_TABLE("load", N_("Manifest"), "open", load_rows, load_moves, load_guards, ST_OPEN);
const struct state_table job_states =
    STATE_TABLE("job", N_("Print job"), "waiting", job_rows, job_moves, job_guards,
                ST_OPEN | ST_WANTS_PERSON | ST_CANCELLED | ST_CAME_OUT | ST_MAY_BE_OUT);
const struct state_table printer_states =
    STATE_TABLE("printer", N_("Printer"), "", printer_rows, printer_moves, printer_guards,
                ST_WANTS_PERSON | ST_ANSWERS | ST_UNREACHED);

const struct state_table *const *model_state_tables(void)
{
    static const struct state_table *const all[] = {
        &order_states, &fulfilment_states, &parcel_states,
        &load_states,  &job_states,        &printer_states,
        NULL};
    return all;
}

const char *const *model_event_words(void)
{
    static const char *const words[] = {
        N_("accept"),       N_("await"),  N_("hold"),      N_("skip"),
        N_("void"),         N_("pay"),    N_("cancel"),    N_("unhold"),
        N_("release"),      N_("lack"),   N_("unrelease"), N_("pick"),
        N_("leave"),        N_("pause"),  N_("complete"),  N_("leave_packing"),
        N_("leave_packed"), N_("find"),   N_("unpick"),    N_("pack"),
        N_("unpack"),       N_("close"),  N_("reopen"),    N_("ship"),
        N_("rest"),         N_("finish"), N_("send"),      N_("take"),
        N_("move"),         N_("sent"),   N_("unsent"),    N_("freed"),
        N_("lose"),         N_("fail"),   N_("wait"),      N_("retry"),
        N_("see"),          N_("add"),    N_("work"),      N_("stop"),
        N_("miss"),         NULL};
    return words;
}

// --- what follows from them

// What the least advanced open one says. Where one site has begun nobody stops the order as if none
// had.
static const char *state_on_floor(const struct order_tables *tables, const char *least,
                                  const char *most)
{
    const struct state *state = state_find(tables->fulfilments, least);
    const char *begun = state_first(tables->fulfilments, ST_WORKED_ON);
    int first = state_rank(tables->fulfilments, begun);
    if (state->stands_for && state_rank(tables->fulfilments, least) < first &&
        state_rank(tables->fulfilments, most) >= first)
        return state_find(tables->fulfilments, begun)->stands_for;
    return state->stands_for;
}

const char *order_state_by(const struct order_tables *tables, const char *const *fulfilments,
                           size_t n, bool wanted)
{
    const char *least = NULL, *most = NULL, *left = NULL;
    for (size_t i = 0; i < n; i++) {
        const struct state *state = state_find(tables->fulfilments, fulfilments[i]);
        g_assert(state);
        if (state_has(tables->fulfilments, state->code, ST_LEFT))
            left = state->stands_for;
        if (!state_has(tables->fulfilments, state->code, ST_OPEN))
            continue;
        int rank = state_rank(tables->fulfilments, state->code);
        if (!least || rank < state_rank(tables->fulfilments, least))
            least = state->code;
        if (!most || rank > state_rank(tables->fulfilments, most))
            most = state->code;
    }
    if (least)
        return state_on_floor(tables, least, most);
    return left && !wanted ? left : n ? state_first(tables->orders, ST_LACKS_GOODS) : NULL;
}

const char *order_state_of(const char *const *fulfilments, size_t n, bool wanted)
{
    const struct order_tables tables = {&order_states, &fulfilment_states};
    return order_state_by(&tables, fulfilments, n, wanted);
}

bool order_rests(const char *state, const struct order_sites *sites)
{
    return sites->open && !sites->like && state_has(&order_states, state, ST_WORKED_ON);
}

char *order_state_words(const char *state, const struct order_sites *sites)
{
    const char *word =
        order_rests(state, sites) ? _("begun, not in hand now") : state_label(&order_states, state);
    int64_t done = sites->all - sites->open;
    if (!sites->left || !state_has(&order_states, state, ST_OPEN))
        return g_strdup(word);
    if (!done || !sites->open)
        return g_strdup_printf(_("%s; a part was shipped"), word);
    return g_strdup_printf(_("%s; %d of %d warehouses shipped"), word, (int)done, (int)sites->all);
}
