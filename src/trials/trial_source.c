// SPDX-License-Identifier: Apache-2.0
// `tote bench source`: reads nodes, stock and orders, asks the engine, writes who ships what.
#include <math.h>
#include <string.h>

#include "columns.h"
#include "errors.h"
#include "i18n.h"
#include "sourcing.h"
#include "text.h"
#include "trial_source.h"
#include "trials.h"

enum { SHOWN_MAX = 40 };

// Names in the order in which they came, and their numbers.
struct names {
    GPtrArray *list;
    GHashTable *numbers; // -> number + 1
};

struct sourcing_files {
    struct names nodes, skus, orders;
    GArray *node_rows;  // struct source_node
    GArray *places;     // struct point by node
    GArray *stock_rows; // struct source_stock
    GArray *order_rows; // struct source_order
    GArray *homes;      // struct point by order
    GArray *lines;      // struct source_line
    double *distance;
};

struct point {
    double x, y;
};

struct table {
    const char *name;
    const struct column *columns;
    int n;
    bool (*take)(struct sourcing_files *files, const struct table *table, const char *const *cells,
                 guint row, GError **error);
};

enum { MOST_COLUMNS = 6 };

static void names_open(struct names *names)
{
    names->list = g_ptr_array_new_with_free_func(g_free);
    names->numbers = g_hash_table_new(g_str_hash, g_str_equal);
}

static void names_close(struct names *names)
{
    g_hash_table_unref(names->numbers);
    g_ptr_array_unref(names->list);
}

static int names_find(const struct names *names, const char *name)
{
    return GPOINTER_TO_INT(g_hash_table_lookup(names->numbers, name)) - 1;
}

static int names_add(struct names *names, const char *name)
{
    int at = names_find(names, name);
    if (at >= 0)
        return at;
    char *copy = g_strdup(name);
    g_ptr_array_add(names->list, copy);
    g_hash_table_insert(names->numbers, copy, GINT_TO_POINTER((int)names->list->len));
    return (int)names->list->len - 1;
}

static const char *name_of(const struct names *names, int at)
{
    return g_ptr_array_index(names->list, at);
}

static bool bad_cell(const struct table *table, guint row, int column, const char *cell,
                     const char *needed, GError **error)
{
    g_autofree char *shown = text_quote(cell, -1, SHOWN_MAX);
    return trial_fail(error, table->name, row, _("%s is %s; it needs %s"),
                      table->columns[column].name, shown, needed);
}

static bool number(const struct table *table, guint row, const char *const *cells, int column,
                   double most, bool signs, double *ret_value, GError **error)
{
    char *end = NULL;
    const char *cell = cells[column];
    double value = g_ascii_strtod(cell, &end);
    if (end == cell || *end || !isfinite(value) || value > most || value < (signs ? -most : 0))
        return bad_cell(table, row, column, cell, _("a number"), error);
    *ret_value = value;
    return true;
}

static bool whole(const struct table *table, guint row, const char *const *cells, int column,
                  double most, double *ret_value, GError **error)
{
    if (!number(table, row, cells, column, most, false, ret_value, error))
        return false;
    return *ret_value == floor(*ret_value) ||
           bad_cell(table, row, column, cells[column], _("a whole number"), error);
}

static const struct column node_columns[] = {
    {"node", true, NULL, NULL},  {"x", true, NULL, NULL},      {"y", true, NULL, NULL},
    {"fixed", true, NULL, NULL}, {"per_km", true, NULL, NULL}, {"handling", true, NULL, NULL}};

static bool take_node(struct sourcing_files *files, const struct table *table,
                      const char *const *cells, guint row, GError **error)
{
    struct source_node node = {.max_parcels = SOURCE_NO_LIMIT, .max_units = SOURCE_NO_LIMIT};
    struct point place;
    if (!*cells[0] || names_find(&files->nodes, cells[0]) >= 0)
        return bad_cell(table, row, 0, cells[0], _("a name that no other node has"), error);
    if (!number(table, row, cells, 1, SOURCE_MAX_COST / 4, true, &place.x, error) ||
        !number(table, row, cells, 2, SOURCE_MAX_COST / 4, true, &place.y, error) ||
        !number(table, row, cells, 3, SOURCE_MAX_COST, false, &node.fixed, error) ||
        !number(table, row, cells, 4, SOURCE_MAX_COST, false, &node.per_km, error) ||
        !number(table, row, cells, 5, SOURCE_MAX_COST, false, &node.handling, error))
        return false;
    names_add(&files->nodes, cells[0]);
    g_array_append_val(files->node_rows, node);
    g_array_append_val(files->places, place);
    return true;
}

