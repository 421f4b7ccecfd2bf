// SPDX-License-Identifier: Apache-2.0
// Reads the layout line by line; a table says which key fills which member.
#include "sprp.h"

#include <math.h>
#include <string.h>

#include "i18n.h"
#include "text.h"
#include "trials.h"

enum section { HEADER, ARTICLES, PLACES, ORDERS };
enum { WORDS_MAX = 12, SHOWN_MAX = 40 };

struct reading {
    const char *name;
    guint line;
    enum section section;
    struct sprp *sprp;
    guint seen; // bit per row of `keys`
    char *words[WORDS_MAX];
    int n_words;
};

static const struct key {
    const char *name;
    size_t member;
    bool whole, needed;
    double least, most;
} keys[] = {
    {"NUM_AISLES", offsetof(struct sprp, aisles), true, true, 1, SPRP_MAX_AISLES},
    {"NUM_CELLS", offsetof(struct sprp, cells), true, true, 1, SPRP_MAX_CELLS},
    {"DEPOT_AISLE", offsetof(struct sprp, depot_aisle), true, true, 0, SPRP_MAX_AISLES - 1},
    {"DISTANCE_AISLE_TO_AISLE", offsetof(struct sprp, aisle_gap), false, true, 0, 1e6},
    {"DISTANCE_CELL_TO_CELL", offsetof(struct sprp, cell_step), false, true, 0, 1e6},
    {"DISTANCE_TOP_TO_CELL", offsetof(struct sprp, top_to_cell), false, true, 0, 1e6},
    {"DISTANCE_BOTTOM_TO_CELL", offsetof(struct sprp, bottom_to_cell), false, true, 0, 1e6},
    {"DISTANCE_TOP_OR_BOTTOM_TO_DEPOT", offsetof(struct sprp, to_depot), false, false, 0, 1e6},
    {"NUM_BLOCKS", offsetof(struct sprp, blocks), true, false, 1, 100},
    {"PICKER_CAPACITY", offsetof(struct sprp, capacity), false, false, 0, 1e12},
};

// What LAYOUT may say; other layouts give NUM_BLOCKS.
static const struct {
    const char *begins;
    int blocks;
} layouts[] = {{"single", 1}, {"two", 2}, {"double", 2}};

static bool object(const struct reading *r, const char *what, const char *got, GError **error)
{
    g_autofree char *shown = text_quote(got ? got : "", -1, SHOWN_MAX);
    return trial_fail(error, r->name, r->line, _("needs %s; the file says \"%s\""), what, shown);
}

// A number from LEAST to MOST; the whole word has to be one.
static bool number(const struct reading *r, const char *word, const char *what, double least,
                   double most, double *ret_value, GError **error)
{
    char *end = NULL;
    double value = word ? g_ascii_strtod(word, &end) : NAN;
    if (!word || end == word || *end || !isfinite(value) || value < least || value > most)
        return object(r, what, word, error);
    *ret_value = value;
    return true;
}

static bool whole(const struct reading *r, const char *word, const char *what, int most,
                  int *ret_value, GError **error)
{
    double value = 0;
    if (!number(r, word, what, 0, most, &value, error))
        return false;
    if (value != floor(value))
        return object(r, what, word, error);
    *ret_value = (int)value;
    return true;
}

// The word behind the word KEY of this line ("CELL" of "ID 2 AISLE 4 CELL 164"), or NULL.
static const char *after(const struct reading *r, const char *key)
{
    for (int i = 0; i + 1 < r->n_words; i++)
        if (!strcmp(r->words[i], key))
            return r->words[i + 1];
    return NULL;
}

static bool header_number(struct reading *r, size_t i, const char *value, GError **error)
{
    const struct key *key = &keys[i];
    char *member = (char *)r->sprp + key->member;
    double got = 0;
    if (!number(r, value, key->name, key->least, key->most, &got, error))
        return false;
    if (key->whole && got != floor(got))
        return object(r, key->name, value, error);
    if (key->whole)
        *(int *)(void *)member = (int)got;
    else
        *(double *)(void *)member = got;
    r->seen |= 1u << i;
    return true;
}

static bool header_line(struct reading *r, char *line, GError **error)
{
    char *colon = strchr(line, ':');
    if (!colon)
        return true;
    *colon = '\0';
    const char *key = g_strstrip(line), *value = g_strstrip(colon + 1);
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        if (!strcmp(key, keys[i].name))
            return header_number(r, i, value, error);
    if (!strcmp(key, "DEPOT_LOCATION"))
        r->sprp->depot_at_top = !strcmp(value, "top");
    for (size_t i = 0; !strcmp(key, "LAYOUT") && i < G_N_ELEMENTS(layouts); i++)
        if (g_str_has_prefix(value, layouts[i].begins))
            r->sprp->blocks = layouts[i].blocks;
    return true;
}

static bool room(const struct reading *r, const GArray *rows, GError **error)
{
    return rows->len < SPRP_MAX_ROWS ||
           trial_fail(error, r->name, r->line, _("has more than %d rows"), SPRP_MAX_ROWS);
}

static bool article_line(struct reading *r, GError **error)
{
    int id = 0;
    double weight = 1;
    const char *given = after(r, "WEIGHT");
    if (strcmp(r->words[0], "ID"))
        return true;
    if (!room(r, r->sprp->weights, error) ||
        !whole(r, after(r, "ID"), "ID", SPRP_MAX_ROWS - 1, &id, error) ||
        (given && !number(r, given, "WEIGHT", 0, 1e12, &weight, error)))
        return false;
    const double one = 1;
    while (r->sprp->weights->len <= (guint)id)
        g_array_append_val(r->sprp->weights, one);
    g_array_index(r->sprp->weights, double, id) = weight;
    return true;
}

