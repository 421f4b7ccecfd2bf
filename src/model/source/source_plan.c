// SPDX-License-Identifier: Apache-2.0
// Order by order as they arrive.
#include "source_desk.h"

bool source_online(const struct source_problem *problem, double scarcity,
                   struct source_answer *ret_answer, GError **error)
{
    g_auto(source_desk) desk = {0};
    struct book book;
    struct ask ask;
    *ret_answer = (struct source_answer){0};
    if (!desk_open(&desk, problem, error))
        return false;
    struct plan *plans = plans_new(problem->n_orders);
    book_open(&book, &desk, plans);
    ask_open(&ask, &desk);
    book_fill(&book, &ask, scarcity);
    desk_answer(&desk, plans, ret_answer);
    ask_close(&ask);
    book_close(&book);
    plans_free(plans, problem->n_orders);
    return true;
}
