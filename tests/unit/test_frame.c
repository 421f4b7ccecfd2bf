// SPDX-License-Identifier: Apache-2.0
// Framing of scans: ends, silence, order, trust, stand-ins, pastes and keys.
#include "frame.h"

#include <string.h>

enum { MS = 1000 };

// What a test feeds, one step after the other.
struct step {
    const char *bytes;
    int gap_ms;  // before the first byte
    int each_ms; // between bytes; 0 = all in one read
};

static int64_t now_us;

static void feed(struct framer *framer, const char *bytes, int gap_ms, int each_ms)
{
    now_us += gap_ms * MS;
    for (const char *at = bytes; *at; at++) {
        framer_feed(framer, (guint8)*at, now_us);
        if (at[1])
            now_us += each_ms * MS;
    }
}

static void wait_ms(struct framer *framer, int ms)
{
    now_us += ms * MS;
    framer_idle(framer, now_us);
}

// All frames as "origin:trust:end:aim:data" joined by "|".
static char *take(struct framer *framer)
{
    static const char *const origins[] = {"typed", "scan", "paste"};
    static const char *const trusts[] = {"-", "pace", "burst", "prefix", "aim"};
    static const char *const ends[] = {"char", "idle", "key", "scan", "more", "paste"};
    GString *all = g_string_new(NULL);
    for (;;) {
        g_auto(scan_frame) frame = {0};
        if (!framer_next(framer, &frame))
            return g_string_free(all, FALSE);
        g_string_append_printf(all, "%s%s:%s:%s:%s:", all->len ? "|" : "", origins[frame.origin],
                               trusts[frame.trust], ends[frame.end], frame.aim);
        for (gsize i = 0; i < frame.len; i++)
            if ((guchar)frame.data[i] < 0x20)
                g_string_append_printf(all, "<%02X>", (guchar)frame.data[i]);
            else
                g_string_append_c(all, frame.data[i]);
        g_assert_cmpuint(strlen(frame.data), <=, frame.len);
    }
}

#define CASES(...) ((const struct step[]){__VA_ARGS__, {NULL, 0, 0}})

static const struct {
    const char *name;
    const struct step *steps;
    const char *frames;
} cases[] = {
    {"burst with CR", CASES({"4006381333931\r", 0, 0}), "scan:burst:char::4006381333931"},
    {"burst with LF", CASES({"T-0042\n", 0, 0}), "scan:burst:char::T-0042"},
    {"burst with TAB", CASES({"T-0042\t", 0, 0}), "scan:burst:char::T-0042"},
    {"CRLF is one end", CASES({"T-0042\r\nT-0043\r\n", 0, 0}),
     "scan:burst:char::T-0042|scan:burst:char::T-0043"},
    {"CR in the next read", CASES({"T-0042", 0, 0}, {"\r", 2, 0}), "scan:burst:char::T-0042"},
    {"AIM identifier", CASES({"]E04006381333931\r", 0, 0}), "scan:aim:char:]E0:4006381333931"},
    {"AIM identifier, slow", CASES({"]C1AB\r", 0, 90}), "scan:aim:char:]C1:AB"},
    {"AIM identifier alone", CASES({"]C1\r", 0, 0}), ""},
    {"separators stay",
     CASES({"]d2[)>\x1e"
            "06\x1d"
            "1P7\x1c\x1e\x04\r",
            0, 0}),
     "scan:aim:char:]d2:[)><1E>06<1D>1P7<1C><1E><04>"},
    {"wedge at 5 ms", CASES({"A-03-17\r", 0, 5}), "scan:pace:char::A-03-17"},
    {"wedge at 15 ms with one hang", CASES({"4006381333931", 0, 8}, {"0001\r", 120, 8}),
     "scan:pace:char::40063813339310001"},
    {"half of it in one read", CASES({"ABCD", 500, 0}, {"EFGH\r", 110, 110}),
     "scan:burst:char::ABCDEFGH"},
    {"less than half of it in one read", CASES({"ABCD", 500, 0}, {"EFGHI\r", 110, 110}),
     "typed:-:char::ABCDEFGHI"},
    {"wedge that hangs behind its first sign", CASES({"A", 500, 0}, {"CDEFGH\r", 45, 5}),
     "scan:pace:char::ACDEFGH"},
    {"typed", CASES({"T-0042\r", 0, 110}), "typed:-:char::T-0042"},
    {"typed, short", CASES({"12\r", 0, 20}), "typed:-:char::12"},
    {"typed digits, then a scan", CASES({"12", 500, 140}, {"4006381333931\r", 700, 0}),
     "typed:-:scan::12|scan:burst:char::4006381333931"},
    {"typed digit, then a slow wedge", CASES({"3", 500, 0}, {"A-03-17\r", 400, 4}),
     "typed:-:scan::3|scan:pace:char::A-03-17"},
    {"typed text that the line delayed", CASES({"blu", 500, 140}, {"e shirt\r", 300, 0}),
     "scan:burst:char::blue shirt"},
    {"typed words", CASES({"blue shirt\r", 500, 90}), "typed:-:char::blue shirt"},
    {"Enter alone", CASES({"\r", 500, 0}, {"\r", 500, 0}), ""},
    {"F8 stands for GS", CASES({"]C110A\033[19~21B\r", 0, 0}), "scan:aim:char:]C1:10A<1D>21B"},
    {"a key sequence in typed text", CASES({"a\033[19~b\r", 0, 100}), "typed:-:char::ab"},
    {"umlauts in one read are no scan", CASES({"\xC3\xA4\xC3\xB6\xC3\xBC\r", 0, 0}),
     "typed:-:char::\xC3\xA4\xC3\xB6\xC3\xBC"},
    {"paste", CASES({"\033[200~T-1\rT-2\r\033[201~", 0, 0}), "paste:-:paste::T-1<0D>T-2<0D>"},
    {"paste after typing", CASES({"ab", 0, 100}, {"\033[200~x\033[201~c\r", 200, 0}),
     "typed:-:key::ab|paste:-:paste::x|typed:-:char::c"},
    {"empty paste", CASES({"\033[200~\033[201~", 0, 0}), ""},
    {"lone paste end", CASES({"\033[201~ab\r", 0, 100}), "typed:-:char::ab"},
};

