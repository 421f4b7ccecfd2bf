// SPDX-License-Identifier: Apache-2.0
// Waits that double.
#include "backoff.h"

#include <glib.h>

int64_t backoff_ms(struct backoff rule, int64_t tries)
{
    g_assert(rule.first_ms > 0 && rule.most_ms >= rule.first_ms);
    int64_t wait = rule.first_ms;
    for (int64_t i = 1; i < tries && wait < rule.most_ms; i++)
        wait = wait > rule.most_ms / 2 ? rule.most_ms : wait * 2;
    return wait;
}
