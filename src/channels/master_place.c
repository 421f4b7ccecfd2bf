// SPDX-License-Identifier: Apache-2.0
// A row of places.
#include "i18n.h"
#include "location_kinds.h"
#include "master_row.h"

enum { P_CODE, P_ZONE, P_KIND, P_WALK, P_CHECK, P_WAREHOUSE, N_PLACE };

static const struct column columns[] = {
    [P_CODE] = {"place", true, "code|location|bin|place code|location code|bin code|bin location",
                N_("The code on the place.")},
    [P_ZONE] = {"zone", false, "area|warehouse zone", N_("The part of the warehouse.")},
    [P_KIND] =
        {"kind", false, "type|place type|location type|usage",
         N_("What it is for, like pick or bulk; the answer to a wrong word names them all.")},
    [P_WALK] = {"walk", false, "sequence|pick sequence|walk sequence|pick order|sort",
                N_("Where it comes in the walk of a picker, a whole number.")},
    [P_CHECK] = {"check", false, "check digits|check digit|check code",
                 N_("Digits that a picker reads back in place of a scan.")},
    [P_WAREHOUSE] = {"warehouse", false, master_warehouse_names,
                     N_("The warehouse in which it is, where there are several.")},
};

static bool read_kind(const struct master_reader *reader, char **ret_kind, GError **error)
{
    const char *cell = master_cell(reader, P_KIND);
    const struct location_kind *kind = location_kind_import(cell);
    if (!*cell || kind) {
        *ret_kind = kind ? g_strdup(kind->code) : NULL;
        return true;
    }
    g_autofree char *shown = master_shown(reader, P_KIND);
    g_autofree char *kinds = location_kind_import_list();
    return tote_fail(error, TOTE_IMPORT_VALUE, master_column(reader, P_KIND),
                     _("\"%s\" is no kind of place; choose one of these: %s"), shown, kinds);
}

static bool read_cells(const struct master_reader *reader, struct incoming_place *place,
                       GError **error)
{
    place->zone = master_free_text(reader, P_ZONE);
    place->check = master_free_text(reader, P_CHECK);
    return master_key(reader, P_CODE, NAME_PLACE, &place->code, error) &&
           master_code(reader, P_WAREHOUSE, NAME_WAREHOUSE, &place->warehouse, error) &&
           read_kind(reader, &place->kind, error) &&
           master_count(reader, P_WALK, &place->walk, error);
}

static bool read_place(const struct master_reader *reader, void *ret_row, GError **error)
{
    struct incoming_place place = {.walk = -1, .row = reader->row->number};
    bool good = read_cells(reader, &place, error);
    if (good)
        *(struct incoming_place *)ret_row = place;
    else
        incoming_place_clear(&place);
    return good;
}

const struct master_file master_places = {columns, N_PLACE, read_place};
