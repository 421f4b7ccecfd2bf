// SPDX-License-Identifier: Apache-2.0
// What imports ask: orders of which a channel says something else than what the floor has begun.
#include "ask.h"
#include "called_back.h"
#include "clock.h"
#include "i18n.h"
#include "import_question.h"
#include "lives.h"
#include "listing.h"
#include "numbers.h"
#include "op.h"
#include "paint.h"
#include "query.h"
#include "screens.h"
#include "show.h"

struct conflicts {
    struct listing listing;
    GPtrArray *parts; // differences of the focused one
    int64_t parts_of;
};

// --- columns

static char *what(const void *owner, const void *row)
{
    return import_question_label(row);
}

static char *age(const void *owner, const void *row)
{
    return show_age(((const struct question_row *)row)->at, clock_now());
}

static const struct table_column columns[] = {
    {{N_("Order"), 8, 10, 0, false, false}, FIELD(question_row, order_id), .tint = table_link},
    {{N_("Here it is"), 10, 18, 2, false, false},
     FIELD(question_row, status),
     .words = &words_of_orders},
    {{N_("The file says"), 13, 90, 1, true, false}, .cell = what},
    {{N_("Asked"), 7, 7, 4, false, true}, .cell = age},
    {{N_("Shop no."), 8, 12, 3, false, false}, FIELD(question_row, external_name)},
};

static struct list *read_questions(struct view *view, const struct list_page *page, GError **error)
{
    ((struct conflicts *)view->state)->parts_of = 0;
    return store_questions(ui_db(view), error);
}

static bool open_order(struct view *view, const void *row, GError **error)
{
    const struct question_row *question = row;
    return ui_push(view, &order_screen, number_of(NUMBER_ORDER, question->order_id).text, error);
}

// --- the focused one

// Its differences are opened when the focus comes to it.
static const GPtrArray *parts_of(struct view *view, const struct question_row *question)
{
    struct conflicts *self = view->state;
    if (self->parts_of != question->order_id) {
        g_clear_pointer(&self->parts, g_ptr_array_unref);
        self->parts = import_question_parts(ui_session(view), question, NULL);
        self->parts_of = question->order_id;
    }
    return self->parts;
}

static char *headline(struct view *view, const void *row)
{
    const struct question_row *question = row;
    return g_strdup_printf(_("%s says otherwise of %s (%s)"), question->channel,
                           number_of(NUMBER_ORDER, question->order_id).text,
                           question->external_name);
}

static const char *told(const char *text)
{
    return text && *text ? text : glyph(GLYPH_NONE);
}

// A difference after the other: what was, what the file says, in as many lines as it takes.
static void strip(struct view *view, const void *row, struct region at)
{
    const GPtrArray *parts = parts_of(view, row);
    struct region rest = region_right(at, 3);
    for (guint i = 0; parts && i < parts->len && rest.h > 0; i++) {
        const struct question_part *part = parts->pdata[i];
        g_autofree char *text =
            g_strdup_printf("%s %s %s", told(part->was), glyph(GLYPH_TO), told(part->says));
        rest = region_below(rest, MAX(1, paint_wrap(rest, TINT_TEXT, text)));
    }
}

static void detail(struct view *view, const void *row, struct region side)
{
    const struct question_row *question = row;
    const GPtrArray *parts = parts_of(view, row);
    g_autofree char *head = headline(view, row);
    int at = paint_wrap(region_top(side, 2), TINT_STRONG, head);
    paint_line(side, at, 0, TINT_TEXT, "%s", state_label(&order_states, question->status));
    at += 2;
    for (guint i = 0; parts && i < parts->len; i++) {
        const struct question_part *part = parts->pdata[i];
        g_autofree char *text = question_part_text(part);
        paint_line(side, at++, 0, TINT_HEAD, "%s", text);
        paint_line(side, at, 0, TINT_DIM, "%s", _("here"));
        at += MAX(1, paint_wrap(region_top(region_right(region_below(side, at), 6), 3), TINT_TEXT,
                                told(part->was)));
        paint_line(side, at, 0, TINT_DIM, "%s", _("file"));
        at += 1 + MAX(1, paint_wrap(region_top(region_right(region_below(side, at), 6), 3),
                                    TINT_TEXT, told(part->says)));
    }
}