static const struct column stock_columns[] = {
    {"node", true, NULL, NULL}, {"sku", true, NULL, NULL}, {"qty", true, NULL, NULL}};

static bool take_stock(struct sourcing_files *files, const struct table *table,
                       const char *const *cells, guint row, GError **error)
{
    double qty = 0;
    struct source_stock stock = {.node = names_find(&files->nodes, cells[0])};
    if (stock.node < 0)
        return bad_cell(table, row, 0, cells[0], _("a node of nodes.csv"), error);
    if (!whole(table, row, cells, 2, 1000.0 * SOURCE_MAX_QTY, &qty, error))
        return false;
    stock.sku = names_add(&files->skus, cells[1]);
    stock.qty = (int64_t)qty;
    g_array_append_val(files->stock_rows, stock);
    return true;
}

static const struct column order_columns[] = {{"order", true, NULL, NULL},
                                              {"x", true, NULL, NULL},
                                              {"y", true, NULL, NULL},
                                              {"sku", true, NULL, NULL},
                                              {"qty", true, NULL, NULL}};

// Begins an order, or goes on with the one before.
static bool begin_order(struct sourcing_files *files, const struct table *table,
                        const char *const *cells, guint row, GError **error)
{
    struct source_order order = {
        .first = (int)files->lines->len, .max_parcels = SOURCE_NO_LIMIT, .preferred = -1};
    struct point home;
    int at = names_find(&files->orders, cells[0]);
    if (at >= 0 && at == (int)files->orders.list->len - 1)
        return true;
    if (at >= 0)
        return bad_cell(table, row, 0, cells[0], _("to stand beside its other lines"), error);
    if (!number(table, row, cells, 1, SOURCE_MAX_COST / 4, true, &home.x, error) ||
        !number(table, row, cells, 2, SOURCE_MAX_COST / 4, true, &home.y, error))
        return false;
    names_add(&files->orders, cells[0]);
    g_array_append_val(files->order_rows, order);
    g_array_append_val(files->homes, home);
    return true;
}

static bool take_order(struct sourcing_files *files, const struct table *table,
                       const char *const *cells, guint row, GError **error)
{
    double qty = 0;
    if (!whole(table, row, cells, 4, SOURCE_MAX_QTY, &qty, error) ||
        !begin_order(files, table, cells, row, error))
        return false;
    struct source_order *order =
        &g_array_index(files->order_rows, struct source_order, files->order_rows->len - 1);
    struct source_line line = {names_add(&files->skus, cells[3]), (int)qty};
    for (guint i = (guint)order->first; i < files->lines->len; i++) {
        struct source_line *same = &g_array_index(files->lines, struct source_line, i);
        if (same->sku != line.sku)
            continue;
        same->qty += line.qty;
        return same->qty <= SOURCE_MAX_QTY ||
               bad_cell(table, row, 4, cells[4], _("a smaller sum over the order"), error);
    }
    if (++order->n > SOURCE_MAX_LINES)
        return trial_fail(error, table->name, row, _("the order has more than %d lines"),
                          SOURCE_MAX_LINES);
    g_array_append_val(files->lines, line);
    return true;
}

static const struct table tables[] = {
    {"nodes.csv", node_columns, G_N_ELEMENTS(node_columns), take_node},
    {"stock.csv", stock_columns, G_N_ELEMENTS(stock_columns), take_stock},
    {"orders.csv", order_columns, G_N_ELEMENTS(order_columns), take_order},
};

static bool take_rows(struct sourcing_files *files, const struct table *table,
                      struct csv_reader *csv, const int *places, GError **error)
{
    const struct csv_row *row = NULL;
    const char *cells[MOST_COLUMNS];
    while (csv_next(csv, &row, error)) {
        if (!row)
            return true;
        for (int i = 0; i < table->n; i++)
            cells[i] = row->cells[places[i]];
        if (!table->take(files, table, cells, (guint)MIN(row->number, G_MAXUINT), error))
            return false;
    }
    return false;
}

