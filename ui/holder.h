// SPDX-License-Identifier: Apache-2.0
// Who has the work that a screen shows, and what the screen says when it is not the one who sits
// here.
#pragma once

#include "screen.h"

struct work_row;

// After WORK was read again: says on the screen, once and with a bell, that somebody took it over
// from the one who sits here. *HELD is the screen's memory, false at first.
void holder_watch(struct view *view, const struct work_row *work, bool *held);

// In the place of what the work asks for: who has it, and how to come by it. INDENT cells in.
void holder_draw(const struct work_row *work, struct region body, int indent);

// Says in the first row that the order of the work is not to be sent; returns what is left of BODY.
struct region holder_draw_stop(const struct work_row *work, struct region body);

// The prompt then; caller frees.
char *holder_prompt(void);

// Does the station stand in another warehouse than the work? Then nothing of it is done here; its
// prompt (caller frees), and taking another work, whose number TEXT is; false = it is none.
bool holder_away(struct view *view, const struct work_row *work);
char *holder_away_prompt(struct view *view);
bool holder_instead(struct view *view, const struct work_row *work, const char *text,
                    GError **error);

// "BEN at PACK1": who has it, somebody does. Caller frees.
char *holder_who(const struct work_row *work);

// Why nothing can be done with it here: who has it, and where. For an action's why_not.
const char *holder_elsewhere(const struct work_row *work);

// Takes the work in hand: asks once where somebody else has it.
void holder_take(struct view *view, const struct work_row *work);

// Why it cannot be taken (an action's why_not).
const char *holder_why_not(bool held, const struct work_row *work);
