// SPDX-License-Identifier: Apache-2.0
// The source engine.
#include "sourcing.h"
