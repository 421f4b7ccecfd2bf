// SPDX-License-Identifier: Apache-2.0
// States are found by hashing once; afterwards a move is one look into a table.
#include "junction.h"

#include <glib.h>
#include <string.h>

enum { FIRST_ROOM = 64, TABLE_MAX = 48 * 1024 * 1024 };

// --- the set of states

static uint32_t hash_of(const struct junction_state *state)
{
    const uint8_t *bytes = (const uint8_t *)state;
    uint64_t hash = 0xCBF29CE484222325u; // FNV-1a
    for (size_t i = 0; i < sizeof *state; i++)
        hash = (hash ^ bytes[i]) * 0x100000001B3u;
    return (uint32_t)(hash ^ hash >> 32);
}

static void rehash(struct junctions *all)
{
    all->n_buckets = 4 * (uint32_t)all->room;
    g_free(all->buckets);
    all->buckets = g_new0(int32_t, all->n_buckets);
    for (int32_t s = 0; s < all->n_states; s++) {
        uint32_t at = hash_of(&all->states[s]) % all->n_buckets;
        while (all->buckets[at])
            at = (at + 1) % all->n_buckets;
        all->buckets[at] = s + 1;
    }
}

static void grow(struct junctions *all)
{
    size_t room = all->room ? 2 * (size_t)all->room : FIRST_ROOM;
    size_t old = (size_t)all->room;
    all->room = (int32_t)room;
    all->states = g_renew(struct junction_state, all->states, room);
    all->done = g_renew(bool, all->done, room);
    all->next = g_renew(int32_t, all->next, room * (size_t)all->slots);
    all->cross_at = g_renew(int32_t, all->cross_at, room);
    all->cross_n = g_renew(int32_t, all->cross_n, room);
    all->marks = g_renew(struct junction_mark, all->marks, room);
    memset(all->next + old * (size_t)all->slots, 0xFF,
           (room - old) * (size_t)all->slots * sizeof *all->next);
    memset(all->cross_at + old, 0xFF, (room - old) * sizeof *all->cross_at);
    memset(all->marks + old, 0, (room - old) * sizeof *all->marks);
    rehash(all);
}

// Is it one connected walk that needs nothing more?
static bool is_done(const struct junctions *all, const struct junction_state *state)
{
    uint8_t most = 0;
    for (int r = 0; r <= all->rows; r++) {
        if (state->flow[r])
            return false;
        most = MAX(most, state->part[r]);
    }
    return most == 1;
}

static int32_t add(struct junctions *all, const struct junction_state *state)
{
    if (all->n_states == all->room)
        grow(all);
    uint32_t at = hash_of(state) % all->n_buckets;
    for (; all->buckets[at]; at = (at + 1) % all->n_buckets)
        if (!memcmp(&all->states[all->buckets[at] - 1], state, sizeof *state))
            return all->buckets[at] - 1;
    if (all->n_states == all->max_states) {
        all->full = true;
        return JUNCTION_NONE;
    }
    all->states[all->n_states] = *state;
    all->done[all->n_states] = is_done(all, state);
    all->buckets[at] = ++all->n_states;
    return all->n_states - 1;
}

// Numbers the parts 1, 2, … by first appearance, so that equal situations are equal bytes.
static void number_parts(struct junction_state *state, int rows)
{
    uint8_t names[2 * JUNCTION_ROWS] = {0}, n = 0;
    for (int r = 0; r <= rows; r++) {
        uint8_t part = state->part[r];
        if (part && !names[part])
            names[part] = ++n;
        state->part[r] = names[part];
    }
}

// --- moves

// PATHS more leave row R; only whether they are odd matters where every way is two-way.
static bool add_flow(const struct junctions *all, struct junction_state *state, int r, int paths)
{
    int flow = state->flow[r] + paths;
    if (!all->most_flow)
        flow &= 1;
    if (flow > all->most_flow + !all->most_flow || flow < -all->most_flow)
        return false;
    state->flow[r] = (int8_t)flow;
    return true;
}

static void meet(struct junction_state *state, int r, uint8_t fresh)
{
    if (!state->part[r])
        state->part[r] = fresh;
}

static void join(struct junction_state *state, int rows, int a, int b)
{
    uint8_t from = state->part[b], to = state->part[a];
    for (int r = 0; r <= rows; r++)
        if (state->part[r] == from)
            state->part[r] = to;
}

int junction_passes(const struct junctions *all, int move)
{
    int rank = move - MOVE_PASS;
    if (!all->most_flow)
        return 1;
    return rank & 1 ? -(rank / 2 + 1) : rank / 2 + 1;
}