static void check_streams(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(scan_framer) framer = framer_new(NULL);
        for (const struct step *step = cases[i].steps; step->bytes; step++)
            feed(framer, step->bytes, step->gap_ms, step->each_ms);
        g_autofree char *frames = take(framer);
        g_test_message("%s", cases[i].name);
        g_assert_cmpstr(frames, ==, cases[i].frames);
        g_assert_cmpstr(framer_pending(framer), ==, "");
    }
}

static void check_idle(void)
{
    g_autoptr(scan_framer) framer = framer_new(NULL);
    g_assert_cmpint(framer_due(framer), ==, -1);
    feed(framer, "4006381333931", 1000, 0);
    g_assert_cmpint(framer_due(framer), ==, now_us + 80 * MS);
    wait_ms(framer, 79);
    g_assert_cmpstr(framer_pending(framer), ==, "4006381333931");
    wait_ms(framer, 1);
    g_autofree char *burst = take(framer);
    g_assert_cmpstr(burst, ==, "scan:burst:idle::4006381333931");
    g_assert_true(framer_feed(framer, '\r', now_us + 20 * MS)); // its end comes late
    g_assert_true(framer_feed(framer, '\r', now_us + 320 * MS));
    g_assert_false(framer_feed(framer, '\r', now_us + 321 * MS));

    feed(framer, "120", 2000, 150); // typed text waits for its Enter
    g_assert_cmpint(framer_due(framer), ==, -1);
    wait_ms(framer, 60000);
    g_assert_cmpstr(framer_pending(framer), ==, "120");
    feed(framer, "\r", 0, 0);
    g_autofree char *typed = take(framer);
    g_assert_cmpstr(typed, ==, "typed:-:char::120");

    feed(framer,
         "]C1"
         "0",
         2000, 5); // several reads: a hang is no end yet
    wait_ms(framer, 200);
    feed(framer, "12", 0, 5);
    wait_ms(framer, 320);
    g_autofree char *spread = take(framer);
    g_assert_cmpstr(spread, ==, "scan:aim:idle:]C1:012");
}

