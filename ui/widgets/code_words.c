// SPDX-License-Identifier: Apache-2.0
// Words of states, locations, movements and print jobs for columns.
#include "code_words.h"

#include <glib.h>

#include "i18n.h"
#include "job_kinds.h"
#include "lives.h"
#include "location_kinds.h"
#include "move_kinds.h"
#include "text.h"

static const char *order_code(size_t n)
{
    return n < order_states.n_states ? order_states.states[n].code : NULL;
}

static const char *order_word(const char *code)
{
    return state_brief(&order_states, code);
}

static const char *place_code(size_t n)
{
    size_t all;
    const struct location_kind *kinds = location_kinds(&all);
    return n < all ? kinds[n].code : NULL;
}

static const char *place_word(const char *code)
{
    const struct location_kind *kind = location_kind_find(code);
    return kind ? _(kind->label) : code;
}

static const char *move_code(size_t n)
{
    size_t all;
    const struct move_kind *kinds = move_kinds(&all);
    return n < all ? kinds[n].code : NULL;
}

static const char *job_code(size_t n)
{
    size_t all;
    const struct job_kind *kinds = job_kinds(&all);
    return n < all ? kinds[n].code : NULL;
}

const struct word_list words_of_orders = {order_code, order_word};
const struct word_list words_of_places = {place_code, place_word};
const struct word_list words_of_moves = {move_code, move_kind_label};
const struct word_list words_of_jobs = {job_code, job_kind_label};

int words_width(const struct word_list *words)
{
    int width = 0;
    for (size_t i = 0; words->code(i); i++)
        width = MAX(width, text_width(words->word(words->code(i))));
    return width;
}
