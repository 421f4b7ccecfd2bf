// SPDX-License-Identifier: Apache-2.0
// What the packing bench shows, read from the database.
#include <string.h>

#include "bench_state.h"

#include "holder.h"
#include "lives.h"

static void swap(struct list **kept, struct list *fresh)
{
    list_free(*kept);
    *kept = fresh;
}

// The parcels of the packing: another warehouse has its own of the order, and its own labels.
static void keep_own(struct list *parcels, int64_t work)
{
    for (guint i = list_len(parcels); i > 0; i--)
        if (list_at(parcels, struct parcel_row, i - 1)->work_id != work)
            g_array_remove_index(parcels->rows, i - 1);
}

static bool read_rest(struct bench *self, const struct session *session, GError **error)
{
    struct db *db = session->db;
    swap(&self->parcels, store_parcels_of_order(db, self->pack.work->order_id, error));
    if (self->parcels)
        swap(&self->types, store_box_types(db, error));
    if (self->types)
        swap(&self->order, store_order(db, self->pack.work->order_id, error));
    if (!self->parcels || !self->types || !self->order || !list_len(self->order) ||
        !weight_rules_read(db, &self->rules, error))
        return false;
    keep_own(self->parcels, self->pack.work->id);
    const struct order_row *order = list_at(self->order, struct order_row, 0);
    people_see(session, order->delivery_id ? order->delivery_id : order->billing_id, &self->person,
               NULL);
    return true;
}

// What was said of the label before it went on is not true any more.
static void follow_label(struct view *view, struct bench *self)
{
    const struct parcel_row *parcel = bench_parcel(self);
    g_autofree char *label =
        parcel && parcel->job_status
            ? g_strdup_printf("%s %s %s", parcel->job_status, parcel->printer, parcel->job_reason)
            : g_strdup("");
    if (self->label && strcmp(self->label, label) != 0)
        ui_unsay(view, self->said);
    g_free(self->label);
    self->label = g_steal_pointer(&label);
    self->said = ui_said(view);
}

bool bench_load(struct view *view, GError **error)
{
    struct bench *self = view->state;
    struct pack_view next = {0};
    if (!pack_view_find(ui_db(view), view->arg, &next, error))
        return false;
    if (self->loaded)
        pack_view_clear(&self->pack);
    self->pack = next;
    self->loaded = true;
    holder_watch(view, self->pack.work, &self->held);
    if (!read_rest(self, ui_session(view), error))
        return false;
    follow_label(view, self);
    return true;
}

bool bench_proven(const struct bench *self)
{
    guint n = self->parcels ? list_len(self->parcels) : 0, done = 0;
    for (guint i = 0; i < n; i++)
        done += list_at(self->parcels, struct parcel_row, i)->proof_at > 0;
    return n && done == n;
}

const char *bench_note(const struct bench *self)
{
    const char *said = person_get(&self->person, PERSON_note);
    return said && *said ? said : NULL;
}

bool bench_gone(const struct bench *self)
{
    guint n = list_len(self->pack.boxes), gone = 0;
    for (guint i = 0; i < n; i++)
        gone += !state_has(&parcel_states, list_at(self->pack.boxes, struct box_row, i)->status,
                           ST_OPEN);
    return n && gone == n;
}

void bench_release(struct bench *self)
{
    if (self->loaded)
        pack_view_clear(&self->pack);
    swap(&self->parcels, NULL);
    swap(&self->types, NULL);
    swap(&self->order, NULL);
    person_clear(&self->person);
    g_free(self->label);
}
