// SPDX-License-Identifier: Apache-2.0
// Is an order not to be sent, or not so, as far as its channel says? A person answers that; until
// then its goods stay in the house.
#pragma once

#include <stdbool.h>

// ASKED: what an import asks about the order (question_row.what), "" = nothing.
bool called_back(const char *asked);

// "Do not send it: the channel cancelled it", and in a word for small screens; NULL where it is
// not called back. Caller frees.
char *called_back_text(const char *asked);
const char *called_back_word(const char *asked);
