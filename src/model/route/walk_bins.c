// SPDX-License-Identifier: Apache-2.0
#include "walk_bins.h"
#include "walk_private.h"
#include "errors.h"
bool walk_choose(struct walk *walk, const struct walk_bin *bins, size_t n_bins,
                 const struct walk_want *wants, size_t n_wants, const struct effort *effort,
                 struct walk_choice *ret_choice, GError **error)
{
    return tote_fail(error, TOTE_ENGINE_LIMIT, NULL, "not yet");
}
void walk_choice_clear(struct walk_choice *choice)
{
    g_clear_pointer(&choice->take, g_free);
}
