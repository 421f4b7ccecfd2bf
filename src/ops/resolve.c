// SPDX-License-Identifier: Apache-2.0
// Looks codes up in the order that the floor needs: what is expected first, then everything else.
#include "resolve.h"

#include <string.h>

#include "classify.h"
#include "clock.h"
#include "common.h"
#include "i18n.h"
#include "names.h"
#include "numbers.h"
#include "store_item.h"
#include "store_location.h"
#include "store_parcel.h"
#include "store_work.h"
#include "text.h"

typedef int (*finder)(struct db *db, int64_t site, const struct code *code, struct target *target,
                      GError **error);

// Each finder: 1 found (target filled), 0 not, -1 with *error.

static int item_row(struct list *found, struct target *target)
{
    if (!found)
        return -1;
    g_autoptr(rowlist) list = found;
    if (!list_len(list))
        return 0;
    const struct item_row *row = list_at(list, struct item_row, 0);
    target->kind = TARGET_ITEM;
    target->id = row->id;
    target->qty = row->pack_qty;
    target->name = g_strdup(row->name);
    return 1;
}

// As item_row(), by a code that stands on it.
static int scanned_row(struct db *db, const char *code, struct target *target, GError **error)
{
    g_autoptr(rowlist) list = store_item_scanned(db, code, error);
    if (!list)
        return -1;
    if (!list_len(list))
        return 0;
    const struct item_scanned *row = list_at(list, struct item_scanned, 0);
    target->kind = TARGET_ITEM;
    target->id = row->id;
    target->qty = row->pack_qty;
    target->name = g_strdup(row->name);
    return 1;
}

static int find_item(struct db *db, int64_t site, const struct code *code, struct target *target,
                     GError **error)
{
    (void)site;
    int rc = 0;
    if (*code->gtin)
        rc = scanned_row(db, code->gtin, target, error);
    if (!rc && code->text && *code->text)
        rc = scanned_row(db, code->text, target, error);
    if (!rc && code->text && *code->text)
        rc = item_row(store_item_by_sku(db, code->text, error), target);
    if (rc > 0 && code->qty > 0)
        target->qty = code->qty;
    return rc;
}

// What a kind of location is to a scan.
static enum target_kind target_of(const char *kind)
{
    static const struct {
        const char *kind;
        enum target_kind target;
    } others[] = {{"tote", TARGET_TOTE}, {"plate", TARGET_PLATE}, {"pallet", TARGET_PLATE}};
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        if (!strcmp(others[i].kind, kind))
            return others[i].target;
    return TARGET_PLACE;
}

// "NORTH:A-01" names the site too: *ret_code is what stands behind it. 1, or 0 where there is no
// such site, or -1.
static int split_site(struct db *db, const char *text, int64_t *site, const char **ret_code,
                      GError **error)
{
    const char *colon = strchr(text, ':');
    *ret_code = text;
    if (!colon)
        return 1;
    g_autofree char *code = g_strndup(text, (size_t)(colon - text));
    g_autoptr(rowlist) found = store_site(db, code, error);
    if (!found || !list_len(found))
        return found ? 0 : -1;
    *site = list_at(found, struct site_row, 0)->id;
    *ret_code = colon + 1;
    return 1;
}

static int several(const char *code, const struct list *found, GError **error)
{
    g_autofree char *quoted = text_quote(code, -1, 40);
    tote_fail(error, TOTE_AMBIGUOUS, "place", _("Several warehouses have a place %s; say %s:%s"),
              quoted, list_at(found, struct location_row, 0)->warehouse, code);
    return -1;
}

// BOTH: it was called by its site, too, and is so again.
static int place_row(const struct list *found, bool both, struct target *target, GError **error)
{
    const struct location_row *row =
        list_len(found) ? list_at(found, struct location_row, 0) : NULL;
    if (row && list_len(found) > 1)
        return several(row->code, found, error);
    if (!row || !strcmp(row->kind, "carton")) // a box is a parcel, see there
        return 0;
    target->kind = target_of(row->kind);
    target->id = row->id;
    target->name = both ? g_strdup_printf("%s:%s", row->warehouse, row->code) : g_strdup(row->code);
    return 1;
}

