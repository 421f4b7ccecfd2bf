// SPDX-License-Identifier: Apache-2.0
// Texts that were pasted into a form become one line that a label can print.
#include "one_line.h"

#include <glib.h>

static void test_lines(void)
{
    static const char *const texts[][2] = {
        {"Kim Probe", "Kim Probe"},
        {" Kim  Probe ", "Kim Probe"},
        {"Kim\tProbe\r\n", "Kim Probe"},
        {"Weg 1\r\nHaus 2", "Weg 1 Haus 2"},
        {"Kim\a Probe", "Kim Probe"},
        {"Kim\u200b\ufeff\u00adProbe", "KimProbe"},
        {"\u202eKim\u202c\u200f \u2066Probe\u2069", "Kim Probe"},
        {"Weg 1\u2028Haus 2\u2029", "Weg 1 Haus 2"},
        {"\u00a0Kim\u00a0Probe\u00a0", "Kim Probe"},
        {"Zoë Müller", "Zoë Müller"},
        {"\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
         "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"}, // a joiner that belongs there
        {"\u200b \t", NULL},
        {"", NULL},
        {NULL, NULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *line = one_line(texts[i][0]);
        g_assert_cmpstr(line, ==, texts[i][1]);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/one-line/texts", test_lines);
    return g_test_run();
}
