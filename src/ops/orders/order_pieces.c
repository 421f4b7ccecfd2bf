// SPDX-License-Identifier: Apache-2.0
// The pieces of an order by its lines: how far they are, and which are missing.
#include "order_pieces.h"

#include <string.h>

int64_t line_missing(const char *order_state, const struct line_row *line)
{
    bool counts = line->demand || !strcmp(line->kind, "kit");
    return counts ? pieces_missing(order_state, line->open) : 0;
}

void order_progress(const char *order_state, const struct list *lines,
                    struct progress *ret_progress)
{
    *ret_progress = (struct progress){0};
    for (unsigned i = 0; i < list_len(lines); i++) {
        const struct line_row *line = list_at(lines, struct line_row, i);
        if (!line->demand)
            continue;
        ret_progress->wanted += line->qty - line->cancelled;
        ret_progress->missing += line_missing(order_state, line);
        ret_progress->done[STEP_ROUTED] += line->allocated;
        ret_progress->done[STEP_PICKED] += line->picked;
        ret_progress->done[STEP_PACKED] += line->packed;
        ret_progress->done[STEP_SHIPPED] += line->shipped;
    }
}
