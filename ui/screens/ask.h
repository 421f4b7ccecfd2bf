// SPDX-License-Identifier: Apache-2.0
// A question over a screen.
#pragma once

#include "screen.h"

// Gets the answer with the screen that asked. ABOUT is what was asked about: what the screen has in
// focus now may be something else. True = taken. False: it cannot be taken, and that is said or in
// *error; then VIEW still stands, and the question stays with what was typed.
typedef bool (*ask_answer)(struct view *view, const char *about, const char *text, GError **error);

// All texts are copied; CONSEQUENCE (what the answer will do) and ABOUT may be NULL. A scan (of a
// box, a place, a scale that types) is an answer as what is typed is.
struct asking {
    const char *question, *consequence, *about;
    ask_answer answer;
};
bool ask(struct view *view, const struct asking *asking, GError **error);

// Is ANSWER a yes or a no, in English or in the language of the screen?
bool said_yes(const char *answer);
bool said_no(const char *answer);
// Says that TEXT is no answer to what was asked, and how to get out.
void ask_not_understood(struct view *view, const char *text);
