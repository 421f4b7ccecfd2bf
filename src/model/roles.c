// SPDX-License-Identifier: Apache-2.0
// The table of roles.
#include "roles.h"

#include <glib.h>

static const struct role_row rows[] = {
    {"picker", ROLE_PICKER, 0, "pick"},
    {"packer", ROLE_PACKER, SEES_PEOPLE, "pack"},
    {"manager", ROLE_MANAGER, SEES_ALL, "home"},
    {"admin", ROLE_ADMIN, SEES_ALL, "home"},
};

const struct role_row *role_row(enum role role)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (rows[i].role == role)
            return &rows[i];
    return NULL;
}

const struct role_row *role_find(const char *code)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (!g_strcmp0(rows[i].code, code))
            return &rows[i];
    return NULL;
}

char *role_names(unsigned roles)
{
    GString *names = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (roles & rows[i].role)
            g_string_append_printf(names, "%s%s", names->len ? ", " : "", rows[i].code);
    return g_string_free(names, FALSE);
}

unsigned roles_seeing(unsigned roles, unsigned sees)
{
    unsigned seeing = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if ((roles & rows[i].role) && !(sees & ~rows[i].sees))
            seeing |= rows[i].role;
    return seeing;
}

unsigned role_sees(enum role role)
{
    const struct role_row *row = role_row(role);
    return row ? row->sees : 0;
}
