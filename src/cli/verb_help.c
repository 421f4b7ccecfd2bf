// SPDX-License-Identifier: Apache-2.0
// The verbs of a program and its version, for people.
#include <stdio.h>
#include <string.h>

#include "i18n.h"
#include "migrate.h"
#include "programs.h"
#include "query.h"

static void show_usage(const char *name, const char *summary, const struct op_arg *args)
{
    g_autofree char *words = g_strdelimit(g_strdup(name), ".", ' ');
    g_autofree char *synopsis = cli_synopsis(words, args);
    printf("  tote %s\n      %s\n", synopsis, _(summary));
}

static void show_args(const struct op_arg *args)
{
    for (int i = 0; i < OP_MAX_ARGS && args[i].name; i++) {
        g_autofree char *help = cli_arg_help(&args[i]);
        printf("          %s%-12s %s\n", args[i].option ? "--" : "  ", args[i].name, help);
    }
}

// The operation of a verb of two words is listed by the verb.
static bool has_verb(const struct cli *cli, const char *op_name)
{
    g_autofree char *words = g_strdelimit(g_strdup(op_name), ".", ' ');
    for (const struct verb *verb = cli->verbs; verb->name; verb++)
        if (!strcmp(verb->name, words))
            return true;
    return false;
}

static bool wanted(const char *name, const char *prefix)
{
    g_autofree char *words = g_strdelimit(g_strdup(name), ".", ' ');
    return !prefix || g_str_has_prefix(words, prefix);
}

int cli_show_verbs(const struct cli *cli, const char *prefix)
{
    int shown = 0;
    for (const struct verb *verb = cli->verbs; verb->name; verb++) {
        if (!g_ascii_isalpha(verb->name[0]) || !wanted(verb->name, prefix))
            continue;
        show_usage(verb->name, verb->summary, verb->args);
        if (prefix)
            show_args(verb->args);
        shown++;
    }
    for (const struct op *const *op = op_all(); *op; op++) {
        if ((*op)->inner || has_verb(cli, (*op)->name) || !wanted((*op)->name, prefix))
            continue;
        show_usage((*op)->name, (*op)->summary, (*op)->args);
        if (prefix)
            show_args((*op)->args);
        shown++;
    }
    for (const struct query *const *query = query_all(); *query; query++) {
        if (!wanted((*query)->name, prefix))
            continue;
        show_usage((*query)->name, (*query)->summary, (*query)->args);
        if (prefix)
            show_args((*query)->args);
        shown++;
    }
    return shown;
}

int verb_help(struct cli *cli, const char *const *values, GError **error)
{
    g_autofree char *prefix = values[0] ? g_strdelimit(g_strdup(values[0]), "\n", ' ') : NULL;
    if (!prefix)
        puts(_("tote [--db URL] [--as OPERATOR] [--station NAME] [--json] [--key KEY] VERB …\n"
               "Without a verb the screens open.\n"));
    if (cli_show_verbs(cli, prefix))
        return TOTE_EXIT_OK;
    tote_fail(error, TOTE_USAGE, "verb", _("There is no verb '%s'"), prefix);
    return -1;
}

int verb_version(struct cli *cli, const char *const *values, GError **error)
{
    (void)values;
    (void)error;
    g_autoptr(doc_handle) doc = doc_new();
    doc_text(doc, "tote", TOTE_VERSION);
    doc_int(doc, "schema", migrate_newest());
    cli_print(cli, doc);
    return TOTE_EXIT_OK;
}
