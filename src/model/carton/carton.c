// SPDX-License-Identifier: Apache-2.0
// The carton engine.
#include "carton.h"
