// SPDX-License-Identifier: Apache-2.0
// What a work wants next, as every answer of a scan tells it.
#pragma once

#include "doc.h"
#include "store_work.h"
#include "work_rules.h"

// Adds prompt, expect, target, quantity and choices.
void work_answer(const struct work_stand *stand, struct doc *doc);

// Adds stop: why the order of the work is not to be sent (called_back.h), else null.
void work_stop_doc(const struct work_row *work, struct doc *doc);
