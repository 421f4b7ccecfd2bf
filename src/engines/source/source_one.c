// SPDX-License-Identifier: Apache-2.0
// The least cost of one order: branch and bound over the sets of places that ship it.
//
// A node of the tree is a set IN of places that have a parcel and a set OUT of places that have
// none. Once the parcels of IN are paid each line is picked where a unit costs least, so IN has one
// best filling. Nothing below the node is cheaper than the parcels of IN, one parcel more, and the
// goods picked as if every place that is not OUT had a parcel already.
#include "source_desk.h"

enum { MOST_WORK = 4000000 }; // some tenths of a second

static const double hair = 1e-9; // costs nearer than this are the same

void ask_open(struct ask *ask, const struct desk *desk)
{
    size_t lines = 1, seats = (size_t)MAX(desk->seats, 1);
    for (int i = 0; i < desk->problem->n_orders; i++)
        lines = MAX(lines, (size_t)desk->problem->orders[i].n);
    *ask = (struct ask){
        .desk = desk,
        .limit = G_MAXDOUBLE,
        .wanted = 1,
        .most_work = MOST_WORK,
        .price = desk->price,
        .want = g_new(int32_t, lines),
        .have = g_new(int32_t, lines * seats),
        .unit = g_new(double, lines *seats),
        .any = g_new(uint64_t, lines),
        .dear = g_new(double, lines),
        .by_have = g_new(uint8_t, lines * seats),
        .by_fee = g_new(uint8_t, seats),
        .pick = g_new(int32_t, lines * seats),
        .behind = g_new(int32_t, lines),
    };
}

void ask_close(struct ask *ask)
{
    g_free(ask->want);
    g_free(ask->have);
    g_free(ask->unit);
    g_free(ask->any);
    g_free(ask->dear);
    g_free(ask->by_have);
    g_free(ask->by_fee);
    g_free(ask->pick);
    g_free(ask->behind);
    *ask = (struct ask){0};
}

// How much dearer it gets at least until the OPEN units of LINE are picked at the seats LEFT: with
// J more parcels no more than the J largest amounts are found, for no less than the J least fees.
static double dearer(const struct ask *ask, int line, int32_t open, uint64_t left)
{
    const uint8_t *large = ask->by_have + line * ask->desk->seats, *cheap = ask->by_fee;
    const int32_t *have = ask->have + line * ask->desk->seats;
    double gap = ask_short(ask) - ask->dear[line], paid = 0, least;
    int64_t found = 0, most = 0;
    int places = __builtin_popcountll(left &= ask->any[line]);
    for (uint64_t set = left; set; set &= set - 1)
        most += have[__builtin_ctzll(set)];
    open = (int32_t)MIN(open, most);
    least = open * gap;
    for (int i = 0; i < places && found < open; i++) {
        while (!(left >> *large & 1))
            large++;
        while (!(left >> *cheap & 1))
            cheap++;
        found += have[*large++];
        paid += ask->fee[*cheap++];
        least = MIN(least, paid + gap * (double)MAX(open - found, 0));
    }
    return least;
}

// Picks every line where it costs least among the seats of SET; LEFT are seats not decided yet.
static struct filling fill(struct ask *ask, uint64_t set, uint64_t left)
{
    struct filling f = {.line = -1};
    ask->work += (uint64_t)ask->n_lines;
    for (int line = 0; line < ask->n_lines; line++) {
        const size_t row = (size_t)line * (size_t)ask->desk->seats;
        int32_t open = ask->want[line];
        for (uint64_t from = set & ask->any[line]; open && from;) {
            int seat = ask_next_seat(ask, line, from);
            int32_t take = MIN(open, ask->have[row + (size_t)seat]);
            f.cost += take * ask->unit[row + (size_t)seat];
            f.used |= UINT64_C(1) << seat;
            open -= take;
            from &= ~(UINT64_C(1) << seat);
        }
        if (!open)
            continue;
        f.missing += open;
        f.cost += open * ask->short_price;
        double more = left ? dearer(ask, line, open, left) : 0;
        if (more > f.more) {
            f.more = more;
            f.line = line;
        }
    }
    return f;
}

static double fees(const struct ask *ask, uint64_t set)
{
    double sum = 0;
    for (; set; set &= set - 1)
        sum += ask->fee[__builtin_ctzll(set)];
    return sum;
}

static int cheapest(const struct ask *ask, uint64_t set)
{
    int best = __builtin_ctzll(set);
    for (set &= set - 1; set; set &= set - 1)
        if (ask->fee[__builtin_ctzll(set)] < ask->fee[best])
            best = __builtin_ctzll(set);
    return best;
}

