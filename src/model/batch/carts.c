// SPDX-License-Identifier: Apache-2.0
// The batch engine.
#include "carts.h"
