// SPDX-License-Identifier: Apache-2.0
// The pieces of an order by its lines: how far they are, and which are missing; its state in words.
#include "order_pieces.h"

#include <string.h>

#include "i18n.h"

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

static struct order_sites queue_sites(const struct queue_row *order)
{
    return (struct order_sites){order->sites, order->sites_open, order->sites_left,
                                order->sites_like};
}

char *queue_state_words(const struct queue_row *order)
{
    const struct order_sites sites = queue_sites(order);
    return order_state_words(order->status, &sites);
}

const char *queue_state_brief(const struct queue_row *order)
{
    const struct order_sites sites = queue_sites(order);
    return order_rests(order->status, &sites) ? _("begun")
                                              : state_brief(&order_states, order->status);
}

// How many fulfilments are in STATE.
static int64_t sites_like(const struct list *fulfilments, const char *state)
{
    int64_t n = 0;
    for (unsigned i = 0; i < list_len(fulfilments); i++)
        n += !strcmp(list_at(fulfilments, struct fulfilment_row, i)->status, state);
    return n;
}

// How many warehouses have a fulfilment in a state with FLAG, or with OTHER.
static int64_t sites_with(const struct list *fulfilments, unsigned flag, unsigned other)
{
    g_autoptr(GHashTable) sites = g_hash_table_new(g_int64_hash, g_int64_equal);
    for (unsigned i = 0; i < list_len(fulfilments); i++) {
        const struct fulfilment_row *row = list_at(fulfilments, struct fulfilment_row, i);
        if (state_has(&fulfilment_states, row->status, flag) ||
            state_has(&fulfilment_states, row->status, other))
            g_hash_table_add(sites, (void *)&row->site_id);
    }
    return g_hash_table_size(sites);
}

char *order_words(const char *order_state, const struct list *fulfilments)
{
    const struct order_sites sites = {
        sites_with(fulfilments, ST_OPEN, ST_LEFT), sites_with(fulfilments, ST_OPEN, ST_OPEN),
        sites_with(fulfilments, ST_LEFT, ST_LEFT), sites_like(fulfilments, order_state)};
    return order_state_words(order_state, &sites);
}

int64_t fulfilment_has(const struct fulfilment_row *row)
{
    return state_has(&fulfilment_states, row->status, ST_LEFT) ? row->boxed
                                                               : row->pieces - row->missing;
}