// A plan has to be cheaper than this to be kept.
static inline double to_beat(const struct ask *ask)
{
    return ask->n < ask->wanted ? ask->limit : ask->best[ask->n - 1].cost;
}

static void keep(struct ask *ask, double cost, uint64_t used)
{
    int at = ask->n;
    if (cost >= to_beat(ask) - hair)
        return;
    for (int i = 0; i < ask->n; i++)
        if (ask->best[i].set == used)
            return;
    if (at == ask->wanted)
        at--;
    else
        ask->n++;
    for (; at && ask->best[at - 1].cost > cost; at--)
        ask->best[at] = ask->best[at - 1];
    ask->best[at].cost = cost;
    ask->best[at].set = used;
}

static void consider(struct ask *ask, uint64_t in, const struct filling *plain)
{
    struct filling f = ask->desk->capped ? ask_spread(ask, in) : *plain;
    if (f.missing && ask->complete && f.used)
        return;
    keep(ask, fees(ask, f.used) + f.cost, f.used);
}

static bool done(const struct ask *ask)
{
    return ask->work > ask->most_work ||
           (ask->n == ask->wanted && ask->best[ask->n - 1].cost <= ask->enough + hair);
}

// The next place to decide on: for the line that costs most to complete, the one with most units
// for its fee.
static int branch(const struct ask *ask, const struct filling *f, uint64_t left)
{
    uint64_t some = f->line >= 0 ? ask->any[f->line] & left : 0;
    if (!some)
        return cheapest(ask, left);
    const int32_t *have = ask->have + f->line * ask->desk->seats;
    int best = __builtin_ctzll(some);
    for (some &= some - 1; some; some &= some - 1) {
        int seat = __builtin_ctzll(some);
        if (ask->fee[seat] * have[best] < ask->fee[best] * have[seat])
            best = seat;
    }
    return best;
}

static void search(struct ask *ask, uint64_t in, uint64_t out, double paid, double low)
{
    struct filling f = fill(ask, in, ask->all & ~in & ~out);
    consider(ask, in, &f);
    if (__builtin_popcountll(in) >= ask->max_parcels)
        return;
    for (uint64_t left = ask->all & ~in & ~out; left && !done(ask); left = ask->all & ~in & ~out) {
        if (paid + MAX(f.more, ask->fee[cheapest(ask, left)]) + low >= to_beat(ask) - hair)
            return;
        int seat = branch(ask, &f, left);
        search(ask, in | UINT64_C(1) << seat, out, paid + ask->fee[seat], low);
        out |= UINT64_C(1) << seat;
        struct filling rest = fill(ask, ask->all & ~out, 0);
        if (rest.missing && ask->complete)
            return;
        low = rest.cost;
        if (f.missing)
            f = fill(ask, in, ask->all & ~in & ~out);
    }
}

static void sort_seats(const struct ask *ask)
{
    int n = 0;
    for (uint64_t set = ask->all; set; set &= set - 1, n++) {
        uint8_t seat = (uint8_t)__builtin_ctzll(set);
        int at = n;
        for (; at && ask->fee[ask->by_fee[at - 1]] > ask->fee[seat]; at--)
            ask->by_fee[at] = ask->by_fee[at - 1];
        ask->by_fee[at] = seat;
    }
    for (int line = 0; line < ask->n_lines; line++) {
        uint8_t *list = ask->by_have + line * ask->desk->seats;
        const int32_t *have = ask->have + line * ask->desk->seats;
        n = 0;
        ask->dear[line] = 0;
        for (uint64_t set = ask->any[line]; set; set &= set - 1, n++) {
            uint8_t seat = (uint8_t)__builtin_ctzll(set);
            int at = n;
            for (; at && have[list[at - 1]] < have[seat]; at--)
                list[at] = list[at - 1];
            list[at] = seat;
            ask->dear[line] = MAX(ask->dear[line], ask->unit[line * ask->desk->seats + seat]);
        }
    }
}

static void gather_line(struct ask *ask, const struct book *book, int line)
{
    const struct desk *desk = ask->desk;
    const struct source_problem *p = desk->problem;
    const struct source_line *l = &p->lines[p->orders[ask->order].first + line];
    const int32_t *row = book->stock + (size_t)l->sku * (size_t)desk->n_nodes;
    int32_t *have = ask->have + line * desk->seats;
    uint64_t any = 0;
    ask->want[line] = l->qty;
    for (int seat = 0; seat < desk->seats; seat++) {
        int32_t some = MIN(l->qty, row[desk_node(desk, ask->order, seat)]);
        have[seat] = some;
        any |= (uint64_t)(some > 0) << seat;
    }
    ask->any[line] = any & ask->all;
}

