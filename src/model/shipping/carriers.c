// SPDX-License-Identifier: Apache-2.0
// The table of carriers and the words by which methods name them.
#include "carriers.h"

#include <glib.h>
#include <string.h>

#include "i18n.h"

// A carrier may have several names. The code is what manifests say.
static const struct {
    const char *name, *code;
} names[] = {
    {"DHL", "DHL"},
    {"DPD", "DPD"},
    {"GLS", "GLS"},
    {"UPS", "UPS"},
    {"Hermes", "Hermes"},
    {"Evri", "Evri"},
    {"FedEx", "FedEx"},
    {"Federal Express", "FedEx"},
    {"TNT", "TNT"},
    {"USPS", "USPS"},
    {"Deutsche Post", "Deutsche Post"},
    {"Austrian Post", "Austrian Post"},
    {"Österreichische Post", "Austrian Post"},
    {"Swiss Post", "Swiss Post"},
    {"Die Post", "Swiss Post"},
    {"Colissimo", "La Poste"},
    {"La Poste", "La Poste"},
    {"Chronopost", "Chronopost"},
    {"PostNL", "PostNL"},
    {"bpost", "bpost"},
    {"PostNord", "PostNord"},
    {"InPost", "InPost"},
    {"Royal Mail", "Royal Mail"},
    {"Parcelforce", "Parcelforce"},
    {"Poste Italiane", "Poste Italiane"},
    {"Correos", "Correos"},
    {"Mondial Relay", "Mondial Relay"},
};

// Small letters, each word with one blank before and behind it: " dhl paket ".
static char *words_of(const char *text)
{
    g_autofree char *folded = g_utf8_casefold(text, -1);
    GString *words = g_string_new(" ");
    for (const char *at = folded; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (g_unichar_isalnum(c))
            g_string_append_unichar(words, c);
        else if (words->str[words->len - 1] != ' ')
            g_string_append_c(words, ' ');
    }
    if (words->str[words->len - 1] != ' ')
        g_string_append_c(words, ' ');
    return g_string_free(words, FALSE);
}

// The words of all names, made once: orders that come in by the thousand each ask for them.
static const char *const *known_words(void)
{
    static gsize made;
    static char *words[G_N_ELEMENTS(names)];
    if (g_once_init_enter(&made)) {
        for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
            words[i] = words_of(names[i].name);
        g_once_init_leave(&made, 1);
    }
    return (const char *const *)words;
}

// How channels call it that no carrier comes, as words_of() has them; the first that is found
// counts ("Local pickup").
static const struct {
    const char *words, *code;
} own[] = {
    {" pick up ", CARRIER_FETCHED},      {" pickup ", CARRIER_FETCHED},
    {"abhol", CARRIER_FETCHED},          {" collect ", CARRIER_FETCHED},
    {" collection ", CARRIER_FETCHED},   {" in store ", CARRIER_FETCHED},
    {" local ", CARRIER_LOCAL},          {" lokal ", CARRIER_LOCAL},
    {" lokale ", CARRIER_LOCAL},         {" own courier ", CARRIER_LOCAL},
    {" own driver ", CARRIER_LOCAL},     {" eigener kurier ", CARRIER_LOCAL},
    {" eigener fahrer ", CARRIER_LOCAL}, {" eigene lieferung ", CARRIER_LOCAL},
};

static const char *own_way(const char *words)
{
    for (size_t i = 0; i < G_N_ELEMENTS(own); i++)
        if (strstr(words, own[i].words))
            return own[i].code;
    return "";
}

const char *carrier_of(const char *text)
{
    g_autofree char *words = words_of(text);
    const char *const *known = known_words();
    const char *code = "", *first = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const char *at = strstr(words, known[i]);
        if (at && (!first || at < first)) {
            first = at;
            code = names[i].code;
        }
    }
    return *code ? code : own_way(words);
}

const char *carrier_shown(const char *code)
{
    static const char *const shown[] = {N_("Pick-up"), N_("Local")};
    for (size_t i = 0; i < G_N_ELEMENTS(shown); i++)
        if (!strcmp(code, shown[i]))
            return _(shown[i]);
    return code;
}

bool carrier_in(const char *name, const char *text)
{
    g_autofree char *wanted = words_of(name), *words = words_of(text);
    return strlen(wanted) > 1 && strstr(words, wanted);
}

char *carrier_list(void)
{
    GString *list = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (!i || strcmp(names[i].code, names[i - 1].code) != 0)
            g_string_append_printf(list, "%s, ", names[i].code);
    g_string_append(list, CARRIER_FETCHED ", " CARRIER_LOCAL);
    return g_string_free(list, FALSE);
}
