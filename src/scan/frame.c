// SPDX-License-Identifier: Apache-2.0
// Framing: raw bytes and their times wait until an end, a silence or a key; then one judgement
// says what they were. Nothing is decided earlier, so nothing has to be taken back.
#include "frame.h"

#include <string.h>

#include "i18n.h"
#include "judge.h"

static const char PASTE_BEGIN[] = "\033[200~";
static const char PASTE_END[] = "\033[201~";

enum {
    MARK = sizeof PASTE_BEGIN - 1,
    PASTE_STALL_US = 2000000,
    LATE_ENDS = 4,   // idle times in which an end may still belong to the scan before
    SPREAD_IDLE = 4, // idle times of silence that end a scan that came in several reads
    KNOWN_IDLE = 12, // the same where this scanner has sent an end before
    IDLE_DEFAULT_US = 80000,
};

// Times stay below this, so that sums of them cannot overflow.
#define TIME_MAX_US (INT64_C(1) << 60)

struct framer {
    const struct scan_profile *profile;
    GString *raw;
    GArray *times; // int64_t, one per byte of raw
    gsize lost;
    char tail[MARK + 1]; // the last bytes that came, to find paste marks
    bool pasting;
    bool sends_ends;  // a scan of this station was ended by a character
    bool after_scan;  // the last frame was a scan,
    char after_char;  // ended by this character, NUL = by silence,
    int64_t after_us; // then
    int64_t now_us;   // the latest time given
    int64_t last_us;  // when the last byte came
    GPtrArray *queue; // struct frame *
};

static const struct scan_profile default_profile = {
    .name = "default",
    .ends = "\r\n\t",
    .standins = {{"\033[19~", SCAN_GS}},
    .idle_us = IDLE_DEFAULT_US,
    .pace_us = 30000,
    .burst_chars = 4,
    .pace_chars = 6,
};

const struct scan_profile *scan_profile_default(void)
{
    return &default_profile;
}

static bool is_end(const struct scan_profile *profile, guint8 byte)
{
    return byte && strchr(profile->ends, byte);
}

bool scan_profile_takes(const struct scan_profile *profile, gunichar c)
{
    if (c >= 0x20 && c != 0x7F)
        return true;
    if (is_end(profile, (guint8)c) || (c >= 0x1C && c <= 0x1F) || c == 0x04)
        return true;
    if (c == 0 || c == 0x1B)
        return false;
    if (profile->prefix && strchr(profile->prefix, (int)c))
        return true;
    for (int i = 0; i < SCAN_STANDINS_MAX && profile->standins[i].sends; i++)
        if (strchr(profile->standins[i].sends, (int)c))
            return true;
    return false;
}

void frame_clear(struct frame *frame)
{
    g_free(frame->data);
    g_free(frame->raw);
    g_free(frame->times_us);
    *frame = (struct frame){0};
}

char *frame_problem(const struct frame *frame)
{
    if (!frame->lost)
        return NULL;
    return g_strdup_printf(_("The code is longer than %d characters; its end is missing"),
                           FRAME_MAX);
}

static void frame_free(gpointer frame)
{
    frame_clear(frame);
    g_free(frame);
}

struct framer *framer_new(const struct scan_profile *profile)
{
    struct framer *framer = g_new0(struct framer, 1);
    framer->profile = profile ? profile : &default_profile;
    framer->raw = g_string_new(NULL);
    framer->times = g_array_new(FALSE, FALSE, sizeof(int64_t));
    framer->queue = g_ptr_array_new_with_free_func(frame_free);
    return framer;
}

struct framer *framer_free(struct framer *framer)
{
    if (framer) {
        g_string_free(framer->raw, TRUE);
        g_array_unref(framer->times);
        g_ptr_array_unref(framer->queue);
        g_free(framer);
    }
    return NULL;
}

static struct pending pending_of(const struct framer *framer)
{
    return (struct pending){framer->profile, framer->raw->str,
                            (const int64_t *)(const void *)framer->times->data, framer->raw->len};
}

static void advance(struct framer *framer, int64_t time_us)
{
    framer->now_us = CLAMP(time_us, framer->now_us, TIME_MAX_US);
}

static void forget(struct framer *framer)
{
    g_string_truncate(framer->raw, 0);
    g_array_set_size(framer->times, 0);
    framer->lost = 0;
    memset(framer->tail, 0, sizeof framer->tail);
}

static void keep(struct framer *framer, guint8 byte)
{
    memmove(framer->tail, framer->tail + 1, MARK - 1);
    framer->tail[MARK - 1] = (char)byte;
    framer->last_us = framer->now_us;
    if (framer->raw->len >= FRAME_MAX) {
        framer->lost++;
        return;
    }
    g_string_append_c(framer->raw, (char)byte);
    g_array_append_val(framer->times, framer->now_us);
}

