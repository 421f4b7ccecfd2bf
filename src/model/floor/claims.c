// SPDX-License-Identifier: Apache-2.0
// Who may go on with work that is begun.
#include "claims.h"

#include <glib.h>
#include <string.h>

#include "clock.h"
#include "i18n.h"

char *claim_ask(int64_t me)
{
    g_assert(me > 0);
    return g_strdup_printf("take %" G_GINT64_FORMAT, me);
}

enum claim_answer claim_judge(const struct claim_seen *seen, int64_t me, int64_t now)
{
    g_autofree char *mine = claim_ask(me);
    g_assert(seen->operator_id >= 0 && now > 0);
    if (seen->done)
        return CLAIM_OVER;
    if (seen->operator_id == me)
        return CLAIM_MINE;
    if (!seen->operator_id || seen->lease_until <= now)
        return CLAIM_FREE;
    return g_strcmp0(seen->ask, mine) ? CLAIM_ASK : CLAIM_TAKE;
}

const char *claim_text(enum claim_answer answer)
{
    static const char *const texts[] = {[CLAIM_MINE] = "mine",
                                        [CLAIM_FREE] = "free",
                                        [CLAIM_ASK] = "ask",
                                        [CLAIM_TAKE] = "take",
                                        [CLAIM_OVER] = "over"};
    g_assert((size_t)answer < G_N_ELEMENTS(texts));
    return texts[answer];
}

bool claim_reaches(int64_t here, int64_t site)
{
    g_assert(here >= 0 && site > 0);
    return !here || here == site;
}

bool lease_wants_renewal(int64_t lease_until, int64_t lease, int64_t now)
{
    g_assert(lease >= 0);
    return lease_until - now < lease / 2;
}

int64_t claim_minutes(int64_t since, int64_t now)
{
    return MAX(0, (now - since) / MINUTE_MS);
}