static bool piece_move(const struct junctions *all, struct junction_state *state, int piece,
                       int move)
{
    int low = piece, high = piece + 1;
    if (move != MOVE_HIGH)
        meet(state, low, JUNCTION_ROWS);
    if (move != MOVE_LOW)
        meet(state, high, JUNCTION_ROWS + 1);
    if (move >= MOVE_TWICE)
        join(state, all->rows, low, high);
    if (move < MOVE_PASS)
        return true;
    int up = junction_passes(all, move);
    return add_flow(all, state, low, up) && add_flow(all, state, high, -up);
}

// The walk goes home from its end to its start along the thread. The second of the two doors
// takes the thread off again.
static bool door_move(const struct junctions *all, struct junction_state *state, int door)
{
    int row = all->door_row[door], thread = all->rows, out = door ? 1 : -1;
    bool second = state->part[thread] != 0;
    meet(state, row, JUNCTION_ROWS);
    meet(state, thread, JUNCTION_ROWS + 1);
    join(state, all->rows, row, thread);
    if (!add_flow(all, state, row, out) || !add_flow(all, state, thread, -out))
        return false;
    if (second)
        state->part[thread] = 0;
    return true;
}

int32_t junction_find_next(struct junctions *all, int32_t from, int slot)
{
    struct junction_state state = all->states[from];
    int door = slot - junction_door_slot(all, 0), piece = slot / all->moves;
    bool able = from != JUNCTION_ENDED;
    if (able)
        able = door >= 0 ? door_move(all, &state, door)
                         : piece_move(all, &state, piece, slot % all->moves);
    number_parts(&state, all->rows);
    int32_t next = able ? add(all, &state) : JUNCTION_NONE;
    all->next[(int64_t)from * all->slots + slot] = next;
    return next;
}

// --- to the next column

static void push_cross(struct junctions *all, int32_t state, int32_t edges)
{
    if (state == JUNCTION_NONE)
        return;
    if (all->n_cross == all->cross_room) {
        all->cross_room = MAX(FIRST_ROOM, 2 * all->cross_room);
        all->cross = g_renew(struct junction_cross, all->cross, all->cross_room);
    }
    all->cross[all->n_cross++] = (struct junction_cross){state, edges};
}

// Rows that may go on or stop here: met, and nothing left to balance.
static uint32_t free_rows(const struct junctions *all, const struct junction_state *state)
{
    uint32_t rows = 0;
    for (int r = 0; r < all->rows; r++)
        if (state->part[r] && !state->flow[r])
            rows |= 1u << r;
    return rows;
}

// STATE goes on, but not along the rows of STOPPING. Answers the walks along cross aisles, or -1
// if a part of the walk would stay behind.
static int32_t go_on(const struct junctions *all, struct junction_state *state, uint32_t stopping)
{
    uint32_t before = 0, after = 0;
    int32_t edges = 0;
    for (int r = 0; r <= all->rows; r++) {
        before |= 1u << state->part[r];
        if (stopping & 1u << r)
            state->part[r] = 0;
        else if (state->part[r] && r < all->rows)
            edges += state->flow[r] ? ABS(state->flow[r]) : 2;
        after |= 1u << state->part[r];
    }
    number_parts(state, all->rows);
    return (before | 1) == (after | 1) ? edges : -1;
}

void junction_find_cross(struct junctions *all, int32_t from)
{
    struct junction_state origin = all->states[from];
    uint32_t rows = free_rows(all, &origin);
    int32_t at = all->n_cross;
    if (all->done[from] || from == JUNCTION_ENDED)
        push_cross(all, JUNCTION_ENDED, 0);
    for (uint32_t stopping = rows; from != JUNCTION_ENDED; stopping = (stopping - 1) & rows) {
        struct junction_state state = origin;
        int32_t edges = go_on(all, &state, stopping);
        if (edges >= 0)
            push_cross(all, add(all, &state), edges);
        if (!stopping)
            break;
    }
    all->cross_at[from] = at;
    all->cross_n[from] = all->n_cross - at;
}

// --- beginning and end

void junctions_init(struct junctions *all, int rows, int most_flow, const int door_row[2])
{
    *all = (struct junctions){.rows = rows, .most_flow = most_flow};
    all->moves = MOVE_PASS + (most_flow ? 2 * most_flow : 1);
    all->slots = (rows - 1) * all->moves + 2;
    all->max_states = TABLE_MAX / all->slots;
    memcpy(all->door_row, door_row, sizeof all->door_row);
    struct junction_state state = {0};
    add(all, &state); // JUNCTION_EMPTY
    state.flow[0] = INT8_MAX;
    add(all, &state); // JUNCTION_ENDED
}

void junctions_clear(struct junctions *all)
{
    g_free(all->states);
    g_free(all->done);
    g_free(all->next);
    g_free(all->cross_at);
    g_free(all->cross_n);
    g_free(all->cross);
    g_free(all->marks);
    g_free(all->buckets);
}