// What the reader of tables says, with the name of the file before it.
static bool in_file(const struct table *table, GError *cause, GError **error)
{
    if (tote_error_is(cause, TOTE_TRIAL)) {
        g_propagate_error(error, cause);
        return false;
    }
    trial_fail(error, table->name, 0, "%s", cause->message);
    g_error_free(cause);
    return false;
}

static bool read_table(struct sourcing_files *files, const struct table *table, const char *text,
                       gsize len, GError **error)
{
    GError *cause = NULL;
    int places[MOST_COLUMNS];
    g_autoptr(csv_reader) csv = csv_open(bytes_open_memory(text, len), NULL, &cause);
    if (csv && columns_map(csv, table->columns, table->n, places, &cause) &&
        take_rows(files, table, csv, places, &cause))
        return true;
    return in_file(table, cause, error);
}

static bool measure(struct sourcing_files *files, GError **error)
{
    guint n = files->places->len, orders = files->homes->len;
    if (n > SOURCE_MAX_NODES || (gsize)n * orders > SOURCE_MAX_CELLS)
        return tote_fail(error, TOTE_ENGINE_LIMIT, "nodes.csv",
                         _("%u nodes and %u orders; at most %d nodes and a product of %d"), n,
                         orders, SOURCE_MAX_NODES, SOURCE_MAX_CELLS);
    files->distance = g_new(double, (gsize)n *orders + 1);
    for (guint o = 0; o < orders; o++)
        for (guint i = 0; i < n; i++) {
            struct point a = g_array_index(files->places, struct point, i);
            struct point b = g_array_index(files->homes, struct point, o);
            files->distance[(gsize)o * n + i] = hypot(a.x - b.x, a.y - b.y);
        }
    return true;
}

struct sourcing_files *sourcing_parse(const char *const texts[SOURCING_TEXTS],
                                      const gsize lens[SOURCING_TEXTS], GError **error)
{
    struct sourcing_files *files = g_new0(struct sourcing_files, 1);
    names_open(&files->nodes);
    names_open(&files->skus);
    names_open(&files->orders);
    files->node_rows = g_array_new(false, false, sizeof(struct source_node));
    files->places = g_array_new(false, false, sizeof(struct point));
    files->stock_rows = g_array_new(false, false, sizeof(struct source_stock));
    files->order_rows = g_array_new(false, false, sizeof(struct source_order));
    files->homes = g_array_new(false, false, sizeof(struct point));
    files->lines = g_array_new(false, false, sizeof(struct source_line));
    for (int i = 0; i < SOURCING_TEXTS; i++)
        if (!read_table(files, &tables[i], texts[i], lens[i], error))
            return sourcing_files_free(files);
    return measure(files, error) ? files : sourcing_files_free(files);
}

struct sourcing_files *sourcing_files_free(struct sourcing_files *files)
{
    if (!files)
        return NULL;
    names_close(&files->nodes);
    names_close(&files->skus);
    names_close(&files->orders);
    g_array_unref(files->node_rows);
    g_array_unref(files->places);
    g_array_unref(files->stock_rows);
    g_array_unref(files->order_rows);
    g_array_unref(files->homes);
    g_array_unref(files->lines);
    g_free(files->distance);
    g_free(files);
    return NULL;
}

void sourcing_problem(const struct sourcing_files *files, double shortage,
                      struct source_problem *ret_problem)
{
    *ret_problem = (struct source_problem){
        .nodes = (const struct source_node *)(const void *)files->node_rows->data,
        .stock = (const struct source_stock *)(const void *)files->stock_rows->data,
        .orders = (const struct source_order *)(const void *)files->order_rows->data,
        .lines = (const struct source_line *)(const void *)files->lines->data,
        .n_nodes = (int)files->node_rows->len,
        .n_stock = (int)files->stock_rows->len,
        .n_orders = (int)files->order_rows->len,
        .n_lines = (int)files->lines->len,
        .n_skus = (int)files->skus.list->len,
        .distance = files->distance,
        .shortage = shortage,
    };
}

enum { CHOICES_SHOWN = 4 };

// The plan of ORDER in ANSWER as a choice; its pieces stay the answer's.
static struct source_choice choice_of(const struct source_answer *answer, int order)
{
    int first = answer->first[order];
    return (struct source_choice){.pieces = answer->pieces + first,
                                  .n_pieces = answer->first[order + 1] - first,
                                  .terms = answer->terms[order]};
}

