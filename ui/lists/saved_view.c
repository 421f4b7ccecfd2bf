// SPDX-License-Identifier: Apache-2.0
// Asks the tables of states what a saved view shows.
#include "saved_view.h"

#include <glib.h>

bool saved_view_takes(const struct saved_view *view, const struct state_table *table,
                      const char *code)
{
    const struct state *state = state_find(table, code);
    if (!state || (view->any && !(state->flags & view->any)))
        return false;
    return (state->flags & view->has) == view->has && !(state->flags & view->lacks);
}

size_t saved_view_states(const struct saved_view *view, const struct state_table *table,
                         const char *ret_codes[STATES_MOST])
{
    const char *codes[STATES_MOST];
    size_t all = state_codes(table, view->lacking ? view->lacking : view->has, codes), n = 0;
    for (size_t i = 0; i < all; i++)
        if (view->lacking || saved_view_takes(view, table, codes[i]))
            ret_codes[n++] = codes[i];
    for (size_t i = n; i < STATES_MOST; i++)
        ret_codes[i] = NULL;
    return n;
}

int saved_view_find(const struct saved_view *views, size_t n, const char *arg)
{
    for (size_t i = 0; arg && i < n; i++)
        if (!g_ascii_strcasecmp(views[i].arg, arg))
            return (int)i;
    return -1;
}
