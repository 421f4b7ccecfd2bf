// SPDX-License-Identifier: Apache-2.0
// Lines and fulfilments carry the id of their order: order * PARTS_OF_ORDER + n; tasks that of
// their work: work * TASKS_OF_WORK + n.
#pragma once

enum { PARTS_OF_ORDER = 16384, TASKS_OF_WORK = 1048576 };

// The same numbers in a statement.
#define PARTS "16384"
#define TASKS "1048576"
