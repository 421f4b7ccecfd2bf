// SPDX-License-Identifier: Apache-2.0
// The values of a label by field name, checked as they come in.
#include "label.h"

#include "errors.h"
#include "gs1.h"
#include "i18n.h"

#include <string.h>

struct label_fields {
    GHashTable *values;
};

const struct label_field_info label_field_table[] = {
#define FIELD(name, kind, sentence, example) {name, LABEL_##kind, sentence, example},
#include "label_fields.def"
#undef FIELD
    {0},
};

const struct label_field_info *label_field_find(const char *name)
{
    for (const struct label_field_info *info = label_field_table; name && info->name; info++)
        if (strcmp(info->name, name) == 0)
            return info;
    return NULL;
}

label_fields *label_fields_new(void)
{
    label_fields *fields = g_new0(label_fields, 1);
    fields->values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return fields;
}

label_fields *label_fields_copy(const label_fields *fields)
{
    label_fields *copy = label_fields_new();
    GHashTableIter iter;
    gpointer name, value;
    g_hash_table_iter_init(&iter, fields->values);
    while (g_hash_table_iter_next(&iter, &name, &value))
        g_hash_table_insert(copy->values, g_strdup(name), g_strdup(value));
    return copy;
}

void label_fields_free(label_fields *fields)
{
    if (!fields)
        return;
    g_hash_table_unref(fields->values);
    g_free(fields);
}

static bool text_usable(const char *name, const char *value, GError **error)
{
    size_t len = strnlen(value, LABEL_VALUE_MAX + 1);
    if (len > LABEL_VALUE_MAX)
        return tote_fail(error, TOTE_LABEL_DATA, name,
                         _("The value of %s is longer than %d bytes; shorten it"), name,
                         LABEL_VALUE_MAX);
    if (!g_utf8_validate(value, (gssize)len, NULL))
        return tote_fail(error, TOTE_LABEL_DATA, name,
                         _("The value of %s is no UTF-8 text; correct its encoding"), name);
    for (const char *at = value; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (c != '\n' && g_unichar_iscntrl(c))
            return tote_fail(error, TOTE_LABEL_DATA, name,
                             _("The value of %s has the control character U+%04X, which cannot be "
                               "printed; remove it"),
                             name, c);
    }
    return true;
}

static bool number_usable(const struct label_field_info *info, const char *value, GError **error)
{
    switch (info->kind) {
    case LABEL_TEXT:
        return true;
    case LABEL_SSCC:
        return sscc_valid(value) ||
               tote_fail(error, TOTE_CHECK_DIGIT, info->name,
                         _("\"%s\" is no SSCC; it needs 18 digits with a right check digit"),
                         value);
    case LABEL_GTIN:
        return gtin_valid(value) || tote_fail(error, TOTE_CHECK_DIGIT, info->name,
                                              _("\"%s\" is no GTIN; it needs 8, 12, 13 or 14 "
                                                "digits with a right check digit"),
                                              value);
    case LABEL_NUMBER:
        return strspn(value, "0123456789") == strlen(value) ||
               tote_fail(error, TOTE_LABEL_DATA, info->name,
                         _("The value of %s is \"%s\"; it needs digits only"), info->name, value);
    }
    g_assert_not_reached();
}

bool label_fields_set(label_fields *fields, const char *name, const char *value, GError **error)
{
    const struct label_field_info *info = label_field_find(name);
    if (!info && !g_str_has_prefix(name, "user."))
        return tote_fail(error, TOTE_LABEL_DATA, name, _("Labels have no field \"%s\""), name);
    if (!value || !*value) {
        g_hash_table_remove(fields->values, name);
        return true;
    }
    if (!text_usable(name, value, error) || (info && !number_usable(info, value, error)))
        return false;
    g_hash_table_insert(fields->values, g_strdup(name), g_strdup(value));
    return true;
}

const char *label_fields_get(const label_fields *fields, const char *name)
{
    const char *value = g_hash_table_lookup(fields->values, name);
    return value ? value : "";
}

label_fields *label_fields_example(void)
{
    label_fields *fields = label_fields_new();
    for (const struct label_field_info *info = label_field_table; info->name; info++)
        if (!label_fields_set(fields, info->name, info->example, NULL))
            g_assert_not_reached(); // the table is wrong
    return fields;
}
