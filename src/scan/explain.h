// SPDX-License-Identifier: Apache-2.0
// What a code is, byte by byte, and everything that is wrong with it.
#pragma once

#include "explanation.h"

// An empty explanation, to be used for many codes one after the other.
struct explanation *explanation_new(void);
struct explanation *explanation_free(struct explanation *explanation); // NULL is allowed
typedef struct explanation explanation_handle;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(explanation_handle, explanation_free)

// Explains LEN bytes of DATA, which outlive the explanation. Nothing is trimmed: a blank at the
// end is part of the code. THIS_YEAR decides the century of dates; SHORT_GTIN allows GTIN of 8,
// 12 and 13 digits in the path of a Digital Link. Never fails: what is wrong is in
// explanation->message.faults, empty exactly when the code is valid. At most
// EXPLAIN_BYTES_MAX bytes are read.
void explain_code(struct explanation *explanation, const char *data, gsize len, int this_year,
                  bool short_gtin);

enum { EXPLAIN_BYTES_MAX = 65536 };