// Takes a paste mark that just came whole out of what waits.
static void unkeep_mark(struct framer *framer)
{
    gsize kept = framer->lost < MARK ? MARK - framer->lost : 0;
    framer->lost -= MARK - kept;
    g_string_truncate(framer->raw, framer->raw->len - kept);
    g_array_set_size(framer->times, (guint)framer->raw->len);
    memset(framer->tail, 0, sizeof framer->tail);
}

static struct frame *new_frame(const struct framer *framer, gsize from, gsize to)
{
    struct frame *frame = g_new0(struct frame, 1);
    frame->raw_len = to - from;
    frame->raw = g_malloc(frame->raw_len + 1);
    memcpy(frame->raw, framer->raw->str + from, frame->raw_len);
    frame->raw[frame->raw_len] = '\0';
    frame->times_us = g_new(int64_t, frame->raw_len + 1);
    for (gsize i = from; i < to; i++)
        frame->times_us[i - from] = g_array_index(framer->times, int64_t, i);
    return frame;
}

static void enqueue(struct framer *framer, struct frame *frame)
{
    if (frame->len)
        g_ptr_array_add(framer->queue, frame);
    else
        frame_free(frame);
}

// The bytes up to TO as text that stays in the entry line.
static void emit_text(struct framer *framer, gsize to, enum frame_origin origin, enum frame_end end,
                      char end_char)
{
    struct frame *frame = new_frame(framer, 0, to);
    frame->origin = origin;
    frame->end = end;
    frame->end_char = end_char;
    frame->lost = to == framer->raw->len ? framer->lost : 0;
    if (origin == FRAME_PASTED)
        frame->data = g_memdup2(frame->raw, frame->raw_len + 1);
    else
        frame->data = judge_text(framer->profile, frame->raw, frame->raw_len, false, &frame->len);
    if (origin == FRAME_PASTED)
        frame->len = frame->raw_len;
    enqueue(framer, frame);
}

static void emit_scan(struct framer *framer, const struct verdict *verdict, enum frame_end end,
                      char end_char)
{
    struct frame *frame = new_frame(framer, verdict->from, framer->raw->len);
    frame->origin = FRAME_SCANNED;
    frame->trust = verdict->trust;
    frame->end = end;
    frame->end_char = end_char;
    frame->lost = framer->lost;
    gsize skip = verdict->data - verdict->from;
    memcpy(frame->aim, verdict->aim, sizeof frame->aim);
    frame->data =
        judge_text(framer->profile, frame->raw + skip, frame->raw_len - skip, true, &frame->len);
    enqueue(framer, frame);
}

// What waits is complete: judge it, hand it out, remember how it ended.
static void finish(struct framer *framer, enum frame_end end, char end_char)
{
    struct pending pending = pending_of(framer);
    struct verdict verdict = judge(&pending, end == FRAME_END_CHAR);
    framer->after_scan = verdict.trust != TRUST_NONE;
    framer->after_char = end_char;
    framer->after_us = framer->now_us;
    if (framer->after_scan) {
        framer->sends_ends = end == FRAME_END_CHAR;
        if (verdict.from)
            emit_text(framer, verdict.from, FRAME_TYPED, FRAME_END_SCAN, '\0');
        emit_scan(framer, &verdict, end, end_char);
    } else {
        emit_text(framer, framer->raw->len, FRAME_TYPED, end, end_char);
    }
    forget(framer);
}

// What waits stays text: a key came, or a paste.
static void release(struct framer *framer, enum frame_end end)
{
    if (framer->raw->len)
        emit_text(framer, framer->raw->len, FRAME_TYPED, end, '\0');
    framer->after_scan = false;
    framer->after_char = '\0';
    forget(framer);
}

static int64_t idle_of(const struct framer *framer)
{
    return framer->profile->idle_us > 0 ? framer->profile->idle_us : IDLE_DEFAULT_US;
}

// Does an end with nothing before it belong to the frame before?
static bool belongs_to_last(const struct framer *framer, guint8 byte)
{
    int64_t since = framer->now_us - framer->after_us;
    if (framer->after_char == '\r' && byte == '\n' && since <= idle_of(framer))
        return true;
    if (!framer->after_scan)
        return false;
    return since <= idle_of(framer) * (framer->after_char ? 1 : LATE_ENDS);
}

static void end_paste(struct framer *framer, enum frame_end end)
{
    framer->pasting = end == FRAME_END_MORE;
    if (framer->raw->len)
        emit_text(framer, framer->raw->len, FRAME_PASTED, end, '\0');
    forget(framer);
}

