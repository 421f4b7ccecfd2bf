// SPDX-License-Identifier: Apache-2.0
// The terminal program alone, for tests: snap_ui DATABASE OPERATOR|- STATION [OPEN]; or
// snap_ui --make DATABASE to fill one.
#include <stdio.h>
#include <string.h>

#include "shop.h"
#include "ui.h"

static const char *word(char **argv, int argc, int i)
{
    return i < argc && strcmp(argv[i], "-") ? argv[i] : NULL;
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    if (argc == 3 && !strcmp(argv[1], "--make")) {
        shop_make(argv[2]);
        return 0;
    }
    if (argc < 4)
        return 2;
    const struct ui_options options = {.url = argv[1],
                                       .who = word(argv, argc, 2),
                                       .station = word(argv, argc, 3),
                                       .open = word(argv, argc, 4)};
    if (ui_run(&options, &error))
        return 0;
    fprintf(stderr, "%s\n", error->message);
    return 1;
}
