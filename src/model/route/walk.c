// SPDX-License-Identifier: Apache-2.0
// The route engine.
#include "walk.h"
