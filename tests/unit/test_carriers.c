// SPDX-License-Identifier: Apache-2.0
// Whom a shipping method names, and which parcels may leave.
#include "carriers.h"

#include <glib.h>

#include "handover.h"

static void test_of(void)
{
    static const struct {
        const char *method, *code;
    } cases[] = {
        {"DHL Paket", "DHL"},
        {"dhl", "DHL"},
        {"DPD Classic", "DPD"},
        {"Standard", ""},
        {"", ""},
        {"Upstairs delivery", ""},
        {"Versand (GLS/DHL)", "GLS"},
        {"DHL-Express", "DHL"},
        {"federal  express", "FedEx"},
        {"ÖSTERREICHISCHE POST", "Austrian Post"},
        {"Deutsche Post Brief", "Deutsche Post"},
        {"Royal Mail 48", "Royal Mail"},
        {"Pick up at store", "Pick-up"},
        {"Store pickup", "Pick-up"},
        {"pick-up", "Pick-up"},
        {"Abholung im Laden", "Pick-up"},
        {"Click & Collect", "Pick-up"},
        {"DPD Pickup", "DPD"}, // it goes to a shop of DPD
        {"Local delivery", "Local"},
        {"Lokale Lieferung", "Local"},
        {"local", "Local"},
        {"Local pickup", "Pick-up"},
        {"DHL local", "DHL"},
        {"Locally made", ""},
        {"Collector's box", ""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpstr(carrier_of(cases[i].method), ==, cases[i].code);
    g_autofree char *all = carrier_list();
    g_assert_true(g_str_has_prefix(all, "DHL, DPD, "));
    g_auto(GStrv) list = g_strsplit(all, ", ", -1);
    for (size_t i = 0; list[i]; i++) // each once, whatever else it is called
        for (size_t k = 0; k < i; k++)
            g_assert_cmpstr(list[k], !=, list[i]);
}

// As the reader calls it; names are nobody's to translate.
static void test_shown(void)
{
    g_assert_cmpstr(carrier_shown("DHL"), ==, "DHL");
    g_assert_cmpstr(carrier_shown(CARRIER_FETCHED), ==, "Pick-up");
    g_assert_cmpstr(carrier_shown(CARRIER_LOCAL), ==, "Local");
}

static void test_in(void)
{
    g_assert_true(carrier_in("bike messenger", "Bike-Messenger, slow"));
    g_assert_false(carrier_in("bike", "Bikes"));
    g_assert_false(carrier_in("", "Bikes"));
    g_assert_false(carrier_in("-", ""));
}

static void test_handover(void)
{
    static const struct {
        struct label_seen label;
        enum handover wanted;
    } cases[] = {
        {{0, "done", "ZEBRA"}, HANDOVER_GOES},
        {{9, "waiting", "ZEBRA"}, HANDOVER_GOES},
        {{0, "waiting", "ZEBRA"}, HANDOVER_MISSING},
        {{0, "sending", "ZEBRA"}, HANDOVER_MISSING},
        {{0, "printing", "ZEBRA"}, HANDOVER_MISSING},
        {{0, "doubt", "ZEBRA"}, HANDOVER_MISSING},
        {{0, "failed", "ZEBRA"}, HANDOVER_MISSING},
        {{0, "waiting", ""}, HANDOVER_UNPRINTED},
        {{0, "", ""}, HANDOVER_MISSING}, // its job was cancelled
        {{9, "done", "ZEBRA", true}, HANDOVER_MISSING},
        {{0, "waiting", "", true}, HANDOVER_MISSING},
        {{0, "failed", "ZEBRA", .fetched = true}, HANDOVER_GOES},
        {{0, "", "", .called_back = true, .fetched = true}, HANDOVER_MISSING},
        {{0, "done", "ZEBRA", .voided = true, .fetched = true}, HANDOVER_MISSING},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpint(handover_judge(&cases[i].label), ==, cases[i].wanted);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/carriers/of", test_of);
    g_test_add_func("/carriers/shown", test_shown);
    g_test_add_func("/carriers/in", test_in);
    g_test_add_func("/carriers/handover", test_handover);
    return g_test_run();
}