// A scanner that sends ends is waited for longer: half a code must not count as a code.
static void check_idle_learns(void)
{
    g_autoptr(scan_framer) framer = framer_new(NULL);
    feed(framer,
         "]C1"
         "0104006381333931\r",
         1000, 0);
    feed(framer,
         "]C1"
         "01040063",
         500, 0);
    wait_ms(framer, 700);
    feed(framer, "81333931\r", 0, 0);
    g_autofree char *frames = take(framer);
    g_assert_cmpstr(frames, ==,
                    "scan:aim:char:]C1:0104006381333931|scan:aim:char:]C1:0104006381333931");
}

static void check_enter(void)
{
    g_autoptr(scan_framer) framer = framer_new(NULL);
    g_assert_false(framer_feed(framer, '\r', 1000 * MS));
    g_assert_false(framer_feed(framer, '\t', 2000 * MS));
    now_us = 3000 * MS;
    feed(framer, "T-0042\r", 0, 0);
    g_assert_true(framer_feed(framer, '\n', now_us));
    g_assert_true(framer_feed(framer, '\r', now_us + 80 * MS)); // a double end of the scanner
    g_assert_false(framer_feed(framer, '\r', now_us + 81 * MS));
    now_us += 1000 * MS;
    feed(framer, "12\r", 0, 100);
    g_assert_true(framer_feed(framer, '\n', now_us));       // CRLF
    g_assert_false(framer_feed(framer, '\r', now_us + MS)); // a second Enter
    now_us += 1000 * MS;
    feed(framer, "12\r", 0, 100);
    g_assert_false(framer_feed(framer, '\n', now_us + 81 * MS)); // too late for CRLF
}

static void check_keys(void)
{
    g_autoptr(scan_framer) framer = framer_new(NULL);
    g_assert_false(framer_key(framer, "\033[19~", 1000 * MS)); // F8 pressed by a finger
    feed(framer, "1", 1000, 0);
    g_assert_true(framer_key(framer, "\033[19~", now_us + 5 * MS)); // no finger is as quick
    g_assert_false(framer_key(framer, NULL, now_us + 6 * MS));
    g_autofree char *quick = take(framer);
    g_assert_cmpstr(quick, ==, "typed:-:key::1");
    feed(framer, "12", 2000, 100);
    g_assert_false(framer_key(framer, "\033[D", now_us + 50 * MS));
    g_autofree char *left = take(framer);
    g_assert_cmpstr(left, ==, "typed:-:key::12");
    g_assert_false(framer_key(framer, NULL, now_us + 60 * MS));

    now_us += 1000 * MS;
    feed(framer, "]C110A", 0, 0);
    g_assert_true(framer_key(framer, "\033[19~", now_us));
    feed(framer, "21B", 0, 0);
    g_assert_true(framer_key(framer, "\033[19~", now_us + 500 * MS)); // late, but in a scan
    feed(framer, "17280101\r", 500, 0);
    g_autofree char *scan = take(framer);
    g_assert_cmpstr(scan, ==, "scan:aim:char:]C1:10A<1D>21B<1D>17280101");

    g_assert_true(framer_key(framer, "\033[200~", now_us + 600 * MS));
    g_assert_true(framer_key(framer, "\033[A", now_us + 600 * MS));
    g_assert_true(framer_feed_char(framer, 0x20AC, now_us + 600 * MS));
    g_assert_true(framer_key(framer, "\033[201~", now_us + 600 * MS));
    g_autofree char *paste = take(framer);
    g_assert_cmpstr(paste, ==, "paste:-:paste::<1B>[A€");
    g_assert_true(framer_key(framer, "\033[201~", now_us + 700 * MS));
}

