// SPDX-License-Identifier: Apache-2.0
// The life of an order, of pick work and of a parcel, as tables.
#pragma once

#include "states.h"

extern const struct state_table order_states, work_states, shipment_states, parcel_states,
    job_states;

// All tables, ending with NULL: for `tote dump states`, the manual and the tests.
const struct state_table *const *model_state_tables(void);
