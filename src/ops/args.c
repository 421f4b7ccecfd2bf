// SPDX-License-Identifier: Apache-2.0
// Reads arguments by the table of their types.
#include "args.h"

#include <string.h>

#include "card.h"
#include "clock.h"
#include "common.h"
#include "i18n.h"
#include "numbers.h"
#include "resolve.h"
#include "store_location.h"
#include "store_parcel.h"
#include "store_print.h"
#include "terms.h"
#include "text.h"
#include "weight.h"

// One argument being read.
struct reading {
    struct db *db;
    int64_t site;
    const struct op_arg *arg;
    const char *value; // NULL = not given
    void *member;
    GStringChunk *text;
    int64_t now;
};

static const char *keep(const struct reading *reading, const char *text)
{
    return g_string_chunk_insert(reading->text, text);
}

static bool refer(const struct reading *reading, int64_t id, const char *text)
{
    *(struct arg_ref *)reading->member = (struct arg_ref){.id = id, .text = keep(reading, text)};
    return true;
}

// --- types that need no database

static bool check_number(const struct op_arg *arg, const char *value, GError **error)
{
    const int64_t most = arg->most ? arg->most : ARG_NUMBER_MOST;
    g_autofree char *quoted = text_quote(value, -1, 40);
    return g_ascii_string_to_signed(value, 10, arg->least, most, NULL, NULL) ||
           tote_fail(error, TOTE_ARGUMENT, arg->name,
                     _("%s is '%s'; a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT
                       " is needed"),
                     arg->name, quoted, arg->least, most);
}

// A scale that says kilograms is answered with the grams.
static bool check_grams(const struct op_arg *arg, const char *value, GError **error)
{
    int64_t kilograms = weight_of_kilograms(value);
    g_autofree char *quoted = text_quote(value, -1, 40);
    if (weight_of_text(value))
        return true;
    if (kilograms)
        return tote_fail(error, TOTE_ARGUMENT, arg->name,
                         _("'%s' is no weight in grams; %s kg are %" G_GINT64_FORMAT), quoted,
                         quoted, kilograms);
    return tote_fail(error, TOTE_ARGUMENT, arg->name,
                     _("'%s' is no weight of a box: it weighs 1 to %d g"), quoted, WEIGHT_MAX_G);
}

enum { WORDS_MAX = 500 };

// It is kept in clear and shown to everybody, and no card number is ever stored.
static bool check_words(const struct op_arg *arg, const char *value, GError **error)
{
    g_autofree char *masked = g_strdup(value);
    g_autofree char *stripped = g_strstrip(g_strdup(value));
    if (card_mask(masked))
        return tote_fail(error, TOTE_ARGUMENT, arg->name,
                         _("%s holds a card number, which is never kept; leave it out"), arg->name);
    long n = g_utf8_strlen(value, -1);
    return (*stripped && n <= WORDS_MAX) ||
           tote_fail(error, TOTE_ARGUMENT, arg->name,
                     _("%s has %ld characters; needed are 1 to %d"), arg->name, *stripped ? n : 0,
                     WORDS_MAX);
}

static bool check_time(const struct op_arg *arg, const char *value, GError **error)
{
    int64_t at = 0;
    int offset = 0;
    g_autofree char *quoted = text_quote(value, -1, 40);
    return clock_parse(value, &at, &offset) ||
           tote_fail(error, TOTE_ARGUMENT, arg->name,
                     _("'%s' is no time; needed is 2026-11-24T14:30:00Z"), quoted);
}

static bool check_choice(const struct op_arg *arg, const char *value, GError **error)
{
    g_auto(GStrv) words = g_strsplit(arg->words, "|", -1);
    if (g_strv_contains((const char *const *)words, value))
        return true;
    g_autofree char *all = g_strjoinv(", ", words);
    g_autofree char *quoted = text_quote(value, -1, 40);
    return tote_fail(error, TOTE_ARGUMENT, arg->name, _("%s is %s; needed is one of: %s"),
                     arg->name, quoted, all);
}

static bool check_name(const struct op_arg *arg, const char *value, GError **error)
{
    return name_check(arg->called, value, arg->name, error);
}

static bool check_address(const struct op_arg *arg, const char *value, GError **error)
{
    return name_check_address(value, arg->name, error);
}

static bool read_name(const struct reading *reading, GError **error)
{
    (void)error;
    g_autofree char *normal = name_normal(reading->arg->called, reading->value);
    *(const char **)reading->member = keep(reading, normal);
    return true;
}

static bool read_text(const struct reading *reading, GError **error)
{
    (void)error;
    *(const char **)reading->member = reading->value;
    return true;
}

static bool read_number(const struct reading *reading, GError **error)
{
    (void)error;
    *(int64_t *)reading->member = g_ascii_strtoll(reading->value, NULL, 10);
    return true;
}

