// SPDX-License-Identifier: Apache-2.0
// Binds a box of the database to the fields of the shipping label.
#include "binders.h"

#include <string.h>

#include "clock.h"
#include "common.h"
#include "i18n.h"
#include "numbers.h"
#include "people.h"
#include "resolve.h"
#include "store_admin.h"
#include "store_order.h"
#include "store_order_read.h"
#include "store_parcel.h"
#include "cause.h"

// Joins the parts that are there with SEPARATOR; caller frees.
static char *join(const char *separator, const char *const *parts, size_t n)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < n; i++)
        if (parts[i] && *parts[i])
            g_string_append_printf(text, "%s%s", text->len ? separator : "", parts[i]);
    return g_string_free(text, FALSE);
}

// A value that is not there is not set: designs mark what may be missing.
static bool set(label_fields *fields, const char *name, const char *value, GError **error)
{
    return !value || !*value || label_fields_set(fields, name, value, error);
}

static bool bind_shop(struct db *db, label_fields *fields, GError **error)
{
    g_autofree char *name = store_setting(db, SETTING_SHOP_NAME, error);
    g_autofree char *street = name ? store_setting(db, SETTING_SHOP_ADDRESS1, error) : NULL;
    g_autofree char *city = street ? store_setting(db, SETTING_SHOP_CITY, error) : NULL;
    g_autofree char *country = city ? store_setting(db, SETTING_SHOP_COUNTRY, error) : NULL;
    if (!country)
        return false;
    g_autofree char *address = join("\n", (const char *const[]){street, city, country}, 3);
    return set(fields, "from.name", name, error) && set(fields, "from.address", address, error);
}

// What stands on the label, of a person with a name or a company.
static bool set_person(label_fields *fields, const struct person *to, GError **error)
{
    const char *name = person_get(to, PERSON_name), *company = person_get(to, PERSON_company);
    g_autofree char *street = join("\n", (const char *const[]){to->street1, to->street2}, 2);
    g_autofree char *country = to->country ? g_utf8_strup(to->country, -1) : NULL;
    const char *const values[][2] = {{"to.name", name ? name : company},
                                     {"to.company", person_beside(to)},
                                     {"to.address", street},
                                     {"to.postcode", to->zip},
                                     {"to.city", to->city},
                                     {"to.region", to->province},
                                     {"to.country", country},
                                     {"to.phone", to->phone}};
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        if (!set(fields, values[i][0], values[i][1], error))
            return false;
    return true;
}

static bool bind_person(const struct session *session, int64_t id, label_fields *fields,
                        GError **error)
{
    g_auto(person_data) to = {0};
    if (!people_open(session->people, id, &to, error))
        return false;
    if (!person_get(&to, PERSON_name) && !person_get(&to, PERSON_company))
        return tote_fail_for(error, TOTE_LABEL_DATA, &(struct tote_fault){.field = "to.name"},
                             CAUSE_LABEL_NOBODY, NULL, 0);
    return set_person(fields, &to, error);
}

static bool bind_order(const struct session *session, int64_t id, label_fields *fields,
                       GError **error)
{
    g_autoptr(rowlist) found = store_order(session->db, id, error);
    if (!found || !list_len(found))
        return false;
    const struct order_row *row = list_at(found, struct order_row, 0);
    int64_t person = row->delivery_id ? row->delivery_id : row->billing_id;
    return set(fields, "order.number", number_of(NUMBER_ORDER, id).text, error) &&
           set(fields, "order.channel", row->external_name, error) &&
           set(fields, "carrier.service", row->shipping_method, error) &&
           bind_person(session, person, fields, error);
}

// Carriers bill by what is not below the weight: what is left over counts as ten grams more.
char *shipping_weight_text(int64_t grams)
{
    int64_t tens = grams / 10 + (grams % 10 > 0);
    return grams ? g_strdup_printf("%" G_GINT64_FORMAT ".%02d kg", tens / 100, (int)(tens % 100))
                 : g_strdup("");
}

static bool bind_box(struct db *db, const struct waiting_row *parcel, label_fields *fields,
                     GError **error)
{
    g_autoptr(rowlist) boxes = store_boxes(db, parcel->work_id, error);
    for (unsigned i = 0; boxes && i < list_len(boxes); i++) {
        const struct box_row *box = list_at(boxes, struct box_row, i);
        if (box->id != parcel->box_id)
            continue;
        g_autofree char *n = g_strdup_printf("%" G_GINT64_FORMAT, box->n);
        g_autofree char *count = g_strdup_printf("%u", list_len(boxes));
        g_autofree char *weight = shipping_weight_text(box->grams);
        g_autofree char *now = clock_rfc3339(clock_now());
        now[strlen("2026-11-24")] = '\0';
        return set(fields, "sscc", box->sscc, error) && set(fields, "parcel.number", n, error) &&
               set(fields, "parcel.count", count, error) &&
               set(fields, "parcel.weight", weight, error) && set(fields, "ship.date", now, error);
    }
    return false;
}

label_fields *bind_shipping_label(const struct session *session, const char *sscc, GError **error)
{
    struct db *db = session->db;
    g_autoptr(rowlist) found = store_parcel_by_sscc(db, sscc, error);
    if (!found)
        return NULL;
    if (!list_len(found) || !list_at(found, struct waiting_row, 0)->closed_at) {
        FAIL_FOR(error, TOTE_NOT_FOUND, &(struct tote_fault){.field = "sscc"}, LABEL_NO_BOX,
                 T_TEXT("sscc", sscc));
        return NULL;
    }
    const struct waiting_row *parcel = list_at(found, struct waiting_row, 0);
    g_autoptr(label_fields) fields = label_fields_new();
    if (!bind_shop(db, fields, error) || !bind_box(db, parcel, fields, error) ||
        !bind_order(session, parcel->order_id, fields, error))
        return NULL;
    return g_steal_pointer(&fields);
}

// --- what people mean

// Adds the SSCCs of the closed boxes of an order.
static bool add_of_order(struct db *db, const char *ref, int64_t order, GPtrArray *boxes,
                         GError **error)
{
    g_autoptr(rowlist) parcels = store_parcels_of_order(db, order, error);
    for (unsigned i = 0; parcels && i < list_len(parcels); i++)
        if (*list_at(parcels, struct parcel_row, i)->sscc)
            g_ptr_array_add(boxes, g_strdup(list_at(parcels, struct parcel_row, i)->sscc));
    return parcels && (boxes->len || tote_fail(error, TOTE_STATE, "ref",
                                               _("%s has no closed box yet, so no label"), ref));
}

bool find_shipping_labels(const struct session *session, const char *word, int64_t now,
                          GPtrArray *refs, GError **error)
{
    g_auto(op_target) target = {0};
    if (!resolve(session->db, session->site_id, word, TARGET_PARCEL, now, &target, error))
        return false;
    if (target.kind == TARGET_PARCEL) {
        g_ptr_array_add(refs, g_strdup(target.name));
        return true;
    }
    g_autoptr(rowlist) order = order_find(session->db, word, error);
    return order &&
           add_of_order(session->db, word, list_at(order, struct order_row, 0)->id, refs, error);
}
