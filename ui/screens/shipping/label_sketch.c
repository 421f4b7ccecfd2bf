// SPDX-License-Identifier: Apache-2.0
// Reads and draws the sketch of a label.
#include "label_sketch.h"

#include <string.h>

#include "i18n.h"
#include "paint.h"
#include "show.h"
#include "store_order.h"
#include "store_order_read.h"
#include "store_parcel.h"

static void drop(struct label_sketch *sketch)
{
    struct list **lists[] = {&sketch->box, &sketch->boxes, &sketch->parcels};
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        list_free(*lists[i]);
        *lists[i] = NULL;
    }
    person_clear(&sketch->person);
}

// Box, parcels of the order and addressee.
static void load(struct label_sketch *sketch, const struct session *session,
                 const struct job_row *job)
{
    struct db *db = session->db;
    if (sketch->job == job->id)
        return;
    drop(sketch);
    sketch->job = job->id;
    sketch->box = store_parcel_by_sscc(db, job->ref, NULL);
    const struct waiting_row *box =
        sketch->box && list_len(sketch->box) ? list_at(sketch->box, struct waiting_row, 0) : NULL;
    if (!box || !box->closed_at)
        return;
    sketch->boxes = store_boxes(db, box->work_id, NULL);
    sketch->parcels = store_parcels_of_order(db, box->order_id, NULL);
    g_autoptr(rowlist) order = store_order(db, box->order_id, NULL);
    if (!order || !list_len(order))
        return;
    const struct order_row *row = list_at(order, struct order_row, 0);
    g_free(sketch->service);
    sketch->service = g_strdup(row->shipping_method);
    people_see(session, row->delivery_id ? row->delivery_id : row->billing_id, &sketch->person,
               NULL);
}

static int64_t grams_of(const struct label_sketch *sketch, const char *sscc)
{
    for (guint i = 0; sketch->boxes && i < list_len(sketch->boxes); i++) {
        const struct box_row *box = list_at(sketch->boxes, struct box_row, i);
        if (!strcmp(box->sscc, sscc))
            return box->grams ? box->grams : box->weight_g;
    }
    return 0;
}

static bool proven(const struct label_sketch *sketch, const char *sscc)
{
    for (guint i = 0; sketch->parcels && i < list_len(sketch->parcels); i++) {
        const struct parcel_row *parcel = list_at(sketch->parcels, struct parcel_row, i);
        if (!strcmp(parcel->sscc, sscc))
            return parcel->proof_at > 0;
    }
    return false;
}

// Some bars in the place of the code: nobody can scan a terminal.
static void draw_bars(struct region at, int row)
{
    static const char fine[] = "▌║█│▌║▌│█║▌║│█▌║│▌█║│║▌█│║", plain[] = "|!||!|!||||!||!|||!!||!|||";
    const char *bars = theme_tier() == GLYPHS_UTF8 ? fine : plain;
    int w = MIN(at.w, 22);
    g_autofree char *text = g_utf8_substring(bars, 0, w);
    for (int i = 0; i < 2; i++)
        paint_line(at, row + i, 0, TINT_TEXT, "%s", text);
}

static void draw_address(const struct label_sketch *sketch, struct region at, int row)
{
    const struct person *to = &sketch->person;
    if (person_is_empty(to))
        return;
    paint_line(at, row++, 0, TINT_STRONG, "%s", people_name(to));
    paint_line(at, row++, 0, TINT_TEXT, "%s", to->street1 ? to->street1 : "");
    paint_line(at, row++, 0, TINT_TEXT, "%s %s %s", to->zip ? to->zip : "",
               to->city ? to->city : "", to->province ? to->province : "");
    paint_line(at, row++, 0, TINT_TEXT, "%s", to->country ? to->country : "");
}

bool label_sketched(const struct job_row *job)
{
    return job && !strcmp(job->kind, "label");
}

void label_sketch_draw(struct label_sketch *sketch, const struct session *session,
                       const struct job_row *job, struct region at)
{
    load(sketch, session, job);
    bool known = sketch->box && list_len(sketch->box), sure = known && proven(sketch, job->ref);
    struct region inside = paint_frame(at, sure ? _("proven") : _("label"));
    if (!known) {
        paint_wrap(inside, TINT_TEXT, _("Its box is not known"));
        return;
    }
    g_autofree char *weight = show_weight(grams_of(sketch, job->ref));
    draw_address(sketch, inside, 0);
    paint_line(inside, 4, 0, TINT_TEXT, "%s", sketch->service ? sketch->service : "");
    paint_line(inside, 5, 0, TINT_TEXT, "%s", weight);
    draw_bars(inside, 6);
    paint_line(inside, 8, 0, TINT_TEXT, "%s", job->ref);
    paint_right(at.y + at.h - 1, at.x, at.w - 2, TINT_DIM, _(" not to scale "));
}

void label_sketch_stale(struct label_sketch *sketch)
{
    sketch->job = 0;
}

void label_sketch_release(struct label_sketch *sketch)
{
    drop(sketch);
    g_free(sketch->service);
}
