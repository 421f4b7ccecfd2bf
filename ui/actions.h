// SPDX-License-Identifier: Apache-2.0
// Finding actions in the tables of a screen and the common one.
#pragma once

#include "screen.h"

// The action of a key, a digit, a word on this screen (its own first, then the common ones).
const struct action *action_by_key(const struct view *view, enum ui_key key);
const struct action *action_by_digit(const struct view *view, char digit);
const struct action *action_by_word(const struct view *view, const char *word);

// The digit of an action on a screen, 0 = none: its own, or for what can be done with the screen's
// object the next one that is left.
char action_digit(const struct screen *screen, const struct action *action);

// What it is called where VIEW stands; with BRIEF where there is little room.
const char *action_label(struct view *view, const struct action *action, bool brief);

// Who may do it (enum role of op.h), 0 = everybody: those of its operation, where it is a deed.
unsigned action_roles(const struct action *action);

// May the person who looks never do it, whatever the state of things is?
bool action_never(struct view *view, const struct action *action);

// Why it cannot be done now, NULL = it can. Checks the right first.
const char *action_why_not(struct view *view, const struct action *action);

// Says that NUMBER, which ACTION has, does nothing on the screen, and where it stands. What one
// cannot see is not done: a picker who types how many would give the work back.
void action_say_listed(struct view *view, const struct action *action, int number);

// Says that a function key does nothing on the screen; false: KEY is none.
bool action_say_none(struct view *view, enum ui_key key);

// All actions of a screen: its own, those of its object, those of lists, the common ones. One with
// a key or a word that stands before it is left out. Free with g_ptr_array_unref().
GPtrArray *action_list(const struct screen *screen);

// What is wrong with a screen's tables (a key, digit or word twice, an empty text); NULL = nothing,
// else a sentence (caller frees).
char *screen_fault(const struct screen *screen);