static bool read_flag(const struct reading *reading, GError **error)
{
    (void)error;
    *(bool *)reading->member = true;
    return true;
}

static bool read_time(const struct reading *reading, GError **error)
{
    (void)error;
    int offset = 0;
    return clock_parse(reading->value, reading->member, &offset);
}

// --- types that name a thing

static bool read_order(const struct reading *reading, GError **error)
{
    g_autoptr(rowlist) found = order_find(reading->db, reading->value, error);
    if (!found)
        return false;
    int64_t id = list_at(found, struct order_row, 0)->id;
    return refer(reading, id, number_of(NUMBER_ORDER, id).text);
}

// The types that are numbers of people: whether such a thing exists says whoever reads it.
static const struct {
    enum number_kind kind;
    enum tote_code code;
    const char *refusal;
} numbered[N_ARG_TYPES] = {
    [ARG_WORK] = {NUMBER_WORK, TOTE_ARGUMENT, N_("%s is no work; they are called W-…")},
    [ARG_JOB] = {NUMBER_JOB, TOTE_NOT_FOUND, N_("There is no print job %s")},
    [ARG_LOAD] = {NUMBER_MANIFEST, TOTE_NOT_FOUND, N_("There is no manifest %s")},
};

static bool read_numbered(const struct reading *reading, GError **error)
{
    const struct op_arg *arg = reading->arg;
    int64_t id = number_id(numbered[arg->type].kind, reading->value);
    if (id)
        return refer(reading, id, number_of(numbered[arg->type].kind, id).text);
    g_autofree char *quoted = text_quote(reading->value, -1, 40);
    return tote_fail(error, numbered[arg->type].code, arg->name, _(numbered[arg->type].refusal),
                     quoted);
}

static bool read_target(const struct reading *reading, enum target_kind kind, const char *refusal,
                        GError **error)
{
    g_auto(op_target) target = {0};
    if (!resolve(reading->db, reading->site, reading->value, kind, reading->now, &target, error))
        return false;
    if (target.kind != kind)
        return tote_fail(error, TOTE_NOT_FOUND, reading->arg->name, refusal, target.text);
    bool piece = target.serial && *target.serial;
    refer(reading, target.id, target.name);
    ((struct arg_ref *)reading->member)->serial = piece ? keep(reading, target.serial) : NULL;
    return true;
}

static bool read_item(const struct reading *reading, GError **error)
{
    return read_target(reading, TARGET_ITEM, _("There is no item %s"), error);
}

static bool read_place(const struct reading *reading, GError **error)
{
    return read_target(reading, TARGET_PLACE, _("There is no place %s"), error);
}

static bool read_site(const struct reading *reading, GError **error)
{
    g_autofree char *code = name_normal(NAME_WAREHOUSE, reading->value);
    g_autoptr(rowlist) found = store_site(reading->db, code, error);
    if (!found)
        return false;
    if (list_len(found)) {
        const struct site_row *row = list_at(found, struct site_row, 0);
        return refer(reading, row->id, row->code);
    }
    g_autofree char *quoted = text_quote(reading->value, -1, 40);
    return tote_fail(error, TOTE_NOT_FOUND, reading->arg->name, _("There is no warehouse %s"),
                     quoted);
}

static bool none(const struct reading *reading, const char *refusal, GError **error)
{
    g_autofree char *quoted = text_quote(reading->value, -1, 40);
    return tote_fail(error, TOTE_NOT_FOUND, reading->arg->name, refusal, quoted);
}

static bool read_printer(const struct reading *reading, GError **error)
{
    g_autofree char *name = name_normal(NAME_PRINTER, reading->value);
    g_autoptr(rowlist) found = store_printer(reading->db, name, error);
    if (!found)
        return false;
    if (!list_len(found))
        return none(reading, _("There is no printer %s"), error);
    const struct printer_row *row = list_at(found, struct printer_row, 0);
    return refer(reading, row->id, row->name);
}

static bool read_box_type(const struct reading *reading, GError **error)
{
    g_autoptr(rowlist) found = store_box_type_by_code(reading->db, reading->value, error);
    if (!found)
        return false;
    return list_len(found) ? refer(reading, 0, list_at(found, struct box_type_row, 0)->code)
                           : none(reading, _("There is no box type %s"), error);
}

