// SPDX-License-Identifier: Apache-2.0
// The program `tote-worker`: renders labels and drives printers.
#include "i18n.h"
#include "programs.h"

char *screens_keys(void)
{
    return g_strdup("");
}

char *worker_path(const struct cli *cli)
{
    return g_strdup(cli->program);
}

int verb_screens(struct cli *cli, GError **error)
{
    (void)cli;
    tote_fail(error, TOTE_USAGE, NULL, _("The worker has no screens; start tote"));
    return -1;
}

int main(int argc, char **argv)
{
    return cli_main(argc, argv);
}
