// SPDX-License-Identifier: Apache-2.0
// Who picks what once it is settled which places ship: each unit where it costs least. Where places
// take a limited number of units, what is too much moves on along the cheapest way to a place with
// room, which may push other lines aside: successive shortest paths (Ahuja, Magnanti and Orlin
// 1993, "Network Flows", 9.7), so the spread is the cheapest there is.
#include "source_desk.h"

enum { OUT = SOURCE_MAX_EXACT, STOPS, MOST_MOVES = 20000 }; // OUT: to leave a unit short

// A step on the way: a unit of LINE that FROM picks is picked by TO instead.
struct step {
    double cost; // of the way to here
    int from, line;
};

static void spread_plain(struct ask *ask, uint64_t set)
{
    for (int line = 0; line < ask->n_lines; line++) {
        const size_t row = (size_t)line * (size_t)ask->desk->seats;
        int32_t open = ask->want[line];
        for (uint64_t all = set; all; all &= all - 1)
            ask->pick[row + (size_t)__builtin_ctzll(all)] = 0;
        for (uint64_t from = set & ask->any[line]; open && from;) {
            int seat = ask_next_seat(ask, line, from);
            int32_t take = MIN(open, ask->have[row + (size_t)seat]);
            ask->pick[row + (size_t)seat] = take;
            open -= take;
            from &= ~(UINT64_C(1) << seat);
        }
        ask->behind[line] = open;
    }
}

static int32_t picked(const struct ask *ask, int line, int stop)
{
    return stop == OUT ? ask->behind[line] : ask->pick[line * ask->desk->seats + stop];
}

static int32_t more_at(const struct ask *ask, int line, int stop)
{
    if (stop == OUT)
        return INT32_MAX;
    if (!(ask->any[line] >> stop & 1))
        return 0;
    return ask->have[line * ask->desk->seats + stop] - ask->pick[line * ask->desk->seats + stop];
}

static double unit_at(const struct ask *ask, int line, int stop)
{
    return stop == OUT ? ask->short_price : ask->unit[line * ask->desk->seats + stop];
}

// Goes on from FROM to TO with the line for which that costs least; true if that is a better way.
static bool step_on(const struct ask *ask, struct step *steps, int from, int to)
{
    bool better = false;
    for (int line = 0; line < ask->n_lines; line++) {
        if (picked(ask, line, from) <= 0 || more_at(ask, line, to) <= 0)
            continue;
        double cost = steps[from].cost + unit_at(ask, line, to) - unit_at(ask, line, from);
        if (cost >= steps[to].cost - 1e-9)
            continue;
        steps[to] = (struct step){cost, from, line};
        better = true;
    }
    return better;
}

// The cheapest ways from SEAT to every stop (Bellman and Ford).
static void find_ways(const struct ask *ask, const int *stops, int n, int seat, struct step *steps)
{
    bool better = true;
    for (int i = 0; i < n; i++)
        steps[stops[i]] = (struct step){G_MAXDOUBLE, -1, -1};
    steps[seat] = (struct step){0, -1, -1};
    for (int pass = 0; pass < n && better; pass++) {
        better = false;
        for (int i = 0; i < n; i++)
            for (int k = 0; k < n && steps[stops[i]].cost < G_MAXDOUBLE; k++)
                if (stops[k] != stops[i] && stops[k] != seat)
                    better |= step_on(ask, steps, stops[i], stops[k]);
    }
}

// -1: there is no way to any.
static int nearest_room(const struct ask *ask, const int *stops, int n, const struct step *steps)
{
    int best = -1;
    double least = G_MAXDOUBLE;
    for (int i = 0; i < n; i++)
        if ((stops[i] == OUT || ask->room[stops[i]] > 0) && steps[stops[i]].cost < least) {
            best = stops[i];
            least = steps[best].cost;
        }
    return best;
}

// Moves as much as fits along the way that ends at TO.
static void move_along(struct ask *ask, const struct step *steps, int seat, int to)
{
    int64_t many = -ask->room[seat];
    const int seats = ask->desk->seats;
    if (to != OUT)
        many = MIN(many, ask->room[to]);
    for (int at = to; at != seat; at = steps[at].from) {
        many = MIN(many, picked(ask, steps[at].line, steps[at].from));
        many = MIN(many, more_at(ask, steps[at].line, at));
    }
    for (int at = to; at != seat; at = steps[at].from) {
        int from = steps[at].from, line = steps[at].line;
        *(at == OUT ? &ask->behind[line] : &ask->pick[line * seats + at]) += (int32_t)many;
        *(from == OUT ? &ask->behind[line] : &ask->pick[line * seats + from]) -= (int32_t)many;
    }
    ask->room[seat] += many;
    if (to != OUT)
        ask->room[to] -= many;
}

// Leaves units of SEAT short until it has room, where there is no way or it takes too long.
static void leave_short(struct ask *ask, int seat)
{
    for (int line = 0; line < ask->n_lines && ask->room[seat] < 0; line++) {
        int32_t *pick = &ask->pick[line * ask->desk->seats + seat];
        int32_t many = (int32_t)MIN(*pick, -ask->room[seat]);
        *pick -= many;
        ask->behind[line] += many;
        ask->room[seat] += many;
    }
}

static void make_room(struct ask *ask, uint64_t set)
{
    struct step steps[STOPS];
    int stops[STOPS], n = 0, moves = 0;
    for (uint64_t rest = set; rest; rest &= rest - 1) {
        int seat = __builtin_ctzll(rest);
        ask->room[seat] = ask->units[desk_node(ask->desk, ask->order, seat)];
        for (int line = 0; line < ask->n_lines; line++)
            ask->room[seat] -= ask->pick[line * ask->desk->seats + seat];
        stops[n++] = seat;
    }
    int seats = n;
    if (!ask->complete) // all or nothing: it would be nothing
        stops[n++] = OUT;
    for (int i = 0; i < seats; i++)
        while (ask->room[stops[i]] < 0) {
            find_ways(ask, stops, n, stops[i], steps);
            int to = nearest_room(ask, stops, n, steps);
            if (to >= 0 && ++moves < MOST_MOVES)
                move_along(ask, steps, stops[i], to);
            else
                leave_short(ask, stops[i]);
        }
}

struct filling ask_spread(struct ask *ask, uint64_t set)
{
    struct filling f = {.line = -1};
    spread_plain(ask, set);
    if (ask->desk->capped)
        make_room(ask, set);
    for (int line = 0; line < ask->n_lines; line++) {
        f.missing += ask->behind[line];
        f.cost += ask->behind[line] * ask->short_price;
        for (uint64_t from = set & ask->any[line]; from; from &= from - 1) {
            size_t at = (size_t)(line * ask->desk->seats + __builtin_ctzll(from));
            f.cost += ask->pick[at] * ask->unit[at];
            f.used |= (uint64_t)(ask->pick[at] > 0) << __builtin_ctzll(from);
        }
    }
    return f;
}
