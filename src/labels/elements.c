// SPDX-License-Identifier: Apache-2.0
// The application identifiers that labels of a warehouse need, and the checks of their values.
#include "elements.h"

#include "errors.h"
#include "gs1.h"
#include "i18n.h"

#include <string.h>

// FIXED: the identifier is in the list of predefined lengths, so no FNC1 follows its value (GS1
// General Specifications 7.8.5). DECIMALS: the fourth digit of the AI counts decimals (0 to 5).
struct identifier {
    const char *ai;
    int least, most;
    bool numeric, fixed, check_digit, date, decimals;
};

static const struct identifier identifiers[] = {
    {"00", 18, 18, .numeric = true, .fixed = true, .check_digit = true},
    {"01", 14, 14, .numeric = true, .fixed = true, .check_digit = true},
    {"02", 14, 14, .numeric = true, .fixed = true, .check_digit = true},
    {"10", 1, 20},
    {"11", 6, 6, .numeric = true, .fixed = true, .date = true},
    {"13", 6, 6, .numeric = true, .fixed = true, .date = true},
    {"15", 6, 6, .numeric = true, .fixed = true, .date = true},
    {"17", 6, 6, .numeric = true, .fixed = true, .date = true},
    {"20", 2, 2, .numeric = true, .fixed = true},
    {"21", 1, 20},
    {"240", 1, 30},
    {"30", 1, 8, .numeric = true},
    {"310", 6, 6, .numeric = true, .fixed = true, .decimals = true},
    {"330", 6, 6, .numeric = true, .fixed = true, .decimals = true},
    {"37", 1, 8, .numeric = true},
    {"400", 1, 30},
    {"401", 1, 30},
    {"402", 17, 17, .numeric = true, .check_digit = true},
    {"403", 1, 30},
    {"410", 13, 13, .numeric = true, .fixed = true, .check_digit = true},
    {"414", 13, 13, .numeric = true, .fixed = true, .check_digit = true},
    {"420", 1, 20},
    {"91", 1, 90},
    {"92", 1, 90},
};

// The GS1 character set 82 (GS1 General Specifications 7.11).
static const char set_82[] = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
                             "abcdefghijklmnopqrstuvwxyz";

struct element {
    char *ai, *value;
};

static void element_clear(gpointer data)
{
    struct element *element = data;
    g_free(element->ai);
    g_free(element->value);
}

// NULL if TEXT is not a row of [AI]value.
static GArray *split(const char *text)
{
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(struct element));
    g_array_set_clear_func(list, element_clear);
    while (*text) {
        const char *close = *text == '[' ? strchr(text, ']') : NULL;
        if (!close)
            return NULL;
        const char *end = close + 1 + strcspn(close + 1, "[");
        struct element element = {.ai = g_strndup(text + 1, (gsize)(close - text - 1)),
                                  .value = g_strndup(close + 1, (gsize)(end - close - 1))};
        g_array_append_val(list, element);
        text = end;
    }
    return list->len > 0 ? g_steal_pointer(&list) : NULL;
}

static const struct identifier *find(const char *ai)
{
    for (size_t i = 0; i < G_N_ELEMENTS(identifiers); i++) {
        const struct identifier *id = &identifiers[i];
        if (!id->decimals && strcmp(id->ai, ai) == 0)
            return id;
        if (id->decimals && strlen(ai) == 4 && g_str_has_prefix(ai, id->ai) && ai[3] >= '0' &&
            ai[3] <= '5')
            return id;
    }
    return NULL;
}

// YYMMDD; the day may be 00 (the last of the month). The year does not say its century, so
// 29 February counts in every year divisible by four.
static bool date_ok(const char *value)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = (value[0] - '0') * 10 + value[1] - '0';
    int month = (value[2] - '0') * 10 + value[3] - '0';
    int day = (value[4] - '0') * 10 + value[5] - '0';
    if (month < 1 || month > 12)
        return false;
    int last = month == 2 && year % 4 != 0 ? 28 : days[month - 1];
    return day <= last;
}

static bool value_check(const struct identifier *id, const struct element *element,
                        const char *field, GError **error)
{
    size_t len = strlen(element->value);
    const char *set = id->numeric ? "0123456789" : set_82;
    if (len < (size_t)id->least || len > (size_t)id->most)
        return tote_fail(error, TOTE_LABEL_DATA, field,
                         _("(%s) has %zu characters; it needs %d to %d"), element->ai, len,
                         id->least, id->most);
    if (strspn(element->value, set) != len)
        return tote_fail(error, TOTE_LABEL_DATA, field,
                         id->numeric ? _("(%s) holds \"%s\"; it needs digits only")
                                     : _("(%s) holds \"%s\", which has characters that GS1 codes "
                                         "do not allow"),
                         element->ai, element->value);
    if (id->check_digit && !gs1_check_digit_ok(element->value))
        return tote_fail(error, TOTE_CHECK_DIGIT, field,
                         _("(%s) holds %s, whose check digit is wrong"), element->ai,
                         element->value);
    if (id->date && !date_ok(element->value))
        return tote_fail(error, TOTE_LABEL_DATA, field,
                         _("(%s) holds \"%s\", which is no day written as YYMMDD"), element->ai,
                         element->value);
    return true;
}

static bool repeated(const GArray *list, guint index)
{
    const char *ai = g_array_index(list, struct element, index).ai;
    for (guint i = 0; i < index; i++)
        if (strcmp(g_array_index(list, struct element, i).ai, ai) == 0)
            return true;
    return false;
}

bool elements_check(const char *text, const char *field, GError **error)
{
    g_autoptr(GArray) list = split(text);
    size_t total = 0;
    if (!list)
        return tote_fail(error, TOTE_LABEL_DATA, field,
                         _("\"%s\" is no GS1 data; it needs the form [AI]value"), text);
    for (guint i = 0; i < list->len; i++) {
        const struct element *element = &g_array_index(list, struct element, i);
        const struct identifier *id = find(element->ai);
        if (!id)
            return tote_fail(error, TOTE_LABEL_DATA, field,
                             _("Labels do not know the application identifier (%s)"), element->ai);
        if (repeated(list, i))
            return tote_fail(error, TOTE_LABEL_DATA, field, _("(%s) stands twice in one code"),
                             element->ai);
        if (!value_check(id, element, field, error))
            return false;
        total += strlen(element->ai) + strlen(element->value);
    }
    if (total > ELEMENTS_MAX)
        return tote_fail(error, TOTE_LABEL_DATA, field,
                         _("The code has %zu characters; one GS1 code holds %d"), total,
                         ELEMENTS_MAX);
    return true;
}

char *elements_data(const char *text)
{
    g_autoptr(GArray) list = split(text);
    g_autoptr(GString) data = g_string_new(NULL);
    for (guint i = 0; list && i < list->len; i++) {
        const struct element *element = &g_array_index(list, struct element, i);
        const struct identifier *id = find(element->ai);
        g_string_append(data, element->ai);
        g_string_append(data, element->value);
        if (i + 1 < list->len && !(id && id->fixed))
            g_string_append_c(data, '\x1d');
    }
    return g_strdup(data->str);
}

char *elements_readable(const char *text)
{
    g_autoptr(GArray) list = split(text);
    g_autoptr(GString) readable = g_string_new(NULL);
    for (guint i = 0; list && i < list->len; i++) {
        const struct element *element = &g_array_index(list, struct element, i);
        g_string_append_printf(readable, "%s(%s) %s", i > 0 ? " " : "", element->ai,
                               element->value);
    }
    return g_strdup(readable->str);
}
