// SPDX-License-Identifier: Apache-2.0
// What a code is, by its shape alone: command, GS1 data, SSCC, GTIN, number of ours, or text.
// Pure functions: whether the thing exists, only the database knows.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum code_kind {
    CODE_TEXT,     // anything else: an SKU, a name, a place without its prefix
    CODE_COMMAND,  // %UNDO: `text` is the command without %, in capitals
    CODE_GS1,      // GS1 element string: see the members
    CODE_SSCC,     // `sscc`; from a GS1 element string the other members may be set too
    CODE_GTIN,     // `gtin`; 8 digits may be a number of yours: look `text` up as well
    CODE_ORDER,    // O-123456
    CODE_WORK,     // W-…: pick work
    CODE_SHIPMENT, // S-…: shipment or pack
    CODE_TOTE,     // T-…: tote, licence plate
    CODE_PLACE,    // P:A-01-2: `text` is the code of the place
    CODE_LINK,     // TOTE:O/123: `text` is what follows the colon; `target` and `number` say more
};

// Strings of fixed size are "" where the code does not say; never freed one by one.
struct code {
    enum code_kind kind;
    char *text;            // the code as people read it, trimmed; our own numbers in capitals
    char symbology[4];     // AIM identifier or ""
    char gtin[15];         // 14 digits, zero-filled
    char content_gtin[15]; // of the pieces inside a logistic unit, AI 02
    char sscc[19];
    char lot[21], serial[21];
    char expiry[11], best_before[11], produced[11], packed[11]; // "2026-08-31"
    int64_t qty;                                                // AI 30 or 37, 0 = not said
    int64_t weight_mg;     // net weight, AI 310n, -1 = not said
    char *rest;            // GS1 elements not understood, as "(240)abc(…)…", or NULL
    char *problem;         // what is wrong, a sentence for the operator, or NULL
    enum code_kind target; // CODE_LINK: CODE_ORDER, CODE_WORK, …; CODE_LINK if unknown
    char *number;          // CODE_LINK: as it stands on the thing itself ("O-123"), or NULL
};

// Says what the LEN bytes of DATA (-1 = up to the NUL) are. AIM is the AIM identifier that the
// frame had, "" or NULL if none; THIS_YEAR decides the century of dates (GS1 General
// Specifications 7.12: 51 years back to 50 ahead). Never fails: what is not understood is
// CODE_TEXT or stands in `rest`, and `problem` says so. Clear with code_clear().
void code_read(const char *data, gssize len, const char *aim, int this_year, struct code *ret_code);

// Frees what CODE holds and zeroes it; a zeroed one is allowed.
void code_clear(struct code *code);
typedef struct code scan_code;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(scan_code, code_clear)

// "order", "tote", … for the journal; never NULL.
const char *code_kind_text(enum code_kind kind);
