// SPDX-License-Identifier: Apache-2.0
// GS1 element strings: splits "01…17…10…<GS>21…" into its parts. Private to src/scan.
#pragma once

#include "classify.h"

// Fills the GS1 members of CODE from LEN bytes of DATA, either as a symbol carries them (GS
// between parts) or as people read them ("(01)…(10)…"). What is not understood goes to
// code->rest, the first objection to code->problem. False if nothing was understood.
bool element_string_read(const char *data, gsize len, int this_year, struct code *code);
