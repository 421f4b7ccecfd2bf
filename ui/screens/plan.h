// SPDX-License-Identifier: Apache-2.0
// What is going to be done to which things, over a screen, before it is done.
#pragma once

#include "deed_plan.h"

// Asks what has to be asked and does it then; at once where nothing has to. Takes PLAN.
bool plan_show(struct view *view, struct plan *plan, GError **error);
