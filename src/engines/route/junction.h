// SPDX-License-Identifier: Apache-2.0
// The states that the junctions of one column can be in while a walk is put together column by
// column, and what each move makes of them; found when first met, kept for good.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "walk.h"

// Row `rows` of a state is the thread: the way home that a walk which ends elsewhere does not
// walk. With it every walk is a round walk.
enum { JUNCTION_ROWS = WALK_MAX_ROWS + 1 };

// part: 0 = not met yet; equal numbers are joined. flow: two-way floors: 1 = an odd number of
// paths ends here; one-way floors: paths that go out less paths that come in.
struct junction_state {
    uint8_t part[JUNCTION_ROWS];
    int8_t flow[JUNCTION_ROWS];
};

// What a piece of an aisle can be used for. MOVE_PASS + 0 is once through; on one-way floors
// MOVE_PASS + 2 (n - 1) is n times up, one more is n times down.
enum junction_move { MOVE_LOW, MOVE_HIGH, MOVE_ENDS, MOVE_TWICE, MOVE_PASS };

enum { JUNCTION_EMPTY, JUNCTION_ENDED }; // states known by number: nothing yet; all is done
enum { JUNCTION_NONE = -2 };             // a move that a state does not allow

struct junction_cross { // one way on to the next column
    int32_t state;
    int32_t edges; // walks along cross aisles
};

struct junction_mark { // a state's place in the list that is being made
    uint32_t stamp;
    int32_t spot;
};

struct junctions {
    int rows, moves, slots;
    int most_flow; // 0 = two-way floor
    int door_row[2];
    bool full; // there were too many states
    int32_t n_states, room, max_states;
    struct junction_state *states;
    bool *done;                  // per state: a finished walk
    int32_t *next;               // per state and slot; -1 = not known yet
    int32_t *cross_at, *cross_n; // per state: range of `cross`; -1 = not known yet
    struct junction_cross *cross;
    int32_t n_cross, cross_room;
    struct junction_mark *marks;
    int32_t *buckets; // hash to state + 1
    uint32_t n_buckets;
};

// MOST_FLOW as in the struct; DOOR_ROW: the rows of start and end.
void junctions_init(struct junctions *all, int rows, int most_flow, const int door_row[2]);
void junctions_clear(struct junctions *all);

// How many times up (below 0: down) a MOVE_PASS walks.
int junction_passes(const struct junctions *all, int move);

int32_t junction_find_next(struct junctions *all, int32_t state, int slot);
void junction_find_cross(struct junctions *all, int32_t state);

// Slots: moves of piece 0, of piece 1, …; then the start's door, the end's door.
static inline int junction_slot(const struct junctions *all, int piece, int move)
{
    return piece * all->moves + move;
}

static inline int junction_door_slot(const struct junctions *all, int door)
{
    return all->slots - 2 + door;
}

// The state after the move of SLOT, or JUNCTION_NONE.
static inline int32_t junction_next(struct junctions *all, int32_t state, int slot)
{
    int32_t next = all->next[(int64_t)state * all->slots + slot];
    return next == -1 ? junction_find_next(all, state, slot) : next;
}
