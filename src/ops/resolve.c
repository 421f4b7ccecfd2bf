// SPDX-License-Identifier: Apache-2.0
// Looks codes up in the order that the floor needs: what is expected first, then everything else.
#include "resolve.h"

#include <string.h>

#include "classify.h"
#include "i18n.h"
#include "numbers.h"
#include "store_item.h"
#include "store_order.h"
#include "store_pack.h"
#include "text.h"

typedef int (*finder)(struct db *db, const struct code *code, struct target *target,
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

static int find_item(struct db *db, const struct code *code, struct target *target, GError **error)
{
    int rc = 0;
    if (*code->gtin)
        rc = item_row(store_item_by_code(db, code->gtin, error), target);
    if (!rc && code->text && *code->text)
        rc = item_row(store_item_by_code(db, code->text, error), target);
    if (!rc && code->text && *code->text)
        rc = item_row(store_item_by_sku(db, code->text, error), target);
    if (rc > 0 && code->qty > 0)
        target->qty = code->qty;
    return rc;
}

static int find_place(struct db *db, const struct code *code, struct target *target, GError **error)
{
    g_autoptr(rowlist) found = store_place_by_code(db, code->text, error);
    if (!found)
        return -1;
    if (!list_len(found))
        return 0;
    const struct place_row *row = list_at(found, struct place_row, 0);
    target->kind = TARGET_PLACE;
    target->id = row->id;
    target->name = g_strdup(row->code);
    return 1;
}

static int find_box_type(struct db *db, const struct code *code, struct target *target,
                         GError **error)
{
    g_autoptr(rowlist) found = store_box_type_by_code(db, code->text, error);
    if (!found)
        return -1;
    if (!list_len(found))
        return 0;
    target->kind = TARGET_BOX_TYPE;
    target->name = g_strdup(list_at(found, struct box_type_row, 0)->code);
    return 1;
}

static int find_parcel(struct db *db, const struct code *code, struct target *target,
                       GError **error)
{
    if (!*code->sscc)
        return 0;
    g_autoptr(rowlist) found = store_parcel_by_sscc(db, code->sscc, error);
    if (!found)
        return -1;
    if (!list_len(found))
        return 0;
    target->kind = TARGET_PARCEL;
    target->id = list_at(found, struct waiting_row, 0)->box_id;
    target->name = g_strdup(code->sscc);
    return 1;
}

static int find_order(struct db *db, const struct code *code, struct target *target, GError **error)
{
    const char *number = code->number ? code->number : code->text;
    int64_t id = number_id(NUMBER_ORDER, number);
    g_autoptr(rowlist) found =
        id ? store_order(db, id, error) : store_orders_by_name(db, number, error);
    if (!found)
        return -1;
    if (!list_len(found))
        return 0;
    target->kind = TARGET_ORDER;
    target->id = list_at(found, struct order_row, 0)->id;
    target->name = g_strdup(number_of(NUMBER_ORDER, target->id).text);
    return 1;
}

static int find_number(struct db *db, const struct code *code, struct target *target,
                       GError **error)
{
    const char *number = code->number ? code->number : code->text;
    int64_t work = number_id(NUMBER_WORK, number), pack = number_id(NUMBER_PACK, number);
    if (!work && !pack)
        return 0;
    g_autoptr(rowlist) found = work ? store_work(db, work, error) : store_shipment(db, pack, error);
    if (!found)
        return -1;
    if (!list_len(found))
        return 0;
    target->kind = work ? TARGET_WORK : TARGET_PACK;
    target->id = work ? work : pack;
    target->name = g_strdup(number);
    return 1;
}

static const struct {
    enum target_kind kind;
    finder find;
} finders[] = {{TARGET_ITEM, find_item},        {TARGET_PLACE, find_place},
               {TARGET_PARCEL, find_parcel},    {TARGET_PACK, find_number},
               {TARGET_WORK, find_number},      {TARGET_ORDER, find_order},
               {TARGET_BOX_TYPE, find_box_type}};

static bool look_up(struct db *db, const struct code *code, enum target_kind prefer,
                    struct target *target, GError **error)
{
    int rc = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(finders) && !rc; i++)
        if (finders[i].kind == prefer)
            rc = finders[i].find(db, code, target, error);
    for (size_t i = 0; i < G_N_ELEMENTS(finders) && !rc; i++)
        if (finders[i].kind != prefer)
            rc = finders[i].find(db, code, target, error);
    return rc >= 0;
}

bool resolve(struct db *db, const char *text, enum target_kind prefer, int64_t now,
             struct target *ret_target, GError **error)
{
    bool has_aim = text[0] == ']' && g_ascii_isalpha(text[1]) && text[2];
    char aim[4] = "";
    if (has_aim)
        g_strlcpy(aim, text, sizeof aim);
    int year = 1970 + (int)(now / (INT64_C(365) * 86400000 + 21600000));
    g_auto(scan_code) code = {0};
    code_read(has_aim ? text + 3 : text, -1, aim, year, &code);
    struct target target = {.qty = 1,
                            .text = text_quote(text, -1, 40),
                            .lot = g_strdup(code.lot),
                            .problem = g_strdup(code.problem)};
    if (code.kind == CODE_COMMAND) {
        target.kind = TARGET_COMMAND;
        target.name = g_strdup(code.text);
    } else if (!look_up(db, &code, prefer, &target, error)) {
        target_clear(&target);
        return false;
    }
    *ret_target = target;
    return true;
}

struct scan_seen target_seen(const struct target *target, const char *code)
{
    static const enum seen_kind kinds[] = {
        [TARGET_NONE] = SEEN_NONE,       [TARGET_ITEM] = SEEN_ITEM,
        [TARGET_PLACE] = SEEN_PLACE,     [TARGET_ORDER] = SEEN_ORDER,
        [TARGET_WORK] = SEEN_WORK,       [TARGET_PACK] = SEEN_WORK,
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
                              .serial = "",
                              .problem = target->problem};
}

char *target_unknown(const struct target *target)
{
    return target->problem ? g_strdup(target->problem)
                           : g_strdup_printf(_("Nobody knows %s"), target->text);
}

void target_clear(struct target *target)
{
    g_free(target->name);
    g_free(target->text);
    g_free(target->lot);
    g_free(target->problem);
    *target = (struct target){0};
}
