// SPDX-License-Identifier: Apache-2.0
// GS1 data for the floor: what tote uses of a message as members of a code. Private to src/scan.
#pragma once

#include "classify.h"

// Fills the GS1 members of CODE from LEN bytes of DATA: as a symbol carries them (GS between
// parts), as people read them ("(01)…(10)…"), or as a Digital Link. What tote does not use or
// understand goes to code->rest, the first objection to code->problem. What must stand together
// is not asked: the other half may be on another label. False if nothing was understood.
bool element_string_read(const char *data, gsize len, int this_year, struct code *code);
