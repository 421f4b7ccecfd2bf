// SPDX-License-Identifier: Apache-2.0
// The tables of ISO/IEC 15424: letters of symbologies, and what their modifiers mean.
#include "aim.h"

#include "i18n.h"

static const struct {
    char letter;
    const char *name;
} symbologies[] = {
    {'A', "Code 39"},
    {'B', "Telepen"},
    {'C', "Code 128"},
    {'D', "Code One"},
    {'E', "EAN/UPC"},
    {'F', "Codabar"},
    {'G', "Code 93"},
    {'H', "Code 11"},
    {'I', "Interleaved 2 of 5"},
    {'J', "DotCode"},
    {'K', "Code 16K"},
    {'L', "PDF417"},
    {'M', "MSI"},
    {'N', "Anker"},
    {'O', "Codablock"},
    {'P', "Plessey"},
    {'Q', "QR Code"},
    {'R', "Straight 2 of 5 (two bars)"},
    {'S', "Straight 2 of 5"},
    {'T', "Code 49"},
    {'U', "MaxiCode"},
    {'X', "other symbology"},
    {'Z', "no bar code"},
    {'c', "Channel Code"},
    {'d', "Data Matrix"},
    {'e', "GS1 DataBar"},
    {'g', "Grid Matrix"},
    {'h', "Han Xin"},
    {'o', "OCR"},
    {'p', "PosiCode"},
    {'s', "Super Code"},
    {'z', "Aztec"},
};

// Modifiers; `name` where the pair has one of its own.
static const struct {
    char letter, modifier;
    bool gs1;
    const char *name, *meaning;
} modifiers[] = {
    {'A', '0', false, NULL, N_("no check character checked")},
    {'A', '1', false, NULL, N_("check character right and sent")},
    {'A', '3', false, NULL, N_("check character right and left out")},
    {'A', '4', false, NULL, N_("full ASCII")},
    {'A', '5', false, NULL, N_("full ASCII, check character right and sent")},
    {'A', '7', false, NULL, N_("full ASCII, check character right and left out")},
    {'C', '0', false, NULL, N_("plain data")},
    {'C', '1', true, "GS1-128", N_("FNC1 first: GS1 data")},
    {'C', '2', false, NULL, N_("FNC1 second: rules of an industry")},
    {'C', '4', false, NULL, N_("several symbols joined")},
    {'E', '0', false, "EAN-13", N_("EAN-13, UPC-A or UPC-E as 13 digits")},
    {'E', '1', false, "EAN-2", N_("add-on of 2 digits")},
    {'E', '2', false, "EAN-5", N_("add-on of 5 digits")},
    {'E', '3', false, "EAN-13", N_("13 digits and an add-on")},
    {'E', '4', false, "EAN-8", N_("8 digits")},
    {'F', '0', false, NULL, N_("plain data")},
    {'F', '1', false, NULL, N_("start and stop of the American Blood Commission")},
    {'F', '2', false, NULL, N_("check character right and sent")},
    {'F', '4', false, NULL, N_("check character right and left out")},
    {'G', '0', false, NULL, N_("plain data")},
    {'I', '0', false, NULL, N_("no check digit checked")},
    {'I', '1', false, NULL, N_("check digit right and sent")},
    {'I', '3', false, NULL, N_("check digit right and left out")},
    {'J', '0', false, NULL, N_("plain data")},
    {'J', '1', true, "GS1 DotCode", N_("FNC1 first: GS1 data")},
    {'J', '2', false, NULL, N_("FNC1 second: rules of an industry")},
    {'J', '3', false, NULL, N_("with character sets named (ECI)")},
    {'J', '4', true, "GS1 DotCode", N_("GS1 data with character sets named (ECI)")},
    {'K', '0', false, NULL, N_("plain data")},
    {'K', '1', true, NULL, N_("FNC1 first: GS1 data")},
    {'L', '0', false, NULL, N_("as the standard of 1994")},
    {'L', '1', false, NULL, N_("with character sets named (ECI)")},
    {'L', '2', false, NULL, N_("plain data")},
    {'L', '3', true, "MicroPDF417", N_("GS1 data")},
    {'Q', '0', false, NULL, N_("model 1")},
    {'Q', '1', false, NULL, N_("plain data")},
    {'Q', '2', false, NULL, N_("with character sets named (ECI)")},
    {'Q', '3', true, "GS1 QR Code", N_("FNC1 first: GS1 data")},
    {'Q', '4', true, "GS1 QR Code", N_("GS1 data with character sets named (ECI)")},
    {'Q', '5', false, NULL, N_("FNC1 second: rules of an industry")},
    {'Q', '6', false, NULL, N_("FNC1 second, with character sets named (ECI)")},
    {'T', '0', false, NULL, N_("plain data")},
    {'T', '1', true, NULL, N_("FNC1 first: GS1 data")},
    {'U', '0', false, NULL, N_("mode 4 or 5")},
    {'U', '1', false, NULL, N_("mode 2 or 3: address of a parcel")},
    {'U', '2', false, NULL, N_("mode 4 or 5, with character sets named (ECI)")},
    {'U', '3', false, NULL, N_("mode 2 or 3, with character sets named (ECI)")},
    {'d', '0', false, NULL, N_("error correction of before 1995")},
    {'d', '1', false, NULL, N_("plain data")},
    {'d', '2', true, "GS1 DataMatrix", N_("FNC1 first: GS1 data")},
    {'d', '3', false, NULL, N_("FNC1 second: rules of an industry")},
    {'d', '4', false, NULL, N_("with character sets named (ECI)")},
    {'d', '5', true, "GS1 DataMatrix", N_("GS1 data with character sets named (ECI)")},
    {'d', '6', false, NULL, N_("FNC1 second, with character sets named (ECI)")},
    {'e', '0', true, NULL, N_("GS1 data")},
    {'e', '1', true, "GS1 Composite", N_("GS1 data of the part above")},
    {'e', '2', true, "GS1 Composite", N_("GS1 data behind an escape")},
    {'h', '0', false, NULL, N_("plain data")},
    {'h', '1', false, NULL, N_("with character sets named (ECI)")},
    {'h', '2', true, NULL, N_("GS1 data")},
    {'z', '0', false, NULL, N_("plain data")},
    {'z', '1', true, "GS1 Aztec", N_("FNC1 first: GS1 data")},
    {'z', '2', false, NULL, N_("FNC1 second: rules of an industry")},
    {'z', '3', false, NULL, N_("with character sets named (ECI)")},
    {'z', '4', true, "GS1 Aztec", N_("GS1 data with character sets named (ECI)")},
};

bool aim_read(const char *data, gsize len, struct aim *ret_aim)
{
    *ret_aim = (struct aim){0};
    if (len < AIM_ID_LENGTH || data[0] != ']' || !g_ascii_isxdigit(data[2]))
        return false;
    for (gsize i = 0; i < G_N_ELEMENTS(symbologies); i++)
        if (symbologies[i].letter == data[1])
            ret_aim->name = symbologies[i].name;
    for (gsize i = 0; i < G_N_ELEMENTS(modifiers); i++) {
        if (modifiers[i].letter != data[1] || modifiers[i].modifier != data[2])
            continue;
        ret_aim->name = modifiers[i].name ? modifiers[i].name : ret_aim->name;
        ret_aim->meaning = modifiers[i].meaning;
        ret_aim->gs1 = modifiers[i].gs1;
    }
    return ret_aim->name != NULL;
}