static void check_profile(void)
{
    static const struct scan_profile profile = {
        .name = "gate",
        .ends = "\r\x03",
        .prefix = "\x02",
        .standins = {{"{GS}", SCAN_GS}, {"|", SCAN_GS}, {"~1", 0x1E}},
        .idle_us = 0,
        .pace_us = 30000,
        .burst_chars = 4,
        .pace_chars = 6,
    };
    g_autoptr(scan_framer) framer = framer_new(&profile);
    feed(framer, "ab", 1000, 90);
    feed(framer, "\x02]C110A|21B{GS}~1C\x03", 0, 0);
    feed(framer, "a|b\r", 900, 200);
    feed(framer, "\x02\x03", 100, 0);
    feed(framer, "A\tBCD\r", 100, 0);
    g_autofree char *frames = take(framer);
    g_assert_cmpstr(frames, ==,
                    "typed:-:scan::ab|scan:prefix:char:]C1:10A<1D>21B<1D><1E>C|typed:-:char::a|b|"
                    "scan:burst:char::A<09>BCD");
    feed(framer, "]C1123456", 100, 0);
    g_assert_cmpint(framer_due(framer), ==, -1);
    g_assert_true(scan_profile_takes(&profile, 0x02));
    for (gunichar c = 0x1C; c <= 0x1F; c++) // FS, GS, RS, US
        g_assert_true(scan_profile_takes(&profile, c));
    g_assert_true(scan_profile_takes(&profile, 'a'));
    g_assert_false(scan_profile_takes(&profile, '\n'));
    g_assert_false(scan_profile_takes(&profile, 0x7F));
    g_assert_false(scan_profile_takes(&profile, 0x1B));
    g_assert_false(scan_profile_takes(scan_profile_default(), 0x1A));
}

// Without pace only reads count: keys that a test presses at machine speed are typed text.
static void check_no_pace(void)
{
    struct scan_profile profile = *scan_profile_default();
    profile.pace_us = 0;
    g_autoptr(scan_framer) framer = framer_new(&profile);
    for (const char *key = "blue shirt\r"; *key; key++)
        framer_feed(framer, (guint8)*key, now_us++);
    feed(framer, "12", 0, 1);
    feed(framer, "4006381333931\r", 1, 0);
    g_autofree char *frames = take(framer);
    g_assert_cmpstr(frames, ==,
                    "typed:-:char::blue shirt|typed:-:scan::12|scan:burst:char::4006381333931");
}

static void check_length(void)
{
    g_autoptr(scan_framer) framer = framer_new(NULL);
    for (int i = 0; i < FRAME_MAX + 10; i++)
        framer_feed(framer, 'A', 1000 * MS);
    framer_feed(framer, '\r', 1000 * MS);
    g_auto(scan_frame) frame = {0};
    g_assert_true(framer_next(framer, &frame));
    g_assert_cmpuint(frame.len, ==, FRAME_MAX);
    g_assert_cmpuint(frame.lost, ==, 10);
    g_autofree char *problem = frame_problem(&frame);
    g_assert_cmpstr(problem, ==, "The code is longer than 4096 characters; its end is missing");

    framer_key(framer, "\033[200~", 2000 * MS);
    for (int i = 0; i < 3 * FRAME_MAX; i++)
        framer_feed_char(framer, 0xE4, 2000 * MS);
    framer_key(framer, "\033[201~", 2000 * MS);
    gsize bytes = 0;
    enum frame_end end = FRAME_END_CHAR;
    for (;;) {
        g_auto(scan_frame) piece = {0};
        if (!framer_next(framer, &piece))
            break;
        g_assert_true(g_utf8_validate(piece.data, (gssize)piece.len, NULL));
        g_assert_null(frame_problem(&piece)); // it goes on in the next piece
        bytes += piece.len;
        end = piece.end;
    }
    g_assert_cmpuint(bytes, ==, 6 * FRAME_MAX);
    g_assert_cmpint(end, ==, FRAME_END_PASTE);
}

// The mark of a paste behind a text that is too long was never a part of that text: what is lost is
// what the text lost, however much of the mark still had room.
static void check_paste_behind_long(void)
{
    static const struct {
        int before;
        gsize len, lost;
    } rows[] = {{FRAME_MAX - 6, FRAME_MAX - 6, 0}, {FRAME_MAX - 3, FRAME_MAX - 3, 0},
                {FRAME_MAX, FRAME_MAX, 0},         {FRAME_MAX + 1, FRAME_MAX, 1},
                {FRAME_MAX + 4, FRAME_MAX, 4},     {FRAME_MAX + 10, FRAME_MAX, 10}};
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(scan_framer) framer = framer_new(NULL);
        g_auto(scan_frame) text = {0}, paste = {0};
        for (int n = 0; n < rows[i].before; n++)
            framer_feed(framer, 'a', 1000 * MS);
        for (const char *at = "\033[200~x\033[201~"; *at; at++)
            framer_feed(framer, (guint8)*at, 1000 * MS);
        g_assert_true(framer_next(framer, &text));
        g_assert_cmpuint(text.len, ==, rows[i].len);
        g_assert_cmpuint(text.lost, ==, rows[i].lost);
        g_autofree char *problem = frame_problem(&text);
        g_assert_cmpint(problem != NULL, ==, rows[i].lost > 0);
        g_assert_true(framer_next(framer, &paste));
        g_assert_cmpstr(paste.data, ==, "x");
        g_assert_cmpuint(paste.lost, ==, 0);
    }
}

