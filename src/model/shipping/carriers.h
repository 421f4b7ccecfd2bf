// SPDX-License-Identifier: Apache-2.0
// Which carrier a shipping method belongs to: methods are words of a channel ("DHL Paket").
#pragma once

#include <stdbool.h>

// The code of the carrier that TEXT names by its words ("DPD" of "dpd Classic"), where several are
// named the first of them; where it names none, CARRIER_FETCHED if the customer comes for it, and
// CARRIER_LOCAL if the house brings it; "" where it says nothing of these: such a parcel goes with
// whoever is asked for.
const char *carrier_of(const char *text);

// What customers fetch: a manifest of its own, for which nobody needs a label.
#define CARRIER_FETCHED "Pick-up"

// What the house brings itself: a manifest of its own, for which the driver needs an address.
#define CARRIER_LOCAL "Local"

// Do the words of NAME stand in TEXT, one behind the other, whatever their case?
bool carrier_in(const char *name, const char *text);

// "DHL, DPD, …": all that are known; caller frees.
char *carrier_list(void);

// CODE in the reader's words; a name stays as it is.
const char *carrier_shown(const char *code);
