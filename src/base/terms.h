// SPDX-License-Identifier: Apache-2.0
// Terms: the values of a sentence, kept apart from its words, which are made when it is read.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum term_type {
    TERM_INT,  // number
    TERM_TEXT, // text: a name, a code, what somebody typed
    TERM_WORD, // text: the code of a sentence or of a state, made words when it is read
    TERM_SAID, // text: a sentence in the sentence, its code and terms as term_said() puts them
};

// A named value. NAME is made of small letters, digits and _ and begins with a letter.
struct term {
    const char *name;
    enum term_type type;
    int64_t number;
    const char *text; // never owned by the term; NULL counts as ""
};

#define T_INT(key, value) ((struct term){(key), TERM_INT, (value), NULL})
#define T_TEXT(key, value) ((struct term){(key), TERM_TEXT, 0, (value)})
#define T_WORD(key, code) ((struct term){(key), TERM_WORD, 0, (code)})
#define T_SAID(key, said) ((struct term){(key), TERM_SAID, 0, (said)})

// The text of a TERM_SAID: a code and its terms as JSON ("" = none). Caller frees.
char *term_said(const char *code, const char *terms);

// {"qty":3,"item":"Cup","why":{"word":"x.y"},"said":{"said":"x.z {…}"}};
// no terms are "{}". Invalid UTF-8 becomes U+FFFD.
// Names must be sound and unlike (programming error otherwise). Caller frees.
char *terms_json(const struct term *terms, size_t n);

// Reads what terms_json() wrote, with blanks allowed; "" and NULL are no terms. *ret_terms is an
// array of struct term that owns its texts: free with g_array_unref(). False, and *ret_terms
// NULL, for anything else: it is strict and bounded (TERMS_MAX terms).
enum { TERMS_MAX = 64 };
bool terms_parse(const char *json, GArray **ret_terms);

// FORMAT with each "{name}" replaced by the value of that term and "{name|one|many}" by one of
// the two words, ONE where the number is 1 or -1; a placeholder without its term stays as it is.
// Caller frees.
char *terms_fill(const char *format, const struct term *terms, size_t n);

// The term of this name, or NULL.
const struct term *terms_find(const struct term *terms, size_t n, const char *name);