static const struct list_kind conflicts_list = {
    .source = {.columns = columns,
               .n_columns = G_N_ELEMENTS(columns),
               .record = &question_row_record,
               .id = FIELD(question_row, order_id),
               .empty = N_("No import asks anything.")},
    .whole = true,
    .read = read_questions,
    .open = open_order,
    .headline = headline,
    .strip = strip,
    .detail = detail,
};

// --- answering

static const char *nothing(struct view *view)
{
    return listing_row(view->state) ? NULL : _("the list is empty");
}

// ORDER is the one that was asked about; the list may have gone on meanwhile. HOW: "keep", "take".
static bool answer(struct view *view, const char *order, const char *text, const char *how)
{
    if (said_yes(text)) {
        ui_do(view, NULL, "import.answer", "order", order, how, "1", NULL);
        return true;
    }
    if (said_no(text))
        return true;
    ask_not_understood(view, text);
    return false;
}

static bool keep(struct view *view, const char *order, const char *text, GError **error)
{
    return answer(view, order, text, "keep");
}

static bool take(struct view *view, const char *order, const char *text, GError **error)
{
    return answer(view, order, text, "take");
}

// What is called back goes on its way then, and nothing takes that back: it is asked.
static bool run_keep(struct view *view, GError **error)
{
    const struct question_row *question = listing_row(view->state);
    const struct number order = number_of(NUMBER_ORDER, question->order_id);
    if (!called_back(question->what)) {
        ui_do(view, NULL, "import.answer", "order", order.text, "keep", "1", NULL);
        return true;
    }
    g_autofree char *stop = called_back_text(question->what);
    g_autofree char *text =
        g_strdup_printf(_("Shall %s stay as it is here? Type yes."), order.text);
    g_autofree char *consequence =
        g_strdup_printf(_("%s. Kept, it is sent as it is here, and not asked about again."), stop);
    const struct asking asking = {
        .question = text, .consequence = consequence, .about = order.text, .answer = keep};
    return ask(view, &asking, error);
}

static bool run_take(struct view *view, GError **error)
{
    const struct question_row *question = listing_row(view->state);
    const struct number order = number_of(NUMBER_ORDER, question->order_id);
    g_autofree char *text = g_strdup_printf(_("Shall %s become what %s says? Type yes."),
                                            order.text, question->channel);
    const struct asking asking = {.question = text,
                                  .consequence = import_question_outcome(question),
                                  .about = order.text,
                                  .answer = take};
    return ask(view, &asking, error);
}

static const struct action actions[] = {
    {.id = "conflict.keep",
     .op = "import.answer",
     .label = N_("Keep it as it is here"),
     .brief = N_("Keep"),
     .tip = N_("Answers the question; the same content is not asked about again"),
     .why_not = nothing,
     .run = run_keep},
    {.id = "conflict.take",
     .op = "import.answer",
     .label = N_("Take what the channel says"),
     .brief = N_("Take"),
     .tip = N_("The order becomes what the channel says, where nothing of it is in hand"),
     .why_not = nothing,
     .run = run_take},
    {0},
};

static char *prompt(struct view *view)
{
    return g_strdup(nothing(view) ? _("Scan or type") : _("F4 answers"));
}

static void conflicts_close(struct view *view)
{
    g_clear_pointer(&((struct conflicts *)view->state)->parts, g_ptr_array_unref);
    listing_close(view);
}

const struct screen conflicts_screen = {
    .name = "conflicts",
    .query = &query_import_conflicts,
    .title = N_("Imports ask"),
    .help = N_("Orders of which a channel says something else than what the floor has begun. Keep "
               "them as they are, or take what the channel says."),
    .about = "order",
    .actions = actions,
    LISTING_SCREEN(conflicts_list),
    .size = sizeof(struct conflicts),
    .prompt = prompt,
    .close = conflicts_close,
};
