// SPDX-License-Identifier: Apache-2.0
// Numbers of postal items: UPU standard S10, two letters, nine digits, the country.
#include <string.h>

#include "country.h"
#include "explanation.h"
#include "i18n.h"

enum { S10_LENGTH = 13, SERVICE = 2, SERIAL = 8, CHECK_AT = 10, COUNTRY_AT = 11 };

// By the first letter of the service indicator; FIRST to LAST of the second one.
static const struct {
    char letter, first, last;
    const char *name;
} services[] = {
    {'A', 'A', 'Z', N_("bilateral or domestic")},
    {'B', 'A', 'Z', N_("domestic or bilateral")},
    {'C', 'A', 'Z', N_("parcel")},
    {'D', 'A', 'Z', N_("domestic or bilateral")},
    {'E', 'A', 'Z', N_("express (EMS)")},
    {'G', 'A', 'Z', N_("by agreement")},
    {'H', 'A', 'Z', N_("parcel of a web shop")},
    {'L', 'A', 'Z', N_("letter with tracking")},
    {'M', 'A', 'Z', N_("M bag")},
    {'N', 'A', 'Z', N_("domestic or bilateral")},
    {'P', 'A', 'Z', N_("domestic or bilateral")},
    {'Q', 'A', 'M', N_("business reply")},
    {'R', 'A', 'Z', N_("registered letter")},
    {'S', 'A', 'Z', N_("domestic or bilateral")},
    {'T', 'A', 'Z', N_("test")},
    {'U', 'A', 'Z', N_("untracked letter")},
    {'V', 'A', 'Z', N_("insured letter")},
    {'Z', 'A', 'Z', N_("domestic or bilateral")},
};

static const char *service_name(const char *letters)
{
    for (gsize i = 0; i < G_N_ELEMENTS(services); i++)
        if (services[i].letter == letters[0] && letters[1] >= services[i].first &&
            letters[1] <= services[i].last)
            return services[i].name;
    return NULL;
}

// Weights 8 6 4 2 3 5 9 7, 11 less the rest modulo 11; 10 becomes 0 and 11 becomes 5.
static char check_digit(const char *serial)
{
    static const int weights[SERIAL] = {8, 6, 4, 2, 3, 5, 9, 7};
    int sum = 0;
    for (int i = 0; i < SERIAL; i++)
        sum += weights[i] * (serial[i] - '0');
    int check = 11 - sum % 11;
    return (char)('0' + (check == 10 ? 0 : check == 11 ? 5 : check));
}

static bool has_shape(const char *data, gsize len)
{
    if (len != S10_LENGTH)
        return false;
    for (gsize i = 0; i < len; i++) {
        bool letter = i < SERVICE || i >= COUNTRY_AT;
        if (letter ? !g_ascii_isupper(data[i]) : !g_ascii_isdigit(data[i]))
            return false;
    }
    return true;
}

bool explain_s10(struct explanation *explanation, gsize from)
{
    const char *data = explanation->message.source + from;
    if (!has_shape(data, explanation->message.source_len - from))
        return false;
    explanation->kind = "s10";
    const char *service = service_name(data);
    char right[2] = {check_digit(data + SERVICE), '\0'};
    struct explain_part *part =
        explain_add(explanation, "service", N_("SERVICE"), from, SERVICE, from, SERVICE);
    part->text = service ? _(service) : NULL;
    explain_add(explanation, "serial", N_("SERIAL"), from + SERVICE, SERIAL, from + SERVICE,
                SERIAL);
    explain_add(explanation, "check", N_("CHECK"), from + CHECK_AT, 1, from + CHECK_AT, 1);
    explain_add(explanation, "country", N_("COUNTRY"), from + COUNTRY_AT, 2, from + COUNTRY_AT, 2);
    if (!service)
        explain_object(explanation, FAULT_S10_SERVICE, from, SERVICE, NULL);
    if (right[0] != data[CHECK_AT]) {
        struct fault *fault = explain_object(explanation, FAULT_S10_CHECK, from, S10_LENGTH, right);
        fault->position = from + CHECK_AT;
        fault->length = 1;
    }
    if (!country_known(data + COUNTRY_AT))
        explain_object(explanation, FAULT_S10_COUNTRY, from + COUNTRY_AT, 2, NULL);
    return true;
}
