// SPDX-License-Identifier: Apache-2.0
// The terminal: opening and closing it, keys of any client, bells. Nothing else knows termios.
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "screen.h"

// A key or a character as it came. For characters key is UK_NONE and `c` says which.
struct term_event {
    enum ui_key key;
    gunichar c;
    char sequence[24]; // what the terminal sent for a key, "" unknown
};

// Opens the terminal: raw input, keypad, bracketed paste, colours. TOTE_TERMINAL when standard
// input or output is none.
bool term_open(GError **error);

// Gives the terminal back as it was; harmless when it is not open.
void term_close(void);

// Throws away what was typed and scanned, and what comes until it is quiet: it was meant for this
// program and would be read as commands behind it.
void term_discard(void);

// Takes the next queued key; false = nothing waits. Never blocks longer than the 25 ms that tell
// an Esc from the beginning of a key.
bool term_read(struct term_event *ret_event);

// Did the other end hang up?
bool term_gone(void);

// The size now; true when it differs from what curses thought (then everything is repainted).
bool term_resize(void);
void term_size(int *ret_h, int *ret_w);

// Bells: 1 look, 2 finished, 3 refused; rung by term_bell_due() without waiting.
void term_bell(int times, int64_t now_us);
// Rings what is due; when the next one is (µs), -1 = none.
int64_t term_bell_due(int64_t now_us);