// What a unit costs at each seat. Units dearer than leaving them out are left out.
static void price_line(struct ask *ask, int line)
{
    const struct desk *desk = ask->desk;
    const struct source_problem *p = desk->problem;
    size_t base = (size_t)p->lines[p->orders[ask->order].first + line].sku * (size_t)desk->n_nodes;
    for (uint64_t set = ask->any[line]; set; set &= set - 1) {
        int seat = __builtin_ctzll(set), node = desk_node(desk, ask->order, seat);
        double unit = desk->handling[node] + (ask->price ? ask->price[base + (size_t)node] : 0);
        ask->unit[line * desk->seats + seat] = unit;
        if (unit > ask_short(ask))
            ask->any[line] &= ~(UINT64_C(1) << seat);
    }
}

static uint64_t open_seats(const struct ask *ask, const struct book *book)
{
    uint64_t set = ask->desk->allowed[ask->order], open = 0;
    for (; set; set &= set - 1) {
        int seat = __builtin_ctzll(set), node = desk_node(ask->desk, ask->order, seat);
        if (book->parcels[node] > 0 && book->units[node] > 0)
            open |= UINT64_C(1) << seat;
    }
    return open;
}

static void gather(struct ask *ask, const struct book *book, int order)
{
    const struct desk *desk = ask->desk;
    const struct source_order *o = &desk->problem->orders[order];
    uint64_t some = 0;
    ask->order = order;
    ask->n_lines = o->n;
    ask->max_parcels = MIN(o->max_parcels, desk->seats);
    ask->complete = o->complete;
    ask->short_price = desk->short_price[order];
    ask->fee = desk->fee + (size_t)order * (size_t)desk->seats;
    ask->units = book->units;
    ask->n = 0;
    ask->work = 0;
    ask->all = open_seats(ask, book);
    for (int line = 0; line < o->n; line++) {
        gather_line(ask, book, line);
        price_line(ask, line);
        some |= ask->any[line];
    }
    ask->all &= some;
}

// No plan costs less: nothing is shipped, or a parcel at least and every unit where it costs least.
// Where places were left out, these are dearer parcels but may pick at any price.
static double bound_of(struct ask *ask, double low)
{
    struct filling none = fill(ask, 0, ask->all);
    uint64_t seats = ask->desk->allowed[ask->order];
    double unit = ask->desk->n_nodes ? MIN(ask->desk->handling[0], ask->short_price) : 0;
    if (!seats)
        return none.cost;
    if (!ask->desk->cut[ask->order])
        return ask->all ? MIN(none.cost, low + MAX(none.more, ask->fee[cheapest(ask, ask->all)]))
                        : none.cost;
    low = ask->fee[cheapest(ask, seats)];
    for (int line = 0; line < ask->n_lines; line++)
        low += ask->want[line] * unit;
    return MIN(none.cost, low);
}

bool ask_plan(struct ask *ask, const struct book *book, int order)
{
    gather(ask, book, order);
    struct filling rest = fill(ask, ask->all, 0);
    uint64_t first = ask->try_first & ask->all;
    if (first && __builtin_popcountll(first) <= ask->max_parcels) {
        struct filling f = fill(ask, first, 0);
        consider(ask, first, &f);
    }
    if (!done(ask)) {
        sort_seats(ask);
        search(ask, 0, 0, 0, rest.cost);
    }
    ask->exact = ask->work <= ask->most_work && !ask->desk->cut[order];
    ask->bound = ask->exact && ask->n ? ask->best[0].cost : bound_of(ask, rest.cost);
    return ask->n > 0;
}

void ask_plan_of(struct ask *ask, int i, struct plan *ret_plan)
{
    const struct desk *desk = ask->desk;
    int first = desk->problem->orders[ask->order].first;
    struct filling f = ask_spread(ask, ask->best[i].set);
    ret_plan->cost = fees(ask, f.used) + f.cost;
    ret_plan->set = f.used;
    ret_plan->n = 0;
    for (int line = 0; line < ask->n_lines; line++)
        for (uint64_t set = f.used & ask->any[line]; set; set &= set - 1) {
            int seat = __builtin_ctzll(set);
            int32_t qty = ask->pick[line * desk->seats + seat];
            if (qty)
                plan_add(ret_plan,
                         (struct piece){first + line, desk_node(desk, ask->order, seat), qty});
        }
}
