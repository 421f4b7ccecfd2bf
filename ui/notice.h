// SPDX-License-Identifier: Apache-2.0
// The notice row: what came of the last thing, and the lock after a refusal.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "layout.h"
#include "screen.h"

struct notice {
    enum notice_level level;
    char *text;    // what the row says
    char *hint;    // what to do now, said where there is room for it; NULL = nothing
    char *head;    // "WRONG ITEM": the word over a refusal that fills a small screen
    char *code;    // what was scanned, for the echo
    char *flushed; // codes that waited behind a refusal and were not booked, NULL = none
    int64_t at;    // UTC ms
    bool locked;   // until the right scan, Enter or F3
};

void notice_clear(struct notice *notice);
// Sets level and text (copied) and rings the bell that belongs to the level.
void notice_set(struct notice *notice, enum notice_level level, const char *text, int64_t now_us);
void notice_hint(struct notice *notice, const char *hint); // "" = none
void notice_lock(struct notice *notice, const char *head, const char *code);
void notice_flushed(struct notice *notice, const char *code);

// On a small screen a sentence that is too long for its row gets a second one, above a DIALOG at
// any size: nothing of that is hidden.
void notice_make_room(const struct notice *notice, struct layout *layout, bool dialog);

// The row; a locked refusal on a small screen fills the body too (and the title row).
void notice_draw(const struct notice *notice, const struct layout *layout);
// Does the notice hide the body?
bool notice_fills(const struct notice *notice, const struct layout *layout);