// A long paste is handed out in pieces, cut between characters and never inside the end mark.
static void make_room(struct framer *framer, guint8 byte)
{
    bool inside = (byte & 0xC0) == 0x80 || memchr(framer->tail, '\033', MARK);
    if (framer->raw->len >= FRAME_MAX || (framer->raw->len >= FRAME_MAX - 64 && !inside))
        end_paste(framer, FRAME_END_MORE);
}

static void feed_paste(struct framer *framer, guint8 byte)
{
    make_room(framer, byte);
    keep(framer, byte);
    if (memcmp(framer->tail, PASTE_END, MARK) == 0) {
        unkeep_mark(framer);
        end_paste(framer, FRAME_END_PASTE);
    }
}

static void begin_paste(struct framer *framer)
{
    release(framer, FRAME_END_KEY);
    framer->pasting = true;
    framer->last_us = framer->now_us;
}

bool framer_feed(struct framer *framer, guint8 byte, int64_t time_us)
{
    advance(framer, time_us);
    if (framer->pasting) {
        feed_paste(framer, byte);
        return true;
    }
    if (is_end(framer->profile, byte)) {
        if (framer->raw->len == 0)
            return belongs_to_last(framer, byte);
        finish(framer, FRAME_END_CHAR, (char)byte);
        return true;
    }
    keep(framer, byte);
    bool begins = memcmp(framer->tail, PASTE_BEGIN, MARK) == 0;
    if (begins || memcmp(framer->tail, PASTE_END, MARK) == 0)
        unkeep_mark(framer);
    if (begins)
        begin_paste(framer);
    return true;
}

bool framer_feed_char(struct framer *framer, gunichar c, int64_t time_us)
{
    char utf8[6];
    int len = g_unichar_to_utf8(c, utf8);
    bool taken = true;
    for (int i = 0; i < len; i++)
        taken = framer_feed(framer, (guint8)utf8[i], time_us);
    return taken;
}

// Is the key with this SEQUENCE a stand-in that comes from the scanner and not from a finger?
// Inside a scan, that is: right after a character, or after what already looks like a scan.
static bool stands_in(const struct framer *framer, const char *sequence)
{
    if (framer->raw->len == 0 || !judge_is_standin(framer->profile, sequence))
        return false;
    struct pending pending = pending_of(framer);
    int64_t gap = framer->now_us - pending.times_us[pending.len - 1];
    return gap < framer->profile->pace_us || judge(&pending, false).trust != TRUST_NONE;
}

bool framer_key(struct framer *framer, const char *sequence, int64_t time_us)
{
    advance(framer, time_us);
    const char *bytes = sequence ? sequence : "";
    if (framer->pasting) {
        for (; *bytes; bytes++)
            framer_feed(framer, (guint8)*bytes, time_us);
        return true;
    }
    if (strcmp(bytes, PASTE_BEGIN) == 0) {
        begin_paste(framer);
        return true;
    }
    if (stands_in(framer, bytes)) {
        for (; *bytes; bytes++)
            keep(framer, (guint8)*bytes);
        return true;
    }
    release(framer, FRAME_END_KEY);
    return strcmp(bytes, PASTE_END) == 0;
}

int64_t framer_due(const struct framer *framer)
{
    if (framer->pasting)
        return framer->last_us + PASTE_STALL_US;
    if (framer->raw->len == 0 || framer->profile->idle_us <= 0)
        return -1;
    struct pending pending = pending_of(framer);
    struct verdict verdict = judge(&pending, false);
    if (verdict.trust == TRUST_NONE)
        return -1;
    int64_t last = pending.times_us[pending.len - 1];
    bool one_read = pending.times_us[verdict.from] == last;
    int times = framer->sends_ends ? KNOWN_IDLE : one_read ? 1 : SPREAD_IDLE;
    return last + framer->profile->idle_us * times;
}

void framer_idle(struct framer *framer, int64_t time_us)
{
    int64_t due = framer_due(framer);
    advance(framer, time_us);
    if (due < 0 || framer->now_us < due)
        return;
    if (framer->pasting)
        end_paste(framer, FRAME_END_IDLE);
    else
        finish(framer, FRAME_END_IDLE, '\0');
}

bool framer_next(struct framer *framer, struct frame *ret_frame)
{
    if (framer->queue->len == 0)
        return false;
    struct frame *frame = g_ptr_array_steal_index(framer->queue, 0);
    *ret_frame = *frame;
    g_free(frame);
    return true;
}

const char *framer_pending(const struct framer *framer)
{
    return framer->raw->str;
}
