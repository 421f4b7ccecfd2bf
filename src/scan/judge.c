// SPDX-License-Identifier: Apache-2.0
// The judgement of framing. A wrong guess costs no character: it only decides whether text goes
// to the entry line or is acted upon.
#include "judge.h"

#include <string.h>

enum {
    AIM_LENGTH = 3,
    BOUNDARIES_MAX = 32, // pauses looked at, from the end backwards
};

static bool begins_with(const char *raw, gsize len, const char *text)
{
    gsize want = strlen(text);
    return want > 0 && want <= len && memcmp(raw, text, want) == 0;
}

static const struct scan_standin *standin_at(const struct scan_profile *profile, const char *raw,
                                             gsize len)
{
    const struct scan_standin *found = NULL;
    for (int i = 0; i < SCAN_STANDINS_MAX && profile->standins[i].sends; i++) {
        const struct scan_standin *standin = &profile->standins[i];
        bool longer = !found || strlen(standin->sends) > strlen(found->sends);
        if (longer && begins_with(raw, len, standin->sends))
            found = standin;
    }
    return found;
}

bool judge_is_standin(const struct scan_profile *profile, const char *sequence)
{
    const struct scan_standin *standin = standin_at(profile, sequence, strlen(sequence));
    return standin && strcmp(standin->sends, sequence) == 0;
}

char *judge_text(const struct scan_profile *profile, const char *raw, gsize len, bool scanned,
                 gsize *ret_len)
{
    GString *out = g_string_sized_new(len);
    for (gsize i = 0; i < len;) {
        const struct scan_standin *standin = standin_at(profile, raw + i, len - i);
        gsize bytes = standin ? strlen(standin->sends) : 1;
        if (standin && scanned)
            g_string_append_c(out, standin->means);
        else if (!standin || standin->sends[0] != '\033')
            g_string_append_len(out, raw + i, (gssize)bytes);
        i += bytes;
    }
    *ret_len = out->len;
    return g_string_free(out, FALSE);
}

static bool is_aim(const char *raw, gsize len)
{
    return len >= AIM_LENGTH && raw[0] == ']' && g_ascii_isalpha(raw[1]) && g_ascii_isalnum(raw[2]);
}

static bool is_ascii(const struct pending *pending, gsize from)
{
    for (gsize i = from; i < pending->len; i++)
        if ((guchar)pending->raw[i] >= 0x80)
            return false;
    return true;
}

// No blank, no small letter: what codes look like and running text does not.
static bool looks_like_code(const struct pending *pending, gsize from)
{
    for (gsize i = from; i < pending->len; i++)
        if (pending->raw[i] == ' ' || g_ascii_islower(pending->raw[i]))
            return false;
    return true;
}

// Did at least half of the bytes come in reads of at least `burst_chars`?
static bool came_in_bursts(const struct pending *pending, gsize from)
{
    gsize in_bursts = 0;
    for (gsize start = from, i = from + 1; i <= pending->len; i++) {
        if (i < pending->len && pending->times_us[i] == pending->times_us[start])
            continue;
        if (i - start >= (gsize)MAX(pending->profile->burst_chars, 1))
            in_bursts += i - start;
        start = i;
    }
    return in_bursts * 2 >= pending->len - from;
}

// Is the mean gap of the bytes FROM..TO that of a machine? One byte has no gap: no.
static bool is_fast(const struct pending *pending, gsize from, gsize to)
{
    if (to - from < 2)
        return false;
    int64_t span = pending->times_us[to - 1] - pending->times_us[from];
    return span / (int64_t)(to - from - 1) < pending->profile->pace_us;
}

static enum frame_trust trust_from(const struct pending *pending, gsize from, bool ended)
{
    const struct scan_profile *profile = pending->profile;
    const char *raw = pending->raw + from;
    gsize len = pending->len - from;
    if (profile->prefix && begins_with(raw, len, profile->prefix))
        return TRUST_PREFIX;
    if (is_aim(raw, len))
        return TRUST_AIM;
    if (!is_ascii(pending, from))
        return TRUST_NONE;
    gsize burst = (gsize)MAX(ended ? profile->burst_chars : profile->pace_chars, 1);
    if (len >= burst && came_in_bursts(pending, from) && (ended || looks_like_code(pending, from)))
        return TRUST_BURST;
    bool paced =
        ended && len >= (gsize)MAX(profile->pace_chars, 2) && is_fast(pending, from, pending->len);
    return paced ? TRUST_PACE : TRUST_NONE;
}

// May a scan start at FROM, after text that somebody typed and left standing? A weak sign needs
// a tail that looks like a code and a head that was typed slowly.
static bool may_start(const struct pending *pending, gsize from, enum frame_trust trust)
{
    if (trust == TRUST_NONE || from == 0)
        return trust != TRUST_NONE;
    if (trust >= TRUST_PREFIX)
        return true;
    return !is_fast(pending, 0, from) && looks_like_code(pending, from);
}

static struct verdict verdict_at(const struct pending *pending, gsize from, enum frame_trust trust)
{
    struct verdict verdict = {trust, from, from, ""};
    const char *prefix = pending->profile->prefix;
    if (trust == TRUST_PREFIX)
        verdict.data += strlen(prefix);
    if (is_aim(pending->raw + verdict.data, pending->len - verdict.data)) {
        memcpy(verdict.aim, pending->raw + verdict.data, AIM_LENGTH);
        verdict.data += AIM_LENGTH;
    }
    return verdict;
}

// A prefix that starts with a control character starts a scan wherever it stands.
static gsize find_prefix(const struct pending *pending)
{
    const char *prefix = pending->profile->prefix;
    if (!prefix || !g_ascii_iscntrl(*prefix))
        return pending->len;
    for (gsize i = 0; i < pending->len; i++)
        if (begins_with(pending->raw + i, pending->len - i, prefix))
            return i;
    return pending->len;
}

struct verdict judge(const struct pending *pending, bool ended)
{
    gsize prefix = find_prefix(pending);
    if (prefix < pending->len)
        return verdict_at(pending, prefix, TRUST_PREFIX);
    gsize from = pending->len - 1;
    for (int boundaries = 0; from > 0 && boundaries < BOUNDARIES_MAX; from--) {
        int64_t gap = pending->times_us[from] - pending->times_us[from - 1];
        if (gap <= 0 || gap < pending->profile->pace_us * 2)
            continue;
        enum frame_trust trust = trust_from(pending, from, ended);
        if (may_start(pending, from, trust))
            return verdict_at(pending, from, trust);
        boundaries++;
    }
    return verdict_at(pending, 0, trust_from(pending, 0, ended));
}