static bool same_choice(const struct source_choice *a, const struct source_choice *b)
{
    return a->n_pieces == b->n_pieces &&
           !memcmp(a->pieces, b->pieces, (size_t)a->n_pieces * sizeof *a->pieces);
}

// The terms of a plan, the plan in words.
static void put_choice(const char *rank, const struct source_choice *choice,
                       const struct source_choice *best, const char *const *names, GString *text)
{
    const struct source_terms *t = &choice->terms;
    g_autofree char *why = source_why(choice, best, names);
    g_autofree char *line =
        g_strdup_printf(_("%s: %s (parcels %.2f, distance %.2f, picking %.2f, left behind %.2f)"),
                        rank, why, t->parcels, t->distance, t->handling, t->shortage);
    trial_put_words(text, line);
}

// Why ORDER ships as it does, and what else there was with what the other orders leave.
static bool put_why(const struct sourcing_files *files, const struct source_problem *problem,
                    const struct source_answer *answer, int order, GString *text, GError **error)
{
    const char *const *names = (const char *const *)files->nodes.list->pdata;
    struct source_choice chosen = choice_of(answer, order);
    g_auto(source_choices) choices = {0};
    if (!source_choose(problem, order, CHOICES_SHOWN, answer, &choices, error))
        return false;
    const struct source_choice *best = &chosen;
    if (choices.n && choices.best[0].terms.total < chosen.terms.total)
        best = &choices.best[0];
    put_choice(_("chosen"), &chosen, best, names, text);
    for (int i = 0; i < choices.n; i++)
        if (!same_choice(&choices.best[i], &chosen))
            put_choice(_("instead"), &choices.best[i], best, names, text);
    return true;
}

static void put_pieces(const struct sourcing_files *files, const struct source_problem *problem,
                       const struct source_answer *answer, int order, GString *text)
{
    for (int i = answer->first[order]; i < answer->first[order + 1]; i++) {
        const struct source_piece *piece = &answer->pieces[i];
        trial_put_cell(text, name_of(&files->orders, order));
        g_string_append_c(text, ',');
        trial_put_cell(text, name_of(&files->nodes, piece->node));
        g_string_append_c(text, ',');
        trial_put_cell(text, name_of(&files->skus, problem->lines[piece->line].sku));
        g_string_append_printf(text, ",%d\n", piece->qty);
    }
}

static bool put_answer(const struct trial *trial, const struct sourcing_files *files,
                       const struct source_problem *problem, const struct source_answer *answer,
                       GError **error)
{
    g_autoptr(GString) text = g_string_new("order,node,sku,qty\n");
    for (int order = 0; order < answer->n_orders; order++) {
        put_pieces(files, problem, answer, order, text);
        if (trial->explain &&
            !(trial_goes_on(trial, error) && put_why(files, problem, answer, order, text, error)))
            return false;
        fputs(text->str, trial->out);
        g_string_truncate(text, 0);
    }
    fputs(text->str, trial->out);
    return trial_goes_on(trial, error);
}

static struct sourcing_files *read_folder(const char *folder, GError **error)
{
    char *texts[SOURCING_TEXTS] = {0};
    gsize lens[SOURCING_TEXTS] = {0};
    struct sourcing_files *files = NULL;
    int n = 0;
    while (n < SOURCING_TEXTS &&
           (texts[n] = trial_read(folder, tables[n].name, &lens[n], error)) != NULL)
        n++;
    if (n == SOURCING_TEXTS)
        files = sourcing_parse((const char *const *)texts, lens, error);
    for (int i = 0; i < n; i++)
        g_free(texts[i]);
    return files;
}

bool trial_source(struct trial *trial, GError **error)
{
    static const double penalty = 100, default_seconds = 4.9;
    struct effort effort = trial_begin(trial, 1, 1, default_seconds);
    g_autoptr(sourcing_files) files = read_folder(trial->path, error);
    g_auto(source_answer) answer = {0};
    struct source_problem problem;
    if (!files)
        return false;
    sourcing_problem(files, penalty, &problem);
    if (!effort.rounds)
        effort.rounds = G_MAXUINT32; // the time ends it

    bool solved = trial->online ? source_online(&problem, &answer, error)
                                : source_batch(&problem, &effort, &answer, error);
    return solved && put_answer(trial, files, &problem, &answer, error);
}
