// SPDX-License-Identifier: Apache-2.0
// AIM symbology identifiers (ISO/IEC 15424): what a scanner says before the data.
#pragma once

#include <glib.h>
#include <stdbool.h>

enum { AIM_ID_LENGTH = 3 };

struct aim {
    const char *name;    // of the symbology, "QR Code"
    const char *meaning; // of the modifier, N_() or NULL if the standard names none
    bool gs1;            // announces GS1 application identifiers
};

// What the identifier that DATA (LEN bytes) starts with says; false if it starts with none.
bool aim_read(const char *data, gsize len, struct aim *ret_aim);
