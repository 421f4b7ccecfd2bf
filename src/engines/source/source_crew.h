// SPDX-License-Identifier: Apache-2.0
// Inside the source engine: a crew improves the plans of all orders by ruin and recreate.
#pragma once

#include "dice.h"
#include "source_desk.h"

enum { MOST_OUT = 20 }; // orders that a round takes out

// What does not change while a crew works.
struct hall {
    const struct desk *desk;
    double *alone;       // [order] its least cost if it came first
    uint64_t *alone_set; // [order] the seats of that plan
    int *sku_first;      // [sku], [sku + 1]: the orders that want it, in sku_orders
    int *sku_orders;
};

// UNTOUCHED is a book from which nothing was taken yet.
void hall_open(struct hall *hall, const struct desk *desk, struct book *untouched);
void hall_close(struct hall *hall);

// A set of orders.
struct marks {
    int *list, n;
    bool *is; // [order]
};

void marks_open(struct marks *marks, int n_orders);
void marks_close(struct marks *marks);
void marks_add(struct marks *marks, int order);
void marks_clear(struct marks *marks);

// Plans of a round that was kept, one entry an order.
struct journal {
    struct entry {
        int order;
        bool last; // of its round
        struct plan plan;
    } * entries;
    int n, room;
};

struct crew {
    const struct hall *hall;
    struct book book;
    struct ask ask;
    struct dice dice;
    int *unhappy;    // orders that pay more than alone: only from them something can be gained
    int *unhappy_at; // [order] -> its place there, -1 = none
    int n_unhappy;
    struct marks changed; // orders whose plans have changed since the last meeting
    struct journal journal;
    double heat; // how much dearer a round may make it
    int out[MOST_OUT];
    struct plan before[MOST_OUT];
    int n_out;
};

// Until the first crew_gather() HALL need not be open.
void crew_open(struct crew *crew, const struct hall *hall, const struct desk *desk,
               struct plan *plans, uint64_t seed);
void crew_close(struct crew *crew);
// Begins with the plans that are there.
void crew_gather(struct crew *crew);
// The order has another plan, and its goods are taken.
void crew_note(struct crew *crew, int order);
// A round; answers how much dearer it is after it. Nothing happens where no order pays more than it
// would alone.
double crew_round(struct crew *crew);
