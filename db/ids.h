// SPDX-License-Identifier: Apache-2.0
// Which tables give their new rows ids from db_new_id().
#pragma once

#include "store.h"

// Makes them known, once; db_open() does it.
void ids_register(void);
