// SPDX-License-Identifier: Apache-2.0
// The rule of what leaves with a carrier.
#include "handover.h"

#include "lives.h"

enum handover handover_judge(const struct label_seen *label)
{
    if (label->called_back)
        return HANDOVER_MISSING;
    if (label->proof_at || state_has(&job_states, label->job_state, ST_CAME_OUT))
        return HANDOVER_GOES;
    return *label->job_state && !*label->printer ? HANDOVER_UNPRINTED : HANDOVER_MISSING;
}
