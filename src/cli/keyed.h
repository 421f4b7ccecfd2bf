// SPDX-License-Identifier: Apache-2.0
// --key for commands that are many calls: the same key again answers what was answered, or goes on
// with what was broken off and answers then.
#pragma once

#include "cli.h"

// What a verb answered, for who asks again.
struct kept {
    char *json, *text;
};
void kept_set(struct kept *kept, const char *json, const char *text);

// Runs VERB with VALUES under cli->key. A trial (--dry-run) keeps no key, as no call does.
// TOTE_KEY_REUSED where the key stands for another command, or for another file. One that was
// refused gives its key back; one that failed otherwise keeps it, and the same command goes on.
int keyed_run(struct cli *cli, const struct verb *verb, const char *const *values, GError **error);