static int find_place(struct db *db, int64_t site, const struct code *code, struct target *target,
                      GError **error)
{
    const char *name = NULL;
    int split = code->text ? split_site(db, code->text, &site, &name, error) : 0;
    if (split != 1)
        return split;
    g_autoptr(rowlist) found = store_locations_by_code(db, name, site, error);
    return found ? place_row(found, name != code->text, target, error) : -1;
}

static int find_box_type(struct db *db, int64_t site, const struct code *code,
                         struct target *target, GError **error)
{
    (void)site;
    g_autoptr(rowlist) found = store_box_type_by_code(db, code->text, error);
    if (!found)
        return -1;
    if (!list_len(found))
        return 0;
    target->kind = TARGET_BOX_TYPE;
    target->name = g_strdup(list_at(found, struct box_type_row, 0)->code);
    return 1;
}

// A label that outlived its box.
static int find_void(struct db *db, const struct code *code, struct target *target, GError **error)
{
    bool was = false;
    if (!store_label_known_void(db, code->sscc, &was, error))
        return -1;
    if (!was)
        return 0;
    g_free(target->problem);
    target->kind = TARGET_VOID;
    target->problem = g_strdup_printf(_("Label %s is void: its box was emptied"), code->sscc);
    return 1;
}

static int find_parcel(struct db *db, int64_t site, const struct code *code, struct target *target,
                       GError **error)
{
    (void)site;
    if (!*code->sscc)
        return 0;
    g_autoptr(rowlist) found = store_parcel_by_sscc(db, code->sscc, error);
    if (!found)
        return -1;
    if (!list_len(found))
        return find_void(db, code, target, error);
    const struct waiting_row *row = list_at(found, struct waiting_row, 0);
    target->kind = TARGET_PARCEL;
    target->id = row->box_id;
    target->name = g_strdup(row->sscc);
    if (strcmp(row->sscc, code->sscc) != 0) {
        g_free(target->problem);
        target->problem =
            row->closed_at
                ? g_strdup_printf(_("Label %s is void: the box has %s now"), code->sscc, row->sscc)
                : g_strdup_printf(_("Label %s is void: its box was opened again"), code->sscc);
    }
    return 1;
}

static int find_order(struct db *db, int64_t site, const struct code *code, struct target *target,
                      GError **error)
{
    (void)site;
    const char *number = code->number ? code->number : code->text;
    g_autoptr(GError) failed = NULL;
    if (number_id(NUMBER_WORK, number)) // find_number() knows it
        return 0;
    g_autoptr(rowlist) found = order_find(db, number, &failed);
    if (tote_error_is(failed, TOTE_NOT_FOUND))
        return 0;
    if (!found) {
        g_propagate_error(error, g_steal_pointer(&failed));
        return -1;
    }
    target->kind = TARGET_ORDER;
    target->id = list_at(found, struct order_row, 0)->id;
    target->name = g_strdup(number_of(NUMBER_ORDER, target->id).text);
    return 1;
}

static int find_number(struct db *db, int64_t site, const struct code *code, struct target *target,
                       GError **error)
{
    (void)site;
    const char *number = code->number ? code->number : code->text;
    int64_t work = number_id(NUMBER_WORK, number);
    if (!work)
        return 0;
    g_autoptr(rowlist) found = store_work(db, work, error);
    if (!found)
        return -1;
    if (!list_len(found))
        return 0;
    target->kind = TARGET_WORK;
    target->id = work;
    target->name = g_strdup(number);
    return 1;
}

// --- in the other letter case, where that names one thing alone

static int find_item_loosely(struct db *db, int64_t site, const struct code *code,
                             struct target *target, GError **error)
{
    (void)site;
    struct list *found = store_items_by_letters(db, code->text, error);
    if (found && list_len(found) > 1)
        g_array_set_size(found->rows, 0);
    return item_row(found, target);
}

static int find_place_loosely(struct db *db, int64_t site, const struct code *code,
                              struct target *target, GError **error)
{
    const char *name = NULL;
    int split = split_site(db, code->text, &site, &name, error);
    if (split != 1)
        return split;
    g_autoptr(rowlist) found = store_locations_by_letters(db, name, site, error);
    if (!found)
        return -1;
    const char *first = list_len(found) ? list_at(found, struct location_row, 0)->code : "";
    for (unsigned i = 1; i < list_len(found); i++)
        if (strcmp(list_at(found, struct location_row, i)->code, first) != 0)
            return 0;
    return place_row(found, name != code->text, target, error);
}

