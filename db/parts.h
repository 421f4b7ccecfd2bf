// SPDX-License-Identifier: Apache-2.0
// Lines and fulfilments carry the id of their order: order * PARTS_OF_ORDER + n.
#pragma once

enum { PARTS_OF_ORDER = 16384 };

// The same number in a statement.
#define PARTS "16384"
