// SPDX-License-Identifier: Apache-2.0
// What came of a scan or a call, in one word.
#pragma once

#include <stdbool.h>

enum verdict {
    VERDICT_DONE,      // an operation that is no scan was carried out
    VERDICT_MATCH,     // the right thing, booked
    VERDICT_CONFIRM,   // a question; the same scan again says yes
    VERDICT_WRONG,     // a known thing, but not the one needed
    VERDICT_AMBIGUOUS, // could be several; says what to scan instead
    VERDICT_UNKNOWN,   // nobody knows this code
    VERDICT_REFUSED,   // known, but not allowed now
    VERDICT_STALE,     // the screen was behind
    VERDICT_TAKEN,     // somebody else holds the work
    N_VERDICTS,
};

const char *verdict_text(enum verdict verdict); // "match": in JSON and in the audit

// The verdict of a word that the audit keeps; VERDICT_DONE for any other.
enum verdict verdict_find(const char *text);

// The words of the verdicts that are good, each between commas: ",done,match,". Caller frees.
char *verdicts_good(void);

// Is it an answer after which the work went on (done, match, confirm)?
bool verdict_good(enum verdict verdict);
