// SPDX-License-Identifier: Apache-2.0
// A person as text and back, the words that find one, and what others see of one.
#include "person.h"

#include <string.h>

#include "errors.h"

// A person with one field.
static struct person with(int field, const char *value)
{
    struct person person = {0};
    person_set(&person, field, value);
    return person;
}

static void check_same(const struct person *one, const struct person *other)
{
    for (int i = 0; i < N_PERSON_FIELDS; i++)
        g_assert_cmpstr(person_get(one, i), ==, person_get(other, i));
    unsigned n = one->extra ? one->extra->len : 0;
    g_assert_cmpuint(n, ==, other->extra ? other->extra->len : 0);
    for (unsigned i = 0; i < n; i++)
        g_assert_cmpstr(one->extra->pdata[i], ==, other->extra->pdata[i]);
}

// --- As text

static void test_round_trip(void)
{
    g_autoptr(GError) error = NULL;
    g_auto(person_data) person = {0};
    g_auto(person_data) back = {0};
    g_assert_true(person_is_empty(&person));
    for (int i = 0; i < N_PERSON_FIELDS; i++) {
        g_autofree char *value = g_strdup_printf("\"%s\"\\\n\t\x01 Žofie 李 \U0001F600", //
                                                 person_fields[i].code);
        person_set(&person, i, value);
    }
    person_add_extra(&person, "Vendor", "");
    person_add_extra(&person, "Vendor", "a, \"b\"");
    person_add_extra(&person, "", "x");
    g_autofree char *text = person_encode(&person);
    g_assert_true(person_decode(&back, text, strlen(text), &error));
    g_assert_no_error(error);
    check_same(&person, &back);
    g_autofree char *again = person_encode(&back);
    g_assert_cmpstr(text, ==, again);
    g_assert_false(person_is_empty(&back));
}

static void test_beside(void)
{
    g_auto(person_data) person = with(PERSON_company, "Quay Teas");
    g_assert_cmpstr(person_beside(&person), ==, ""); // it stands for the name
    person_set(&person, PERSON_name, "Ana Example");
    g_assert_cmpstr(person_beside(&person), ==, "Quay Teas");
    person_set(&person, PERSON_name, "quay teas");
    g_assert_cmpstr(person_beside(&person), ==, "");
}

// As it is sealed it is the same person, and what is not packed is nobody.
static void test_packed(void)
{
    g_autoptr(GError) error = NULL;
    g_auto(person_data) person = with(PERSON_name, "Ana Example");
    g_auto(person_data) back = {0};
    person_set(&person, PERSON_city, "Springfield");
    person_add_extra(&person, "Risk Level", "Low");
    g_autofree char *text = person_encode(&person);
    g_autoptr(GBytes) packed = person_pack(&person);
    size_t n = 0;
    const void *bytes = g_bytes_get_data(packed, &n);
    g_assert_cmpuint(n, <, strlen(text));
    g_assert_true(person_unpack(&back, bytes, n, &error));
    check_same(&person, &back);
    g_assert_false(person_unpack(&back, text, strlen(text), &error));
    g_assert_true(tote_error_is(error, TOTE_PERSON_DAMAGED));
    g_assert_true(person_is_empty(&back));
}

static void test_short_text(void)
{
    g_auto(person_data) person = with(PERSON_city, "Ulm");
    person_set(&person, PERSON_name, "");
    g_autofree char *text = person_encode(&person);
    g_assert_cmpstr(text, ==, "{\"city\":\"Ulm\"}");
    person_set(&person, PERSON_city, person_get(&person, PERSON_city)); // onto itself
    g_assert_cmpstr(person.city, ==, "Ulm");
    person_clear(&person);
    g_autofree char *none = person_encode(&person);
    g_assert_cmpstr(none, ==, "{}");
    g_assert_true(person_is_empty(&person));
}

// Bytes that are no UTF-8 do not break the text.
static void test_invalid_bytes(void)
{
    g_auto(person_data) person = with(PERSON_name, "M\xfcller");
    g_auto(person_data) back = {0};
    g_autofree char *text = person_encode(&person);
    g_assert_true(person_decode(&back, text, strlen(text), NULL));
    g_assert_cmpstr(back.name, ==, "M\xef\xbf\xbdller");
}

