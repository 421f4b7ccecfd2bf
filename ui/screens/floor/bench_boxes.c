// SPDX-License-Identifier: Apache-2.0
// What the bench asks about its boxes: which carton, which one is in hand, what it weighs.
#include "ask.h"
#include "bench_state.h"
#include "choose.h"
#include "entry.h"
#include "i18n.h"
#include "show.h"

bool bench_weigh(struct view *view, const char *box, const char *grams, GError **error)
{
    g_autofree char *pack = bench_number(view->state);
    return ui_answer(view, "pack.weigh", "pack", pack, "grams", grams, "box", box, NULL);
}

static bool ask_weight(struct view *view, const struct box_row *box, GError **error)
{
    struct bench *self = view->state;
    struct weight_known known = box_known(box, &self->rules);
    bool small = ui_small(view), one = list_len(self->pack.boxes) == 1;
    g_autofree char *text = bench_weight_words(&known, small);
    g_autofree char *question = small ? g_strdup(_("Grams?"))
                                : one
                                    ? g_strdup(_("Weight of the box in grams?"))
                                    : g_strdup_printf(_("Weight of box %d in grams?"), (int)box->n);
    g_autofree char *about = g_strdup_printf("%" G_GINT64_FORMAT, box->n);
    const struct asking asking = {question, text, about, bench_weigh};
    return ask(view, &asking, error);
}

// NAME: the number of a box that was offered.
static bool weigh_this(struct view *view, const char *name, void *data, GError **error)
{
    struct bench *self = view->state;
    for (guint i = 0; i < list_len(self->pack.boxes); i++) {
        const struct box_row *box = list_at(self->pack.boxes, struct box_row, i);
        if (box->n == g_ascii_strtoll(name, NULL, 10))
            return ask_weight(view, box, error);
    }
    return true;
}

static char *box_label(const struct box_row *box)
{
    g_autofree char *weight = box->grams ? show_weight(box->grams) : g_strdup(_("not weighed"));
    g_autofree char *pieces =
        g_strdup_printf(ngettext("%d piece", "%d pieces", (gulong)box->pieces), (int)box->pieces);
    return g_strdup_printf(_("Box %d %s, %s, %s"), (int)box->n, box->box, pieces, weight);
}

// The one with goods in it; where several have, which?
bool bench_ask_weigh(struct view *view, GError **error)
{
    struct bench *self = view->state;
    const struct box_row *filled = NULL;
    struct choice choice = {
        .question = _("Which box is on the scale?"),
        .names = g_ptr_array_new_with_free_func(g_free),
        .labels = g_ptr_array_new_with_free_func(g_free),
        .answer = weigh_this,
    };
    for (guint i = 0; i < list_len(self->pack.boxes); i++) {
        const struct box_row *box = list_at(self->pack.boxes, struct box_row, i);
        if (!box->pieces)
            continue;
        filled = box;
        g_ptr_array_add(choice.names, g_strdup_printf("%d", (int)box->n));
        g_ptr_array_add(choice.labels, box_label(box));
    }
    if (choice.names->len > 1)
        return choose(view, &choice, error);
    g_ptr_array_unref(choice.names);
    g_ptr_array_unref(choice.labels);
    return filled ? ask_weight(view, filled, error)
                  : tote_fail(error, TOTE_STATE, "box", _("Nothing is in a box yet"));
}

bool bench_is_type(const struct bench *self, const char *code)
{
    for (guint i = 0; self->types && i < list_len(self->types); i++)
        if (!g_ascii_strcasecmp(list_at(self->types, struct box_type_row, i)->code, code))
            return true;
    return false;
}

// A piece may come while the question stands: it is no answer, and counts. N: of the box that gets
// the carton, NULL = the one that takes what comes.
static void answer_type(struct view *view, const char *code, const char *n)
{
    g_autofree char *pack = bench_number(view->state);
    if (bench_is_type(view->state, code))
        ui_do(view, NULL, "pack.box", "pack", pack, "code", code, "box", n, NULL);
    else
        ui_do(view, NULL, "pack.scan", "pack", pack, "code", code, NULL);
}

static bool set_box(struct view *view, const char *code, void *data, GError **error)
{
    answer_type(view, code, NULL);
    return true;
}

static bool ask_type(struct view *view, const char *question, choose_answer answer, GError **error)
{
    struct bench *self = view->state;
    struct choice choice = {
        .question = question,
        .names = g_ptr_array_new_with_free_func(g_free),
        .labels = g_ptr_array_new_with_free_func(g_free),
        .others = true,
        .answer = answer,
    };
    for (guint i = 0; self->types && i < list_len(self->types); i++) {
        const struct box_type_row *type = list_at(self->types, struct box_type_row, i);
        g_ptr_array_add(choice.names, g_strdup(type->code));
        g_ptr_array_add(choice.labels, g_strdup_printf("%-4s %s", type->code, type->name));
    }
    return choose(view, &choice, error);
}

bool bench_ask_box(struct view *view, GError **error)
{
    return ask_type(view,
                    _("Which box? Where the one in hand has its carton and goods, another begins."),
                    set_box, error);
}

static bool change_carton(struct view *view, const char *code, void *data, GError **error)
{
    struct bench *self = view->state;
    if (!bench_open_now(self) || !self->pack.box)
        return true; // closed by somebody else while the question stood
    g_autofree char *n = g_strdup_printf("%" G_GINT64_FORMAT, self->pack.box->n);
    answer_type(view, code, n);
    return true;
}

bool bench_ask_carton(struct view *view, GError **error)
{
    const struct bench *self = view->state;
    g_autofree char *question =
        g_strdup_printf(_("Which carton is box %d? What is in it stays."), (int)self->pack.box->n);
    return ask_type(view, question, change_carton, error);
}

// NAME: the number of an open box, or what was scanned on it.
static bool take_in_hand(struct view *view, const char *name, void *data, GError **error)
{
    bool plain = entry_number(name) > 0;
    g_autofree char *pack = bench_number(view->state);
    g_autofree char *code = g_strconcat(plain ? "%BOX" : "", name, NULL);
    ui_do(view, NULL, "pack.scan", "pack", pack, "code", code, NULL);
    return true;
}

bool bench_ask_hand(struct view *view, GError **error)
{
    struct bench *self = view->state;
    struct choice choice = {
        .question = _("Which box takes what comes?"),
        .names = g_ptr_array_new_with_free_func(g_free),
        .labels = g_ptr_array_new_with_free_func(g_free),
        .others = true,
        .answer = take_in_hand,
    };
    for (guint i = 0; i < list_len(self->pack.boxes); i++) {
        const struct box_row *box = list_at(self->pack.boxes, struct box_row, i);
        g_ptr_array_add(choice.names, g_strdup_printf("%d", (int)box->n));
        g_ptr_array_add(choice.labels, box_label(box));
    }
    return choose(view, &choice, error);
}