static const struct {
    enum target_kind kind;
    finder find;
} finders[] = {{TARGET_ITEM, find_item},     {TARGET_PLACE, find_place},
               {TARGET_PARCEL, find_parcel}, {TARGET_WORK, find_number},
               {TARGET_ORDER, find_order},   {TARGET_BOX_TYPE, find_box_type}};
static const finder loosely[] = {find_item_loosely, find_place_loosely};

static bool look_up(struct db *db, int64_t site, const struct code *code, enum target_kind prefer,
                    struct target *target, GError **error)
{
    int rc = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(finders) && !rc; i++)
        if (finders[i].kind == prefer)
            rc = finders[i].find(db, site, code, target, error);
    for (size_t i = 0; i < G_N_ELEMENTS(finders) && !rc; i++)
        if (finders[i].kind != prefer)
            rc = finders[i].find(db, site, code, target, error);
    bool place_first = prefer == TARGET_PLACE;
    for (size_t i = 0; i < G_N_ELEMENTS(loosely) && !rc && code->text && *code->text; i++)
        rc = loosely[i ^ place_first](db, site, code, target, error);
    return rc >= 0;
}

// Clear CODE with code_clear().
static void read_code(const char *text, int64_t now, struct code *ret_code)
{
    bool has_aim = text[0] == ']' && g_ascii_isalpha(text[1]) && text[2];
    char aim[4] = "";
    if (has_aim)
        g_strlcpy(aim, text, sizeof aim);
    int year = 1970 + (int)(now / (INT64_C(365) * DAY_MS + 6 * HOUR_MS));
    code_read(has_aim ? text + 3 : text, -1, aim, year, ret_code);
}

void resolve_send(struct db *db, const char *text, int64_t now)
{
    g_auto(scan_code) code = {0};
    read_code(text, now, &code);
    if (code.kind != CODE_COMMAND && *code.gtin)
        store_item_scanned_send(db, code.gtin);
}

bool resolve(struct db *db, int64_t site, const char *text, enum target_kind prefer, int64_t now,
             struct target *ret_target, GError **error)
{
    g_auto(scan_code) code = {0};
    g_autofree char *composed = name_composed(text);
    read_code(composed ? composed : text, now, &code);
    struct target target = {.qty = 1,
                            .text = text_quote(text, -1, 40),
                            .lot = g_strdup(code.lot),
                            .serial = g_strdup(code.serial),
                            .problem = g_strdup(code.problem)};
    if (code.kind == CODE_COMMAND) {
        target.kind = TARGET_COMMAND;
        target.name = g_strdup(code.text);
    } else if (!look_up(db, site, &code, prefer, &target, error)) {
        target_clear(&target);
        return false;
    }
    *ret_target = target;
    return true;
}

struct scan_seen target_seen(const struct target *target, const char *code)
{
    static const enum seen_kind kinds[] = {
        [TARGET_NONE] = SEEN_NONE,       [TARGET_VOID] = SEEN_NONE,
        [TARGET_ITEM] = SEEN_ITEM,       [TARGET_PLACE] = SEEN_PLACE,
        [TARGET_ORDER] = SEEN_ORDER,     [TARGET_TOTE] = SEEN_TOTE,
        [TARGET_PLATE] = SEEN_PLATE,     [TARGET_WORK] = SEEN_WORK,
        [TARGET_PARCEL] = SEEN_PARCEL,   [TARGET_BOX_TYPE] = SEEN_BOX_TYPE,
        [TARGET_COMMAND] = SEEN_COMMAND,
    };
    return (struct scan_seen){.kind = kinds[target->kind],
                              .id = target->id,
                              .qty = target->qty,
                              .code = code,
                              .text = target->text,
                              .name = target->name ? target->name : "",
                              .lot = target->lot ? target->lot : "",
                              .serial = target->serial ? target->serial : "",
                              .problem = target->problem};
}

void target_clear(struct target *target)
{
    g_free(target->name);
    g_free(target->text);
    g_free(target->lot);
    g_free(target->serial);
    g_free(target->problem);
    *target = (struct target){0};
}
