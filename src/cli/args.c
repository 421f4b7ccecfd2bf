// SPDX-License-Identifier: Apache-2.0
// Arguments of a verb, parsed by the table that also makes its help.
#include <string.h>

#include "cli.h"
#include "i18n.h"
#include "text.h"

static int find_option(const struct op_arg *args, const char *word, size_t length)
{
    for (int i = 0; i < OP_MAX_ARGS && args[i].name; i++)
        if (args[i].option && strlen(args[i].name) == length &&
            !strncmp(args[i].name, word, length))
            return i;
    return -1;
}

static bool unknown_option(const char *word, GError **error)
{
    g_autofree char *quoted = text_quote(word, -1, 40);
    return tote_fail(error, TOTE_USAGE, NULL, _("The option %s is not known here"), quoted);
}

// --name VALUE, --name=VALUE or --flag; *at moves behind what was taken.
static bool take_option(const struct op_arg *args, char **words, int *at, const char **values,
                        GError **error)
{
    const char *word = words[*at] + 2;
    size_t length = strcspn(word, "=");
    int i = find_option(args, word, length);
    if (i < 0)
        return unknown_option(words[*at], error);
    if (values[i])
        return tote_fail(error, TOTE_USAGE, args[i].name, _("--%s is given twice"), args[i].name);
    *at += 1;
    if (args[i].type == ARG_FLAG) {
        values[i] = "1";
        return true;
    }
    if (word[length] == '=')
        values[i] = word + length + 1;
    else if (!words[*at])
        return tote_fail(error, TOTE_USAGE, args[i].name, _("--%s needs a value: %s"), args[i].name,
                         _(args[i].help));
    else
        values[i] = words[(*at)++];
    return true;
}

static bool take_word(const struct op_arg *args, const char *word, const char **values,
                      GPtrArray *rest, GError **error)
{
    for (int i = 0; i < OP_MAX_ARGS && args[i].name; i++) {
        if (args[i].option)
            continue;
        if (args[i].type == ARG_REST) {
            g_ptr_array_add(rest, (void *)word);
            return true;
        }
        if (!values[i]) {
            values[i] = word;
            return true;
        }
    }
    g_autofree char *quoted = text_quote(word, -1, 40);
    return tote_fail(error, TOTE_USAGE, NULL, _("%s is one word too many"), quoted);
}

static void join_rest(const struct op_arg *args, const char **values, GPtrArray *rest,
                      GPtrArray *made)
{
    for (int i = 0; rest->len && i < OP_MAX_ARGS && args[i].name; i++) {
        if (args[i].type != ARG_REST)
            continue;
        g_ptr_array_add(rest, NULL);
        char *joined = g_strjoinv("\n", (char **)rest->pdata);
        g_ptr_array_add(made, joined);
        values[i] = joined;
    }
}

char *cli_arg_help(const struct op_arg *arg)
{
    g_autofree char *choices = arg->choices ? arg->choices() : NULL;
    return choices ? g_strdup_printf("%s: %s", _(arg->help), choices) : g_strdup(_(arg->help));
}

static bool missing(const struct op_arg *arg, GError **error)
{
    g_autofree char *help = cli_arg_help(arg);
    return tote_fail(error, TOTE_USAGE, arg->name, _("%s is missing: %s"), arg->name, help);
}

static bool check_required(const struct op_arg *args, const char **values, GError **error)
{
    for (int i = 0; i < OP_MAX_ARGS && args[i].name; i++)
        if (args[i].required && !values[i])
            return missing(&args[i], error);
    return true;
}

bool cli_parse(const struct op_arg *args, char **words, const char **values, GPtrArray *made,
               GError **error)
{
    g_autoptr(GPtrArray) rest = g_ptr_array_new();
    bool options = true;
    for (int at = 0; words[at];) {
        bool ok = true;
        if (options && !strcmp(words[at], "--")) {
            options = false;
            at++;
        } else if (options && g_str_has_prefix(words[at], "--")) {
            ok = take_option(args, words, &at, values, error);
        } else {
            ok = take_word(args, words[at++], values, rest, error);
        }
        if (!ok)
            return false;
    }
    join_rest(args, values, rest, made);
    return check_required(args, values, error);
}

char *cli_synopsis(const char *name, const struct op_arg *args)
{
    GString *line = g_string_new(name);
    for (int i = 0; i < OP_MAX_ARGS && args[i].name; i++) {
        g_autofree char *value = g_ascii_strup(args[i].name, -1);
        const char *open = args[i].required ? "" : "[", *close = args[i].required ? "" : "]";
        if (args[i].type == ARG_FLAG)
            g_string_append_printf(line, " %s--%s%s", open, args[i].name, close);
        else if (args[i].option)
            g_string_append_printf(line, " %s--%s %s%s", open, args[i].name, value, close);
        else
            g_string_append_printf(line, " %s%s%s%s", open, value,
                                   args[i].type == ARG_REST ? "…" : "", close);
    }
    return g_string_free(line, FALSE);
}
