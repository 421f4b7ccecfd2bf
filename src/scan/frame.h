// SPDX-License-Identifier: Apache-2.0
// Framing: cuts the stream of characters of a terminal or a serial line into scans, typed text
// and pastes. A pure state machine over bytes and times; it reads nothing and draws nothing.
//
// How a screen feeds it. One turn of the event loop reads every key that is queued, takes the
// clock ONCE and uses that time for all of them: equal times mean "came in one read", which is
// the best sign of a scanner. For each key:
//
//   a character c   scan_profile_takes(profile, c) ? framer_feed_char(framer, c, now)
//                                                  : framer_key(framer, NULL or "\033", now)
//   a function key  framer_key(framer, sequence of the key, now); ncurses: keybound(code, 0)
//
// After each call drain framer_next() (only then is the order of scans and keys kept), then,
// where the call returned false, act on the key: it belongs to nobody else. Frames:
//
//   SCANNED   a code: hand it to classify; what stands in the entry line goes
//   TYPED     insert it at the cursor of the entry line; `end` CR or LF is Enter, TAB is Tab,
//             any other end submits nothing
//   PASTED    insert it; a paste never submits and is never a scan
//
// What waits in the framer is shown behind the cursor (framer_pending()), so that typing echoes
// at once. Before it blocks, the loop asks framer_due() for its time limit and calls
// framer_idle() when it wakes. The terminal is in raw mode without CR/NL translation, has
// bracketed paste switched on, and knows ESC[200~ and ESC[201~ as keys (define_key), whose
// sequences go to framer_key() like any other. A serial line needs framer_feed() only, with the
// time of each read(): stand-ins and paste marks are recognised in the bytes as well.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum {
    FRAME_MAX = 4096,      // bytes of one frame; what comes beyond is counted, not kept
    SCAN_STANDINS_MAX = 8, // stand-ins of one profile
    SCAN_GS = 0x1D,        // GS1 group separator (FNC1 as transmitted)
};

// What a scanner sends in place of a control character: F8 for GS, say. `sends` may be the
// sequence of a function key or printable text; NULL ends the list.
struct scan_standin {
    const char *sends;
    char means;
};

// How the scanners of a station behave. Strings are borrowed and outlive the framer.
struct scan_profile {
    const char *name;
    const char *ends;   // characters that end a frame
    const char *prefix; // what the scanner sends first, such as "\x02"; NULL = nothing
    struct scan_standin standins[SCAN_STANDINS_MAX];
    int64_t idle_us; // silence that ends a scan without an end; 0 = never
    int64_t pace_us; // mean gap below which characters are a scanner's; 0 = judge no pace
    int burst_chars; // least length of a scan that came in one read
    int pace_chars;  // least length of a scan known by its pace only
};

// The profile of a scanner that nobody set up: ends CR, LF, TAB; F8 stands for GS; 80 ms of
// silence; 30 ms pace; 4 characters in a burst, 6 by pace (measured: with 30 ms as the mean no
// scan was misjudged on a busy machine, with 30 ms as the largest gap 15 % were).
const struct scan_profile *scan_profile_default(void);

// Is C text for framer_feed_char() (printable, an end, FS GS RS US EOT, part of the prefix or of
// a stand-in) rather than an editing key (Backspace, Ctrl-Z, Esc)?
bool scan_profile_takes(const struct scan_profile *profile, gunichar c);

enum frame_origin { FRAME_TYPED, FRAME_SCANNED, FRAME_PASTED };

// Why a frame is taken as a scan, from the weakest sign to the strongest.
enum frame_trust { TRUST_NONE, TRUST_PACE, TRUST_BURST, TRUST_PREFIX, TRUST_AIM };

enum frame_end {
    FRAME_END_CHAR, // a character of profile->ends: `end_char`
    FRAME_END_IDLE, // silence
    FRAME_END_KEY,  // an editing or function key: text stays in the entry, not submitted
    FRAME_END_SCAN, // typed text that a scan ran into: never submitted
    FRAME_END_MORE, // paste: the next frame goes on
    FRAME_END_PASTE,
};

struct frame {
    char *data; // without prefix, AIM identifier and end; stand-ins replaced; NUL added
    gsize len;  // at least 1; data may hold NUL bytes
    enum frame_origin origin;
    enum frame_trust trust;
    enum frame_end end;
    char end_char; // FRAME_END_CHAR: which one
    char aim[4];   // AIM symbology identifier (ISO/IEC 15424) such as "]C1", or ""
    char *raw;     // all bytes as they came, for the journal
    gsize raw_len;
    int64_t *times_us; // when each raw byte came
    gsize lost;        // bytes beyond FRAME_MAX
};

// Frees what FRAME holds and zeroes it; a zeroed frame is allowed.
void frame_clear(struct frame *frame);
typedef struct frame scan_frame;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(scan_frame, frame_clear)

// What is wrong with FRAME as a sentence for the operator, or NULL. Free with g_free().
char *frame_problem(const struct frame *frame);

struct framer;

// A framer for PROFILE, which outlives it (NULL = the default). Free with framer_free().
struct framer *framer_new(const struct scan_profile *profile);

// Frees FRAMER (NULL is allowed) and the frames that nobody took. Returns NULL.
struct framer *framer_free(struct framer *framer);
typedef struct framer scan_framer;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(scan_framer, framer_free)

// Takes one byte that came at TIME_US (microseconds of any clock, 0 or more; a time before the
// last one counts as the last one). False = not taken: an end with nothing before
// it, which is a pressed Enter or Tab. The second half of CRLF and ends that repeat right after
// a scan are taken and dropped.
bool framer_feed(struct framer *framer, guint8 byte, int64_t time_us);

// The same for a character, as UTF-8.
bool framer_feed_char(struct framer *framer, gunichar c, int64_t time_us);

// A key that is no character came. SEQUENCE is what the terminal sent for it, NULL if unknown.
// True = part of the input: a stand-in inside a scan, a paste mark or anything inside a paste.
// False = act on it; what waited was handed out as TYPED with FRAME_END_KEY before.
bool framer_key(struct framer *framer, const char *sequence, int64_t time_us);

// Nothing came until TIME_US: ends a scan whose scanner sends no end, and a paste that was
// never closed (after 2 s). Typed text waits as long as it likes.
void framer_idle(struct framer *framer, int64_t time_us);

// When framer_idle() will have something to do (microseconds, same clock), -1 = never.
int64_t framer_due(const struct framer *framer);

// Moves the oldest frame to *ret_frame (free with frame_clear()); false and untouched if none.
bool framer_next(struct framer *framer, struct frame *ret_frame);

// The bytes that wait for their end, NUL-terminated, for echo; owned by FRAMER, valid until the
// next call. They are raw: show them through text_clean().
const char *framer_pending(const struct framer *framer);
