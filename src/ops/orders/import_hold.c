// SPDX-License-Identifier: Apache-2.0
// Inside the import of orders: whose hold it is, and what is said of one that a person placed.
#include "import_hold.h"

#include <string.h>

#include "says.h"
#include "terms.h"

bool import_held_by_person(const struct order_fate *fate)
{
    return !strcmp(fate->held_by, HELD_BY_PERSON);
}

// The person's own words and name, without what an earlier import said beside them.
static size_t of_person(const GArray *terms, struct term of[2])
{
    static const char *const names[] = {"text", "who"};
    size_t n = 0;
    for (size_t i = 0; terms && i < G_N_ELEMENTS(names); i++) {
        const struct term *term =
            terms_find((const struct term *)(void *)terms->data, terms->len, names[i]);
        if (term)
            of[n++] = *term;
    }
    return n;
}

void import_keep_hold(const struct order_row *known, struct order_fate *fate, char **ret_terms)
{
    g_autoptr(GArray) terms = NULL;
    g_autofree char *reason = term_said(fate->hold_say, fate->hold_terms);
    struct term said[3];
    bool doubt = *fate->hold_say;
    if (!terms_parse(known->hold_terms, &terms)) {
        fate->hold_say = known->hold_say;
        fate->hold_terms = known->hold_terms;
    } else {
        size_t n = of_person(terms, said);
        if (doubt)
            said[n++] = T_SAID("reason", reason);
        *ret_terms = terms_json(said, n);
        fate->hold_say = say_code(doubt ? SAY_HOLD_PERSON_AND : SAY_HOLD_PERSON);
        fate->hold_terms = *ret_terms;
    }
    fate->held_by = HELD_BY_PERSON;
}
