// SPDX-License-Identifier: Apache-2.0
// The program `tote-worker`: renders labels and drives printers.
#include "i18n.h"
#include "programs.h"

static int no_screens(struct cli *cli, const char *const *values, GError **error)
{
    (void)cli;
    (void)values;
    tote_fail(error, TOTE_USAGE, NULL, _("The worker has no screens; start tote"));
    return -1;
}

#define RUN_LABEL_SHOW verb_label_show
#define RUN_WORKER verb_worker

const struct verb verbs_of_worker[] = {
    {"", N_("Says where the screens are."), no_screens, true, {{0}}},
#include "verbs_both.def"
    {0},
};

int main(int argc, char **argv)
{
    return cli_main(argc, argv, verbs_of_worker);
}
