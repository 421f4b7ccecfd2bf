// SPDX-License-Identifier: Apache-2.0
// `tote demo`: placeholder until the sample shop is written.
#include "cli.h"
int verb_demo(struct cli *cli, const char *const *values, GError **error)
{
    (void)cli;
    (void)values;
    (void)error;
    return 0;
}
