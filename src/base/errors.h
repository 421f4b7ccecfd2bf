// SPDX-License-Identifier: Apache-2.0
// Errors with two readers: a stable code and a sentence for people, a detail for the log.
#pragma once

#include <glib.h>
#include <stdbool.h>

// The codes of errors.def: TOTE_USAGE, TOTE_ARGUMENT, …
enum tote_code {
#define ERROR_CODE(name, code, exit, hint) TOTE_##name,
#include "errors.def"
#undef ERROR_CODE
    TOTE_N_CODES,
};

// Exit statuses of the command line (contract): who has to act.
enum tote_exit { TOTE_EXIT_OK, TOTE_EXIT_REFUSED, TOTE_EXIT_CALL, TOTE_EXIT_SURROUNDINGS };

#define TOTE_ERROR (tote_error_quark())
GQuark tote_error_quark(void);

// What an error says besides its sentence. NULL members keep the default; strings are copied.
struct tote_fault {
    const char *field;  // argument, column or form field it is about
    const char *hint;   // what to do now; default: the hint of the code
    const char *detail; // for the log: SQL state, errno text
    int position;       // byte or row it is about, counted from 1; 0 = none
    const char *cause;  // why, as the database keeps it (cause.h): a static code of causes.def
    const char *terms;  // and its terms as JSON
};

// Sets *error (may be NULL) to CODE with a sentence made from FORMAT and always returns false,
// so that a function can end with `return tote_fail(error, …)`. FIELD may be NULL.
bool tote_fail(GError **error, enum tote_code code, const char *field, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

// As tote_fail(), with every part of the fault given.
bool tote_fail_full(GError **error, enum tote_code code, const struct tote_fault *fault,
                    const char *format, ...) G_GNUC_PRINTF(4, 5);

// Is *error of tote's domain with this code? NULL is no error.
bool tote_error_is(const GError *error, enum tote_code code);

// Parts of an error; errors of other domains answer as TOTE_BUG. Owned by the error.
const char *tote_error_code(const GError *error); // "stock.short"
const char *tote_error_hint(const GError *error); // never NULL, translated
// Without that of its code: NULL if none.
const char *tote_error_own_hint(const GError *error);
const char *tote_error_field(const GError *error);  // NULL if none
const char *tote_error_detail(const GError *error); // NULL if none
int tote_error_position(const GError *error);       // 0 if none
const char *tote_error_cause(const GError *error);  // NULL if none
const char *tote_error_terms(const GError *error);  // "" if none
enum tote_exit tote_error_exit(const GError *error);

// The tables behind it, for the manual and for tests.
const char *tote_code_text(enum tote_code code);
const char *tote_code_hint(enum tote_code code);
enum tote_exit tote_code_exit(enum tote_code code);

// The hint of a code as a word of a sentence (terms.h): "hint:print.away". NULL: no such word.
#define TOTE_HINT_WORD "hint:"
const char *tote_hint_word(const char *word);
