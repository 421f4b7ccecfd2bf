// SPDX-License-Identifier: Apache-2.0
// The judgement of framing: are these timed bytes a scan, from where on, and by what sign?
// Private to src/scan; screens use frame.h.
#pragma once

#include "frame.h"

// Bytes that wait; `times_us` holds one time per byte.
struct pending {
    const struct scan_profile *profile;
    const char *raw;
    const int64_t *times_us;
    gsize len; // at least 1 for judge()
};

struct verdict {
    enum frame_trust trust; // TRUST_NONE: all of it was typed
    gsize from;             // what stands before was typed
    gsize data;             // where the code starts, after prefix and AIM identifier
    char aim[4];
};

// Judges PENDING; ENDED says that a character ended it. The signs in order of trust: AIM
// identifier or prefix; most of it came in bursts; its mean gap is a machine's and it ended.
struct verdict judge(const struct pending *pending, bool ended);

// LEN bytes of RAW as text: in a scan stand-ins become what they mean, in typed text those that
// are keys are left out. Free with g_free(); NUL is added.
char *judge_text(const struct scan_profile *profile, const char *raw, gsize len, bool scanned,
                 gsize *ret_len);

// Is SEQUENCE exactly one of the stand-ins?
bool judge_is_standin(const struct scan_profile *profile, const char *sequence);
