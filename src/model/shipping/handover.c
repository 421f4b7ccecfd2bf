// SPDX-License-Identifier: Apache-2.0
// The rule of what leaves with a carrier.
#include "handover.h"

#include "lives.h"

enum handover handover_judge(const struct label_seen *label)
{
    // Which of two labels is on its box says a scan only.
    if (label->called_back || (label->voided && !label->proof_at))
        return HANDOVER_MISSING;
    if (label->fetched || label->proof_at || state_has(&job_states, label->job_state, ST_CAME_OUT))
        return HANDOVER_GOES;
    return *label->job_state && !*label->printer ? HANDOVER_UNPRINTED : HANDOVER_MISSING;
}