static void test_reads(void)
{
    static const struct {
        const char *text, *name;
    } cases[] = {
        {"{}", NULL},
        {" { \"name\" : \"A\" } ", "A"},
        {"{\"name\":\"\\u0041\\ud83d\\uDE00\\/\\b\"}", "A\U0001F600/\b"},
        {"{\"later\":\"x\",\"name\":\"A\"}", "A"},
        {"{\"later\":[1,-2.5e+3,0,{\"a\":{}},[],null],\"name\":\"A\",\"z\":true}", "A"},
        {"{\"later\":[[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[]],\"name\":\"A\"}", "A"},
        {"{\"name\":\"\"}", NULL},
        {"{\"na\\u006de\":\"A\"}", "A"},
        {"{\"extra\":[],\"name\":\"A\"}", "A"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_auto(person_data) person = with(PERSON_note, "before");
        bool ok = person_decode(&person, cases[i].text, strlen(cases[i].text), &error);
        g_assert_no_error(error);
        g_assert_true(ok);
        g_assert_cmpstr(person_get(&person, PERSON_name), ==, cases[i].name);
        g_assert_null(person.note);
    }
}

static void test_refuses(void)
{
    static const char *const cases[] = {
        "",
        " ",
        "null",
        "[]",
        "\"name\"",
        "{",
        "{\"name\"",
        "{\"name\":",
        "{\"name\":\"A",
        "{\"name\":\"A\"",
        "{\"name\":\"A\",}",
        "{\"name\":\"A\"}x",
        "{\"name\":\"A\"}{}",
        "{\"name\":1}",
        "{\"name\":null}",
        "{\"name\":[\"A\"]}",
        "{name:\"A\"}",
        "{'name':'A'}",
        "{\"name\":\"A\",\"name\":\"B\"}",
        "{\"name\":\"a\nb\"}",
        "{\"name\":\"\\x\"}",
        "{\"name\":\"\\u0000\"}",
        "{\"name\":\"\\ud83d\"}",
        "{\"name\":\"\\ud83d\\u0041\"}",
        "{\"name\":\"\\ud83d\\udbff\"}",
        "{\"name\":\"\\ud83d\\ue000\"}",
        "{\"name\":\"\\ude00\"}",
        "{\"name\":\"\\u00g0\"}",
        "{\"name\":\"\xff\"}",
        "{\"extra\":{}}",
        "{\"extra\":[\"a\"]}",
        "{\"extra\":[[\"a\"]]}",
        "{\"extra\":[[\"a\",\"b\",\"c\"]]}",
        "{\"extra\":[],\"extra\":[]}",
        "{\"z\":01}",
        "{\"z\":.5}",
        "{\"z\":1.}",
        "{\"z\":1e}",
        "{\"z\":-}",
        "{\"z\":tru}",
        "{\"z\":}",
        "{\"z\":[1,]}",
        "{\"z\":{\"a\"}}",
        "{,}",
        "{\"z\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_auto(person_data) person = with(PERSON_note, "before");
        g_test_message("text %zu", i);
        g_assert_false(person_decode(&person, cases[i], strlen(cases[i]), &error));
        g_assert_error(error, TOTE_ERROR, TOTE_PERSON_DAMAGED);
        g_assert_cmpint(tote_error_position(error), >, 0);
        g_assert_cmpint(tote_error_position(error), <=, (int)strlen(cases[i]) + 1);
        g_assert_true(person_is_empty(&person));
    }
    g_autoptr(GError) error = NULL;
    g_auto(person_data) person = {0};
    g_assert_false(person_decode(&person, "{\"name\":\"a\0b\"}", 14, &error));
    g_assert_cmpint(tote_error_position(error), ==, 11);
}

// Every beginning of a text is refused; every changed byte is refused or read, never more.
static void test_cut_and_changed(void)
{
    g_auto(person_data) person = with(PERSON_name, "Žofie \"Z\" 李");
    person_set(&person, PERSON_zip, "10115");
    person_add_extra(&person, "Tier", "gold\n");
    g_autofree char *text = person_encode(&person);
    size_t n = strlen(text);
    for (size_t i = 0; i < n; i++) {
        g_auto(person_data) back = {0};
        g_autofree char *cut = g_memdup2(text, i);
        g_assert_false(person_decode(&back, cut ? cut : "", i, NULL));
        for (int byte = 0; byte < 256; byte++) {
            g_autofree char *copy = g_memdup2(text, n);
            copy[i] = (char)byte;
            if (person_decode(&back, copy, n, NULL)) {
                g_autofree char *again = person_encode(&back);
                g_assert_true(g_utf8_validate(again, -1, NULL));
            }
        }
    }
}

// --- Words

static const char *const kinds[] = {
    [WORD_NAME] = "name",   [WORD_EMAIL] = "email",        [WORD_EMAIL_LOCAL] = "local",
    [WORD_PHONE] = "phone", [WORD_PHONE_END] = "phoneend", [WORD_ZIP] = "zip",
    [WORD_CITY] = "city",
};

static char *told(const GArray *words, bool groups)
{
    GString *out = g_string_new(NULL);
    for (unsigned i = 0; i < words->len; i++) {
        const struct person_word *word = &g_array_index(words, struct person_word, i);
        bool next = groups && i && word->group != word[-1].group;
        g_string_append_printf(out, "%s%s:%s",
                               !i     ? ""
                               : next ? " & "
                                      : " ",
                               kinds[word->kind], word->text);
    }
    return g_string_free(out, FALSE);
}

static void test_words(void)
{
    static const struct {
        int field;
        const char *value, *words;
    } cases[] = {
        {PERSON_name, "Ann", "name:ann"},
        {PERSON_name, "  Bo   LI ", "name:bo name:li"},
        {PERSON_name, "Fischer", "name:fis name:fisc name:fisch name:fische"},
        {PERSON_name, "Müller", "name:mul name:mull name:mulle name:muller"},
        {PERSON_name, "Mueller",
         "name:mue name:muel name:muell name:muelle name:mul name:mull name:mulle name:muller"},
        {PERSON_name, "Groß", "name:gro name:gros name:gross"},
        {PERSON_name, "O’Brien", "name:obr name:obri name:obrie name:obrien"},
        {PERSON_name, "Ann-Ann ann", "name:ann"},
        {PERSON_name, "Łódź", "name:lod name:lodz"},
        {PERSON_name, "مُحَمَّد", "name:محم name:محمد"},
        {PERSON_name, "王小明", "name:王 name:王小 name:王小明"},
        {PERSON_name, "さくら", "name:さ name:さく name:さくら"},
        {PERSON_name, "Иван", "name:ива name:иван"},
        {PERSON_name, "--- !", ""},
        {PERSON_company, "Ann & Co. 24", "name:24 name:ann name:co"},
        {PERSON_email, "Ann.Ox+Shop@Example.ORG",
         "email:ann.ox+shop@example.org local:ann local:ann.ox+shop local:ox local:shop"},
        {PERSON_email, "ann", "email:ann"},
        {PERSON_email, "@x", "email:@x"},
        {PERSON_phone, "+49 (0)30 / 123 45-67", "phone:49301234567 phoneend:1234567"},
        {PERSON_phone, "0049 30 1234567", "phone:49301234567 phoneend:1234567"},
        {PERSON_phone, "(030) 1234567", "phone:0301234567 phoneend:1234567"},
        {PERSON_phone, "555-123-4567 x89", "phone:5551234567 phoneend:1234567"},
        {PERSON_phone, "tel. 110", "phone:110"},
        {PERSON_phone, "٠١٢٣٤٥٦٧", "phone:01234567 phoneend:1234567"},
        {PERSON_phone, "none", ""},
        {PERSON_zip, " 10115 ", "zip:10115"},
        {PERSON_zip, "SW1A 1AA", "zip:1aa zip:sw1a zip:sw1a1aa"},
        {PERSON_zip, "12345-6789", "zip:12345 zip:123456789 zip:6789"},
        {PERSON_city, "Ulm", "city:ulm"},
        {PERSON_city, "Bad Düren", "city:bad city:dur city:dure city:duren"},
        {PERSON_city, "Luebeck",
         "city:lub city:lube city:lubec city:lubeck city:lue city:lueb "
         "city:luebe city:luebec"},
        {PERSON_street1, "Hauptstraße 5", ""},
        {PERSON_note, "ring twice", ""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(person_data) person = with(cases[i].field, cases[i].value);
        g_autoptr(GArray) words = person_words(&person);
        g_autofree char *text = told(words, false);
        g_assert_cmpstr(text, ==, cases[i].words);
    }
}

// However an apostrophe is typed, the name is one word without it.
static void test_apostrophes(void)
{
    static const char *const signs[] = {"'", "`", "\u00b4", "\u2018", "\u2019", "\u02bc"};
    for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
        g_autofree char *name = g_strdup_printf("O%sBrien", signs[i]);
        g_auto(person_data) person = with(PERSON_name, name);
        g_autoptr(GArray) words = person_words(&person);
        g_autofree char *text = told(words, false);
        g_assert_cmpstr(text, ==, "name:obr name:obri name:obrie name:obrien");
    }
}

static void test_search_words(void)
{
    static const struct {
        const char *typed, *words;
    } cases[] = {
        {"", ""},
        {" -- ", ""},
        {"Fischers", "name:fische local:fischers zip:fischers city:fische"},
        {"a@b.c", "email:a@b.c"},
        {"A.Ox@", "local:a.ox"},
        {"030 / 1234567", "phone:0301234567 phoneend:1234567 zip:0301234567"},
        {"ann 10115", "name:ann local:ann zip:ann city:ann & name:10115 local:10115 zip:10115 "
                      "city:10115"},
        {"Joe", "name:jo name:joe local:joe zip:joe city:jo city:joe"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GArray) words = person_search(cases[i].typed);
        g_autofree char *text = told(words, true);
        g_assert_cmpstr(text, ==, cases[i].words);
    }
}

// Would the index find PERSON for TYPED?
static bool found(const struct person *person, const char *typed)
{
    g_autoptr(GArray) stored = person_words(person);
    g_autoptr(GArray) asked = person_search(typed);
    unsigned groups = 0, hits = 0;
    for (unsigned i = 0, hit = 0; i < asked->len; i++) {
        const struct person_word *word = &g_array_index(asked, struct person_word, i);
        for (unsigned j = 0; j < stored->len; j++) {
            const struct person_word *other = &g_array_index(stored, struct person_word, j);
            hit |= word->kind == other->kind && !strcmp(word->text, other->text);
        }
        if (i + 1 == asked->len || word[1].group != word->group) {
            groups++;
            hits += hit;
            hit = 0;
        }
    }
    return groups && hits == groups;
}

static void test_search(void)
{
    static const struct {
        int field;
        const char *value, *typed;
        bool found, matches;
    } cases[] = {
        {PERSON_name, "Jörg Müller", "mueller joerg", true, true},
        {PERSON_name, "Joerg Mueller", "Müller", true, true},
        {PERSON_name, "Jörg Müller", "MÜL", true, true},
        {PERSON_name, "Jörg Müller", "mü", false, false},
        {PERSON_name, "Jörg Müller", "jörg schmidt", false, false},
        {PERSON_name, "Jörg Müller", "", false, false},
        {PERSON_name, "Joel Stone", "joe", true, true},
        {PERSON_name, "Hohenzollern", "hohenzol", true, true},
        {PERSON_name, "Hohenzollern", "hohenzahl", true, false}, // the index knows six letters
        {PERSON_name, "Fischer", "Fischers", true, false},
        {PERSON_name, "Fischer", "ischer", false, false},
        {PERSON_name, "Mary O'Brien", "obrien", true, true},
        {PERSON_name, "Mary O'Brien", "O’BRIEN", true, true},
        {PERSON_name, "Müller-Lüdenscheidt", "lüdenscheidt müller", true, true},
        {PERSON_name, "王小明", "王", true, true},
        {PERSON_name, "王小明", "小明", false, false},
        {PERSON_name, "김민준", "김", true, true},
        {PERSON_name, "이민준", "이", true, true},
        {PERSON_name, "محمد علي", "محمّد", true, true},
        {PERSON_name, "Bo Li", "li", true, true},
        {PERSON_email, "Ann.Ox@example.org", "ann.ox@EXAMPLE.org", true, true},
        {PERSON_email, "ann.ox@example.org", "ann.ox@", true, true},
        {PERSON_email, "ann.ox@example.org", "ann.ox", true, true},
        {PERSON_email, "ann.ox@example.org", "example.org", false, false},
        {PERSON_phone, "+49 30 1234567", "030/1234567", true, true},
        {PERSON_phone, "+49 30 1234567", "1234567", true, true},
        {PERSON_phone, "+49 30 1234567", "123456", false, false},
        {PERSON_zip, "SW1A 1AA", "sw1a1aa", true, true},
        {PERSON_zip, "SW1A 1AA", "SW1A 1AA", true, true},
        {PERSON_zip, "SW1A 1AA", "sw1a", true, true},
        {PERSON_zip, "12345-6789", "12345-6789", true, true},
        {PERSON_zip, "12345-6789", "12345", true, true},
        {PERSON_zip, "10115", "1011", false, false},
        {PERSON_city, "Bad Düren", "dueren", true, true},
        {PERSON_city, "Luebeck", "LÜBECK", true, true},
        {PERSON_city, "Luebeck", "lüb", true, true},
        {PERSON_city, "München", "münch", true, true},
        {PERSON_city, "München", "muench", true, true},
        {PERSON_city, "München", "mu", false, false},
        {PERSON_city, "Luebeck", "Luebecker", true, false}, // the index knows six letters
        {PERSON_street1, "Hauptstraße", "hauptstraße", false, false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(person_data) person = with(cases[i].field, cases[i].value);
        g_test_message("%s / %s", cases[i].value, cases[i].typed);
        g_assert_true(found(&person, cases[i].typed) == cases[i].found);
        g_assert_true(person_matches(&person, cases[i].typed) == cases[i].matches);
    }
}

static void test_search_fields_together(void)
{
    g_auto(person_data) person = with(PERSON_name, "Ann Ox");
    person_set(&person, PERSON_zip, "10115");
    person_set(&person, PERSON_company, "Ox Ltd");
    g_assert_true(found(&person, "10115 ann") && person_matches(&person, "10115 ann"));
    g_assert_true(found(&person, "ann ltd") && person_matches(&person, "ann ltd"));
    person_set(&person, PERSON_city, "Ulm");
    g_assert_true(found(&person, "ox ulm") && person_matches(&person, "ox ulm"));
    g_assert_false(found(&person, "10116 ann") || person_matches(&person, "10116 ann"));
    g_assert_false(found(&person, "ann 10116") || person_matches(&person, "ann 10116"));
}

// The index may offer too many, never too few: whatever matches to the letter is found.
static void test_search_random(void)
{
    static const char *const bits[] = {"a",  "ae", "ü", "ue", "o'", "-",  " ",    "李", "김",  "1",
                                       "23", "@",  ".", "ß",  "م",  "が", "\xff", "ll", "xyz", "+"};
    int matched = 0;
    for (int round = 0; round < 20000; round++) {
        g_autoptr(GString) value = g_string_new(NULL);
        g_autoptr(GString) typed = g_string_new(NULL);
        for (int i = g_test_rand_int_range(1, 9); i > 0; i--)
            g_string_append(value, bits[g_test_rand_int_range(0, G_N_ELEMENTS(bits))]);
        g_string_append(typed, value->str);
        if (round % 2)
            g_string_truncate(typed, (gsize)g_test_rand_int_range(0, (int)typed->len + 1));
        g_auto(person_data) person = with(round % N_PERSON_FIELDS, value->str);
        bool matches = person_matches(&person, typed->str);
        matched += matches;
        if (matches && !found(&person, typed->str))
            g_error("\"%s\" does not find \"%s\"", typed->str, value->str);
    }
    g_assert_cmpint(matched, >, 1000);
}

// --- Masks

static void test_mask(void)
{
    static const struct {
        const char *name, *company, *country, *mask;
    } cases[] = {
        {"Anna Meier", NULL, "de", "A. M., DE"},
        {"anna-lena von der Meier", "Meier AG", "DE", "A. L. V., DE"},
        {NULL, "Meier & Söhne", "AT", "M. S., AT"},
        {"Ærø", NULL, NULL, "Æ."},
        {"王小明", NULL, "CN", "•., CN"},
        {"김 민준", NULL, "KR", "•. •., KR"},
        {"محمد علي", NULL, "EG", "م. ع., EG"},
        {"O'Brien", NULL, "Ireland", "O."},
        {"1234 5", NULL, "DE", "DE"},
        {"Anna", NULL, "12", "A."},
        {"Anna", NULL, "deu", "A., DEU"},
        {"Anna", NULL, "D", "A."},
        {"Anna", NULL, "Deut", "A."},
        {"\xff", NULL, NULL, ""},
        {NULL, NULL, NULL, ""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(person_data) person = with(PERSON_name, cases[i].name);
        person_set(&person, PERSON_company, cases[i].company);
        person_set(&person, PERSON_country, cases[i].country);
        person_set(&person, PERSON_zip, "10115");
        g_autofree char *mask = person_mask(&person);
        g_assert_cmpstr(mask, ==, cases[i].mask);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/person/beside", test_beside);
    g_test_add_func("/person/round-trip", test_round_trip);
    g_test_add_func("/person/packed", test_packed);
    g_test_add_func("/person/short-text", test_short_text);
    g_test_add_func("/person/invalid-bytes", test_invalid_bytes);
    g_test_add_func("/person/reads", test_reads);
    g_test_add_func("/person/refuses", test_refuses);
    g_test_add_func("/person/cut-and-changed", test_cut_and_changed);
    g_test_add_func("/person/words", test_words);
    g_test_add_func("/person/apostrophes", test_apostrophes);
    g_test_add_func("/person/search-words", test_search_words);
    g_test_add_func("/person/search", test_search);
    g_test_add_func("/person/search-together", test_search_fields_together);
    g_test_add_func("/person/search-random", test_search_random);
    g_test_add_func("/person/mask", test_mask);
    return g_test_run();
}
