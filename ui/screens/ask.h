// SPDX-License-Identifier: Apache-2.0
// A question over a screen.
#pragma once

#include "screen.h"

// Gets the answer with the screen that asked. As screen.enter: true = taken.
typedef bool (*ask_answer)(struct view *view, const char *text, GError **error);

// Asks QUESTION; CONSEQUENCE (may be NULL) says what the answer will do. Both are copied.
bool ask(struct view *view, const char *question, const char *consequence, ask_answer answer,
         GError **error);

// The same, and a scan (of a box, a badge, a scale that types) is an answer too.
bool ask_or_scan(struct view *view, const char *question, const char *consequence,
                 ask_answer answer, GError **error);

// Is ANSWER a yes, in English or in the language of the screen?
bool said_yes(const char *answer);
