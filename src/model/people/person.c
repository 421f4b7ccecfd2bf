// SPDX-License-Identifier: Apache-2.0
// A person: the table of fields, the text that is sealed, and what others may see.
#include "person.h"

#include <stddef.h>
#include <string.h>

#include "doc.h"
#include "i18n.h"
#include "packed_text.h"

const struct person_field person_fields[N_PERSON_FIELDS] = {
#define PERSON_FIELD(member, label, index) {#member, label, offsetof(struct person, member), index},
    PERSON_FIELDS(PERSON_FIELD)
#undef PERSON_FIELD
};

const char *person_get(const struct person *person, int field)
{
    g_assert(field >= 0 && field < N_PERSON_FIELDS);
    const char *value = G_STRUCT_MEMBER(char *, person, person_fields[field].offset);
    return value && *value ? value : NULL;
}

void person_set(struct person *person, int field, const char *value)
{
    g_assert(field >= 0 && field < N_PERSON_FIELDS);
    char **member = &G_STRUCT_MEMBER(char *, person, person_fields[field].offset);
    char *copy = value && *value ? g_strdup(value) : NULL; // VALUE may be the old one
    g_free(*member);
    *member = copy;
}

void person_add_extra(struct person *person, const char *name, const char *value)
{
    if (!person->extra)
        person->extra = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(person->extra, g_strdup(name));
    g_ptr_array_add(person->extra, g_strdup(value));
}

void person_clear(struct person *person)
{
    for (int i = 0; i < N_PERSON_FIELDS; i++)
        person_set(person, i, NULL);
    g_clear_pointer(&person->extra, g_ptr_array_unref);
}

bool person_is_empty(const struct person *person)
{
    for (int i = 0; i < N_PERSON_FIELDS; i++)
        if (person_get(person, i))
            return false;
    return !person->extra || !person->extra->len;
}

static void encode_extra(struct doc *doc, const GPtrArray *extra)
{
    g_assert(extra->len % 2 == 0);
    doc_open_list(doc, "extra");
    for (unsigned i = 0; i < extra->len; i += 2) {
        const char *name = extra->pdata[i], *value = extra->pdata[i + 1];
        doc_open_list(doc, NULL);
        doc_text(doc, NULL, name ? name : "");
        doc_text(doc, NULL, value ? value : "");
        doc_close(doc);
    }
    doc_close(doc);
}

char *person_encode(const struct person *person)
{
    g_autoptr(doc_handle) doc = doc_new();
    for (int i = 0; i < N_PERSON_FIELDS; i++)
        if (person_get(person, i))
            doc_text(doc, person_fields[i].code, person_get(person, i));
    if (person->extra && person->extra->len)
        encode_extra(doc, person->extra);
    return doc_json(doc);
}

GBytes *person_pack(const struct person *person)
{
    g_autofree char *text = person_encode(person);
    return pack_text(text, strlen(text));
}

bool person_unpack(struct person *person, const void *bytes, size_t n, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    bool ok = unpack_text(bytes, n, text);
    person_clear(person);
    ok = ok ? person_decode(person, text->str, text->len, error)
            : tote_fail(error, TOTE_PERSON_DAMAGED, NULL,
                        _("The data of a person are not what tote writes"));
    explicit_bzero(text->str, text->len);
    return ok;
}

// --- Masking

enum { INITIALS = 3 };

// Is one sign of this script a word or most of one?
static bool tells_much(gunichar c)
{
    GUnicodeScript script = g_unichar_get_script(c);
    return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HANGUL ||
           script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA ||
           script == G_UNICODE_SCRIPT_BOPOMOFO || script == G_UNICODE_SCRIPT_YI;
}

static void add_initials(GString *out, const char *name)
{
    g_autofree char *valid = g_utf8_make_valid(name, -1);
    g_autofree char *whole = g_utf8_normalize(valid, -1, G_NORMALIZE_NFKC);
    int left = INITIALS;
    bool within = false;
    for (const char *at = whole; *at && left; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        bool blank = g_unichar_isspace(c) || c == '-';
        if (!blank && !within && g_unichar_isalpha(c)) {
            g_string_append(out, out->len ? " " : "");
            g_string_append_unichar(out, tells_much(c) ? 0x2022 : g_unichar_toupper(c));
            g_string_append_c(out, '.');
            within = true;
            left--;
        }
        within = within && !blank;
    }
}

static bool is_country_code(const char *text)
{
    size_t n = text ? strlen(text) : 0;
    for (size_t i = 0; i < n; i++)
        if (!g_ascii_isalpha(text[i]))
            return false;
    return n == 2 || n == 3;
}

char *person_mask(const struct person *person)
{
    const char *name = person_get(person, PERSON_name);
    const char *country = person_get(person, PERSON_country);
    GString *out = g_string_new(NULL);
    name = name ? name : person_get(person, PERSON_company);
    if (name)
        add_initials(out, name);
    if (is_country_code(country)) {
        g_autofree char *code = g_ascii_strup(country, -1);
        g_string_append_printf(out, "%s%s", out->len ? ", " : "", code);
    }
    return g_string_free(out, FALSE);
}

const char *person_beside(const struct person *person)
{
    const char *name = person_get(person, PERSON_name);
    const char *company = person_get(person, PERSON_company);
    return name && company && g_ascii_strcasecmp(name, company) != 0 ? company : "";
}