static bool known_article(struct reading *r, int *ret_article, GError **error)
{
    if (!whole(r, after(r, "ID"), "ID", SPRP_MAX_ROWS - 1, ret_article, error))
        return false;
    return (guint)*ret_article < r->sprp->weights->len ||
           object(r, _("an article of ARTICLE_SECTION"), after(r, "ID"), error);
}

static bool place_line(struct reading *r, GError **error)
{
    struct sprp_place place = {.quantity = 1};
    const char *quantity = after(r, "QUANTITY");
    if (strcmp(r->words[0], "ID"))
        return true;
    if (!room(r, r->sprp->places, error) || !known_article(r, &place.article, error) ||
        !whole(r, after(r, "AISLE"), "AISLE", r->sprp->aisles - 1, &place.aisle, error) ||
        !whole(r, after(r, "CELL"), "CELL", r->sprp->cells - 1, &place.cell, error) ||
        (quantity && !number(r, quantity, "QUANTITY", 0, 1e12, &place.quantity, error)))
        return false;
    g_array_append_val(r->sprp->places, place);
    return true;
}

// Batching files begin every order with NUM_ARTICLES_IN_ORDER; routing files hold one order.
static bool order_line(struct reading *r, GError **error)
{
    GArray *orders = r->sprp->orders, *lines = r->sprp->lines;
    struct sprp_order order = {.first = lines->len};
    struct sprp_line line = {.quantity = 1};
    const char *quantity = after(r, "QUANTITY");
    bool begins = !strcmp(r->words[0], "NUM_ARTICLES_IN_ORDER");
    bool is_line = !strcmp(r->words[0], "ID");
    if (begins || (is_line && !orders->len)) {
        if (!room(r, orders, error))
            return false;
        g_array_append_val(orders, order);
    }
    if (!is_line)
        return true;
    if (!room(r, lines, error) || !known_article(r, &line.article, error) ||
        (quantity && !number(r, quantity, "QUANTITY", 0, 1e12, &line.quantity, error)))
        return false;
    g_array_append_val(lines, line);
    g_array_index(orders, struct sprp_order, orders->len - 1).n++;
    return true;
}

static bool header_ends(struct reading *r, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        if (keys[i].needed && !(r->seen & 1u << i))
            return trial_fail(error, r->name, r->line, _("%s is missing in the header"),
                              keys[i].name);
    if (r->sprp->depot_aisle >= r->sprp->aisles)
        return trial_fail(error, r->name, r->line, _("DEPOT_AISLE %d is not one of %d aisles"),
                          r->sprp->depot_aisle, r->sprp->aisles);
    return true;
}

static bool section_line(struct reading *r, const char *line, bool *ret_taken, GError **error)
{
    static const char *const names[] = {
        [ARTICLES] = "ARTICLE_SECTION", [PLACES] = "SKU_SECTION", [ORDERS] = "ORDER_SECTION"};
    *ret_taken = false;
    for (enum section s = ARTICLES; s <= ORDERS; s++) {
        if (strcmp(line, names[s]))
            continue;
        *ret_taken = true;
        bool first = r->section == HEADER;
        r->section = s;
        return !first || header_ends(r, error);
    }
    return true;
}

static bool take_line(struct reading *r, char *line, GError **error)
{
    static bool (*const takers[])(struct reading *, GError **) = {
        [ARTICLES] = article_line, [PLACES] = place_line, [ORDERS] = order_line};
    bool taken = false;
    line = g_strstrip(line);
    if (!section_line(r, line, &taken, error))
        return false;
    if (taken || !*line)
        return true;
    if (r->section == HEADER)
        return header_line(r, line, error);
    r->n_words = 0;
    for (char *word = line; *word && r->n_words < WORDS_MAX;) {
        r->words[r->n_words++] = word;
        word += strcspn(word, " \t");
        while (*word == ' ' || *word == '\t')
            *word++ = '\0';
    }
    return takers[r->section](r, error);
}

static bool take_lines(struct reading *r, char *text, GError **error)
{
    while (text) {
        char *end = strchr(text, '\n');
        if (end)
            *end = '\0';
        r->line++;
        if (!take_line(r, text, error))
            return false;
        text = end ? end + 1 : NULL;
    }
    r->line = 0;
    if (r->section != ORDERS || !r->sprp->orders->len)
        return trial_fail(error, r->name, 0, _("it holds no orders (ORDER_SECTION)"));
    return true;
}

bool sprp_parse(const char *name, const char *text, gsize len, struct sprp *ret_sprp,
                GError **error)
{
    struct reading r = {.name = name, .sprp = ret_sprp};
    *ret_sprp = (struct sprp){
        .weights = g_array_new(false, false, sizeof(double)),
        .places = g_array_new(false, false, sizeof(struct sprp_place)),
        .lines = g_array_new(false, false, sizeof(struct sprp_line)),
        .orders = g_array_new(false, false, sizeof(struct sprp_order)),
    };
    g_autofree char *copy = g_strndup(text, len);
    if (take_lines(&r, copy, error))
        return true;
    sprp_clear(ret_sprp);
    return false;
}

void sprp_clear(struct sprp *file)
{
    g_clear_pointer(&file->weights, g_array_unref);
    g_clear_pointer(&file->places, g_array_unref);
    g_clear_pointer(&file->lines, g_array_unref);
    g_clear_pointer(&file->orders, g_array_unref);
}
