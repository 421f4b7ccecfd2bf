// SPDX-License-Identifier: Apache-2.0
// Why something outside is as it is, as the database keeps it: a code and terms, no sentence.
#pragma once

#include "errors.h"
#include "terms.h"

// The rows of causes.def: CAUSE_PRINTER_EMPTY, …
enum cause_id {
#define CAUSE(id, code, text) CAUSE_##id,
#include "causes.def"
#undef CAUSE
    N_CAUSES,
};

struct cause {
    const char *code; // "printer.empty"
    const char *text; // N_()
};
const struct cause *cause_row(enum cause_id id);

// A code with its terms as JSON ("" = none). No code ("") says nothing.
typedef struct told {
    const char *code; // static
    char *terms;
} cause_told;
struct told told_new(enum cause_id cause, const struct term *terms, size_t n);
struct told told_nothing(void);
void told_clear(struct told *why);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(cause_told, told_clear)

// Fails for a cause: the sentence of the error is that of the cause, and the error keeps code and
// terms as well. FAULT may be NULL. Returns false.
bool tote_fail_for(GError **error, enum tote_code code, const struct tote_fault *fault,
                   enum cause_id cause, const struct term *terms, size_t n);
#define FAIL_FOR(error, code, fault, cause, ...)                                                   \
    tote_fail_for(error, code, fault, CAUSE_##cause, (const struct term[]){__VA_ARGS__},           \
                  sizeof((const struct term[]){__VA_ARGS__}) / sizeof(struct term))

// The same for a field whose text FORMAT quotes: it may be a person's name, which the sentence of
// the error says and the cause, whose only term is "field", does not.
bool tote_fail_field(GError **error, enum tote_code code, const char *field, enum cause_id cause,
                     const char *format, ...) G_GNUC_PRINTF(5, 6);

// Why it failed: the cause of the error, else its code, the hint of the code, and its field.
struct told told_error(const GError *error);