static void check_stalled_paste(void)
{
    g_autoptr(scan_framer) framer = framer_new(NULL);
    now_us = 1000 * MS;
    feed(framer, "\033[200~abc", 0, 0);
    for (int i = 0; i < 19; i++)
        wait_ms(framer, 100);
    g_assert_cmpstr(framer_pending(framer), ==, "abc");
    wait_ms(framer, 100);
    g_autofree char *frames = take(framer);
    g_assert_cmpstr(frames, ==, "paste:-:idle::abc");
}

static void check_journal(void)
{
    g_autoptr(scan_framer) framer = framer_new(NULL);
    now_us = 1000 * MS;
    feed(framer, "]E0123456\r", 0, 3);
    g_auto(scan_frame) frame = {0};
    g_assert_true(framer_next(framer, &frame));
    g_assert_cmpmem(frame.raw, frame.raw_len, "]E0123456", 9);
    for (int i = 0; i < 9; i++)
        g_assert_cmpint(frame.times_us[i], ==, (1000 + 3 * i) * MS);
    g_assert_false(framer_next(framer, &frame));
    g_assert_cmpstr(frame.data, ==, "123456");
}

// Clocks that go back or are absurd change nothing but the guess.
static void check_odd_clock(void)
{
    g_autoptr(scan_framer) framer = framer_new(NULL);
    static const int64_t times[] = {INT64_MAX, INT64_MIN, 0, -1, INT64_MAX, 7};
    for (gsize i = 0; i < G_N_ELEMENTS(times); i++) {
        framer_feed(framer, 'A', times[i]);
        framer_idle(framer, times[i]);
        framer_due(framer);
    }
    framer_feed(framer, '\r', INT64_MIN);
    g_autofree char *frames = take(framer);
    g_assert_cmpstr(frames, ==, "scan:burst:char::AAAAAA");
}

// No byte of any stream is lost or comes twice: the raw bytes of all frames and the ends make
// the stream again (without paste marks, which the random bytes do not contain).
static void check_nothing_lost(void)
{
    static const char signs[] = "AB12-C%\x1d\033[\t\r\n \xC3\xA4";
    for (int round = 0; round < 3000; round++) {
        g_autoptr(scan_framer) framer = framer_new(NULL);
        g_autoptr(GString) sent = g_string_new(NULL), got = g_string_new(NULL);
        int64_t time = 0;
        for (int i = g_test_rand_int_range(0, 60); i > 0; i--) {
            char c = signs[g_test_rand_int_range(0, sizeof signs - 1)];
            time += g_test_rand_bit() ? 0 : g_test_rand_int_range(0, 200) * MS;
            framer_feed(framer, (guint8)c, time);
            framer_idle(framer, time);
            if (!strchr("\r\n\t", c))
                g_string_append_c(sent, c);
        }
        framer_key(framer, NULL, time);
        for (;;) {
            g_auto(scan_frame) frame = {0};
            if (!framer_next(framer, &frame))
                break;
            g_string_append_len(got, frame.raw, (gssize)frame.raw_len);
        }
        g_assert_cmpstr(got->str, ==, sent->str);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/frame/streams", check_streams);
    g_test_add_func("/frame/idle", check_idle);
    g_test_add_func("/frame/idle-learns", check_idle_learns);
    g_test_add_func("/frame/enter", check_enter);
    g_test_add_func("/frame/keys", check_keys);
    g_test_add_func("/frame/profile", check_profile);
    g_test_add_func("/frame/no-pace", check_no_pace);
    g_test_add_func("/frame/length", check_length);
    g_test_add_func("/frame/paste-behind-long", check_paste_behind_long);
    g_test_add_func("/frame/stalled-paste", check_stalled_paste);
    g_test_add_func("/frame/journal", check_journal);
    g_test_add_func("/frame/odd-clock", check_odd_clock);
    g_test_add_func("/frame/nothing-lost", check_nothing_lost);
    return g_test_run();
}
