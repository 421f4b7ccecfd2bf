// SPDX-License-Identifier: Apache-2.0
// What a code is, byte by byte: the answer that every family of codes fills. See explain.h.
#pragma once

#include "aim.h"
#include "gs1_message.h"

enum { EXPLAIN_PARTS_MAX = 96 };

// A part of a code. Strings belong to the explanation; `text` and `title` may be NULL.
struct explain_part {
    const char *id;         // "01", "1P", "LIC": as the family names it
    const char *title;      // "GTIN"
    const char *value;      // decoded
    const char *text;       // what the value means: a date, a weight with its unit
    gsize position, length; // of the whole part in the code
};

struct explanation {
    const char *kind;
    char aim[AIM_ID_LENGTH + 1]; // "" if none
    struct aim symbology;        // name NULL if not known
    struct gs1_message message;  // holds the faults of every family, and the source
    struct explain_part parts[EXPLAIN_PARTS_MAX];
    unsigned count;
    char gtin[15];                                 // "" if the code names no goods
    const char *element_string, *bracketed, *link; // NULL if it has no such form
    GStringChunk *texts;
    GString *scratch;
};

// Adds a part of LENGTH bytes at POSITION of the source with the value source[FROM..FROM + LEN).
// Never NULL; parts beyond the limit are dropped.
struct explain_part *explain_add(struct explanation *explanation, const char *id, const char *title,
                                 gsize position, gsize length, gsize from, gsize len);

// Copies text into the explanation.
const char *explain_keep(struct explanation *explanation, const char *text, gsize len);

// The same for a printf format.
const char *explain_print(struct explanation *explanation, const char *format, ...)
    G_GNUC_PRINTF(2, 3);

// Adds a fault of LEN bytes at FROM of the source. DETAIL may be NULL.
struct fault *explain_object(struct explanation *explanation, enum fault_code code, gsize from,
                             gsize len, const char *detail);

// --- families: each reads the source from FROM on, fills kind, parts and faults

// Element strings, text in brackets, links, and composites of them.
void explain_symbol(struct explanation *explanation, gsize from, char separator);
void explain_brackets(struct explanation *explanation, gsize from);
void explain_link(struct explanation *explanation, gsize from, bool short_gtin);

// Takes over what is in the message: parts, forms, GTIN, the rules of the whole.
void explain_message(struct explanation *explanation);

// Retail symbols with an AIM identifier ]E0 to ]E4.
void explain_retail(struct explanation *explanation, gsize from);

// Digits without an identifier: GTIN, SSCC, element strings that make sense. False if none.
bool explain_digits(struct explanation *explanation, gsize from);

// HIBC: '+' and a labeler, or secondary data (ANSI/HIBC 2.6). False if it is none.
bool explain_hibc(struct explanation *explanation, gsize from);

// ISO/IEC 15434: "[)>". False if it is none.
bool explain_envelope(struct explanation *explanation, gsize from);

// UPU S10 numbers of postal items. False if it is none.
bool explain_s10(struct explanation *explanation, gsize from);