static const struct {
    bool (*check)(const struct op_arg *arg, const char *value, GError **error);
    bool (*read)(const struct reading *reading, GError **error);
} types[N_ARG_TYPES] = {
    [ARG_TEXT] = {NULL, read_text},
    [ARG_WORDS] = {check_words, read_text},
    [ARG_NUMBER] = {check_number, read_number},
    [ARG_GRAMS] = {check_grams, read_number},
    [ARG_FLAG] = {NULL, read_flag},
    [ARG_REST] = {NULL, read_text},
    [ARG_CHOICE] = {check_choice, read_text},
    [ARG_TIME] = {check_time, read_time},
    [ARG_ORDER] = {NULL, read_order},
    [ARG_WORK] = {NULL, read_numbered},
    [ARG_JOB] = {NULL, read_numbered},
    [ARG_LOAD] = {NULL, read_numbered},
    [ARG_ITEM] = {NULL, read_item},
    [ARG_PLACE] = {NULL, read_place},
    [ARG_SITE] = {NULL, read_site},
    [ARG_PRINTER] = {NULL, read_printer},
    [ARG_BOX_TYPE] = {NULL, read_box_type},
    [ARG_NAME] = {check_name, read_name},
    [ARG_ADDRESS] = {check_address, read_text},
};

// --- a call

static bool check_one(const struct op_arg *arg, const char *value, GError **error)
{
    if (!value)
        return !arg->required || tote_fail(error, TOTE_USAGE, arg->name, _("%s is missing: %s"),
                                           arg->name, _(arg->help));
    if (!g_utf8_validate(value, -1, NULL))
        return tote_fail(error, TOTE_ARGUMENT, arg->name, _("%s is not UTF-8 text"), arg->name);
    return !types[arg->type].check || types[arg->type].check(arg, value, error);
}

bool args_check(const struct op_arg *table, const char *const *values, GError **error)
{
    for (int i = 0; i < OP_MAX_ARGS && table[i].name; i++)
        if (!check_one(&table[i], values[i], error))
            return false;
    return true;
}

// What holds where nothing was given: the first word of a choice, else zero.
static void preset(const struct reading *reading)
{
    if (reading->arg->type == ARG_CHOICE)
        *(const char **)reading->member = g_string_chunk_insert_len(
            reading->text, reading->arg->words, (gssize)strcspn(reading->arg->words, "|"));
}

bool args_read(const struct session *session, const struct op_arg *table, const char *const *values,
               size_t size, int64_t now, struct args *ret_args, GError **error)
{
    *ret_args = (struct args){g_malloc0(MAX(size, 1)), g_string_chunk_new(64)};
    for (int i = 0; size && i < OP_MAX_ARGS && table[i].name; i++) {
        const struct op_arg *arg = &table[i];
        g_assert(arg->type < N_ARG_TYPES && arg->at < size);
        const struct reading reading = {.db = session->db,
                                        .site = session->site_id,
                                        .arg = arg,
                                        .value = values[i],
                                        .member = (char *)ret_args->values + arg->at,
                                        .text = ret_args->text,
                                        .now = now};
        if (!values[i])
            preset(&reading);
        else if (!types[arg->type].read(&reading, error))
            return false;
    }
    return true;
}

void args_clear(struct args *args)
{
    g_free(args->values);
    if (args->text)
        g_string_chunk_free(args->text);
    *args = (struct args){0};
}

char *args_json(const struct op_arg *table, const char *const *values, const char *chosen)
{
    g_autoptr(doc_handle) doc = doc_new();
    for (int i = 0; i < OP_MAX_ARGS && table[i].name; i++)
        if (values[i])
            doc_text(doc, table[i].name, values[i]);
    if (chosen)
        doc_text(doc, "chosen", chosen);
    return doc_json(doc);
}

// Behind the three signs by which a scanner says what it read: their digit is none of the code's.
static char *behind_aim(char *text)
{
    return text[0] == ']' && strlen(text) > 3 ? text + 3 : text;
}

void args_mask(const struct op_arg *table, const char **values, GPtrArray *made)
{
    for (int i = 0; i < OP_MAX_ARGS && table[i].name; i++) {
        bool text = table[i].type == ARG_TEXT || table[i].type == ARG_REST;
        if (!text || !values[i])
            continue;
        char *masked = g_strdup(values[i]);
        g_ptr_array_add(made, masked);
        if (card_mask_code(behind_aim(masked)))
            values[i] = masked;
    }
}

const struct op_arg *args_differ(const struct op_arg *table, const char *const *values,
                                 const char *json, char **ret_then)
{
    g_autoptr(GArray) terms = NULL;
    *ret_then = NULL;
    if (!terms_parse(json, &terms))
        return &table[0];
    for (int i = 0; i < OP_MAX_ARGS && table[i].name; i++) {
        const char *then = NULL;
        if (table[i].pace)
            continue;
        for (unsigned k = 0; k < terms->len; k++)
            if (!strcmp(g_array_index(terms, struct term, k).name, table[i].name))
                then = g_array_index(terms, struct term, k).text;
        if (!g_strcmp0(then, values[i]))
            continue;
        *ret_then = g_strdup(then);
        return &table[i];
    }
    return NULL;
}
