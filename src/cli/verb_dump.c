// SPDX-License-Identifier: Apache-2.0
// `tote dump`: the tables of the program as text, what the manual is made of.
#include <stdio.h>
#include <string.h>

#include "i18n.h"
#include "lives.h"
#include "master.h"
#include "programs.h"
#include "query.h"
#include "settings.h"

static void dump_states(void)
{
    for (const struct state_table *const *table = model_state_tables(); *table; table++) {
        printf("%s\n", (*table)->name);
        for (size_t i = 0; i < (*table)->n_transitions; i++) {
            const struct transition *row = &(*table)->transitions[i];
            const char *guard = state_guard(*table, row);
            printf("  %-10s --%s--> %-10s  %s%s%s\n", *row->from ? row->from : "-", row->event,
                   row->to, _(row->sentence), guard ? _("; if ") : "", guard ? guard : "");
        }
    }
}

// Who may: the names of a set of roles. Caller frees.
static char *who_may(unsigned roles)
{
    return roles == ROLES_FLOOR ? g_strdup("everybody") : role_names(roles);
}

static void dump_op(const char *name, unsigned roles, const char *summary)
{
    g_autofree char *who = who_may(roles);
    printf("%-16s %-24s %s\n", name, who, _(summary));
}

static void dump_ops(void)
{
    for (const struct op *const *op = op_all(); *op; op++)
        dump_op((*op)->name, (*op)->roles, (*op)->summary);
    for (const struct query *const *query = query_all(); *query; query++)
        dump_op((*query)->name, (*query)->roles, (*query)->summary);
}

static void dump_settings(void)
{
    for (int i = 0; i < N_SETTINGS; i++) {
        const struct setting *setting = setting_get((enum setting_id)i);
        printf("%-22s %-12s %s\n", setting->key, *setting->preset ? setting->preset : "–",
               _(setting->help));
    }
}

static void dump_codes(void)
{
    for (int i = 0; i < TOTE_N_CODES; i++)
        printf("%-26s %d  %s\n", tote_code_text((enum tote_code)i),
               (int)tote_code_exit((enum tote_code)i), _(tote_code_hint((enum tote_code)i)));
}

static void dump_columns(void)
{
    static const char *const names[N_MASTER_KINDS] = {[MASTER_ITEMS] = "items",
                                                      [MASTER_PLACES] = "places",
                                                      [MASTER_STOCK] = "stock",
                                                      [MASTER_KITS] = "kits",
                                                      [MASTER_WAREHOUSES] = "warehouses"};
    for (int kind = 0; kind < N_MASTER_KINDS; kind++) {
        int n = 0;
        const struct column *columns = master_columns((enum master_kind)kind, &n);
        printf("%s\n", names[kind]);
        for (int i = 0; i < n; i++)
            printf("  %-14s %-9s %s%s%s\n", columns[i].name,
                   columns[i].required ? _("required") : "",
                   columns[i].about ? _(columns[i].about) : "",
                   columns[i].also ? _("; also: ") : "", columns[i].also ? columns[i].also : "");
    }
}

static void dump_keys(void)
{
    g_autofree char *text = screens_keys();
    fputs(text, stdout);
}

static const struct {
    const char *name;
    void (*dump)(void);
} tables[] = {{"states", dump_states}, {"ops", dump_ops},         {"settings", dump_settings},
              {"keys", dump_keys},     {"columns", dump_columns}, {"codes", dump_codes}};

int verb_dump(struct cli *cli, const char *const *values, GError **error)
{
    bool all = !strcmp(values[0], "docs"), found = all;
    if (all)
        cli_show_verbs(cli, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        if (!all && strcmp(values[0], tables[i].name))
            continue;
        if (all)
            printf("\n%s\n\n", tables[i].name);
        tables[i].dump();
        found = true;
    }
    if (found)
        return TOTE_EXIT_OK;
    tote_fail(error, TOTE_ARGUMENT, "table",
              _("There is no table '%s'; there are docs, keys, states, ops, settings, codes, "
                "columns"),
              values[0]);
    return -1;
}
