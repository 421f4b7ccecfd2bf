// SPDX-License-Identifier: Apache-2.0
// What operations say, as codes: the sentence is made when somebody reads it.
#pragma once

#include <stddef.h>

#include "terms.h"

// The rows of says.def: SAY_PICK_MATCH, …
enum say_id {
#define SAY(id, code, text) SAY_##id,
#include "says.def"
#undef SAY
    N_SAYS,
};

struct say {
    const char *code; // "pick.match": what the database keeps
    const char *text; // N_("+{qty} {item}")
};

// The row of an id; its code alone.
const struct say *say_row(enum say_id id);
const char *say_code(enum say_id id);

// The row of a code, or NULL.
const struct say *say_find(const char *code);

// The words of a code without terms ("print.again"), of a state ("order:packed") or of the hint of
// an error ("hint:print.away"), translated; what is none of them stays as it is.
const char *say_word(const char *code);

// The sentence, translated and filled. A TERM_WORD is what say_word() knows, a TERM_SAID another
// sentence with its terms. An unknown code is shown as it is, with its terms behind it, so that
// nothing of an audit is lost. Caller frees.
char *say_text(const char *code, const struct term *terms, size_t n);

// The same from what the database keeps: JSON of terms_json(). Caller frees.
char *say_stored(const char *code, const char *json);
