// SPDX-License-Identifier: Apache-2.0
// The kinds of work by their codes, and what a step asks for; what a scan means to a picker and to
// a packer stands in scan_pick.c and scan_pack.c.
#include "work_rules.h"

#include "errors.h"
#include "i18n.h"
#include "scan_steps.h"
#include "text.h"
#include "work_kinds.h"

const char *expect_code(enum expect expect)
{
    static const char *const codes[N_EXPECTS] = {"place",  "item",   "quantity", "lot",
                                                 "expiry", "serial", "tote",     "plate",
                                                 "weight", "choice", "nothing"};
    g_assert((unsigned)expect < N_EXPECTS);
    return codes[expect];
}

const struct work_kind *work_kind_find(const char *code)
{
    size_t n = 0;
    const struct work_kind *kinds = work_kinds(&n);
    for (size_t i = 0; i < n; i++)
        if (!g_strcmp0(kinds[i].code, code))
            return &kinds[i];
    return NULL;
}

char *work_kinds_list(void)
{
    size_t n = 0;
    const struct work_kind *kinds = work_kinds(&n);
    GString *list = g_string_new(NULL);
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(list, "%s%s", i ? ", " : "", kinds[i].code);
    return g_string_free(list, FALSE);
}

bool work_kinds_known(const char *codes, GError **error)
{
    g_auto(GStrv) named = g_strsplit_set(codes, ", ", -1);
    g_autofree char *known = work_kinds_list();
    for (size_t i = 0; named[i]; i++) {
        g_autofree char *quoted = text_quote(named[i], -1, 40);
        if (*named[i] && !work_kind_find(named[i]))
            return tote_fail(error, TOTE_ARGUMENT, "kind",
                             _("There is no work of kind '%s'; there are: %s"), quoted, known);
    }
    return true;
}

enum say_id work_finished(const struct work_flow *flow)
{
    return flow->finished ? flow->finished : SAY_WORK_ASK_NOTHING;
}

size_t work_step_named(const struct work_flow *flow, const char *name)
{
    for (size_t i = 0; i < flow->n_steps; i++)
        if (!g_strcmp0(flow->steps[i].name, name))
            return i;
    g_assert_not_reached();
}

static size_t waited_for(const struct work_flow *flow, size_t from)
{
    while (from < flow->n_steps && flow->steps[from].optional)
        from++;
    return from;
}

size_t work_step_first(const struct work_flow *flow)
{
    return waited_for(flow, 0);
}

size_t work_step_next(const struct work_flow *flow, size_t step)
{
    return waited_for(flow, step + 1);
}

size_t work_step_at(const struct work_flow *flow, bool here, size_t step)
{
    size_t first = work_step_first(flow), next = work_step_next(flow, first);
    if (!here || flow->steps[first].expect != EXPECT_PLACE || next == flow->n_steps)
        return here && step < flow->n_steps ? MAX(step, first) : first;
    return step > next && step < flow->n_steps ? step : next;
}

bool work_step_brings(const struct work_flow *flow, size_t step)
{
    return !flow->any_order && flow->steps[step].expect == EXPECT_PLACE &&
           step != work_step_first(flow);
}

// The step that takes goods up; n_steps = none does.
static size_t step_of_goods(const struct work_flow *flow)
{
    size_t step = work_step_first(flow);
    while (step < flow->n_steps && flow->steps[step].expect != EXPECT_ITEM &&
           flow->steps[step].expect != EXPECT_QUANTITY)
        step = work_step_next(flow, step);
    return step;
}

const struct step_choice *step_choice_find(const struct work_step *step, const char *text)
{
    for (size_t i = 0; i < step->n_choices; i++) {
        const struct step_choice *choice = &step->choices[i];
        if (!g_ascii_strcasecmp(text, choice->key) || !g_ascii_strcasecmp(text, choice->word) ||
            !g_ascii_strcasecmp(text, choice->code))
            return choice;
    }
    return NULL;
}

int64_t work_task_open(const struct work_task *task)
{
    g_assert(task->done >= 0 && task->missing >= 0 && task->done + task->missing <= task->qty);
    return task->qty - task->done - task->missing;
}

int64_t work_task_left(const struct work_task *task)
{
    return work_task_open(task) - task->taken;
}

// --- answers

void scan_say(struct scan_answer *answer, enum verdict verdict, enum say_id say,
              const struct term *terms, size_t n)
{
    g_assert(n <= ANSWER_TERMS);
    answer->verdict = verdict;
    answer->say = say;
    answer->n_terms = n;
    for (size_t i = 0; i < n; i++)
        answer->terms[i] = terms[i];
}

void scan_book(struct scan_answer *answer, const struct work_task *task, int64_t qty)
{
    g_assert(qty > 0 && (qty <= work_task_left(task) || qty == task->taken));
    answer->action = ACT_BOOK;
    answer->task_id = task->id;
    answer->qty = qty;
}

void scan_too_many(struct scan_answer *answer, const struct work_task *task, const char *item,
                   int64_t qty)
{
    SCAN_SAY(answer, VERDICT_REFUSED, SAY_SCAN_TOO_MANY, T_INT("qty", qty),
             T_INT("left", work_task_left(task)), T_TEXT("item", item));
}

// The step that SEEN answers: who has some pieces in hand may bring them before all are.
static size_t step_answered(const struct work_stand *stand, const struct scan_seen *seen)
{
    const struct work_flow *flow = stand->flow;
    const struct work_task *task = stand->task;
    if (flow->any_order || !task->taken || seen->kind != SEEN_PLACE ||
        stand->step != step_of_goods(flow) || seen->id == task->place_id)
        return stand->step;
    size_t next = work_step_next(flow, stand->step);
    bool right = !task->to_id || task->to_id == seen->id;
    return right && next < flow->n_steps && work_step_brings(flow, next) ? next : stand->step;
}

// Goods that a later step brings to their place are only taken up.
static void take_up(const struct work_flow *flow, size_t step, struct scan_answer *answer)
{
    size_t goods = step_of_goods(flow);
    if (!flow->any_order && answer->action == ACT_BOOK && goods < flow->n_steps && step <= goods &&
        work_step_next(flow, goods) < flow->n_steps)
        answer->action = ACT_TAKE_UP;
}

void work_judge(const struct work_stand *stand, const struct scan_seen *seen,
                struct scan_answer *ret_answer)
{
    const struct work_flow *flow = stand->flow;
    g_assert(!stand->done && stand->step < flow->n_steps && seen->qty > 0);
    g_assert(flow->any_order ? stand->tasks_known : stand->task && work_task_open(stand->task) > 0);
    *ret_answer = (struct scan_answer){.need = NEED_NOTHING, .action = ACT_NONE};
    size_t step = step_answered(stand, seen);
    flow->steps[step].judge(stand, seen, ret_answer);
    take_up(flow, step, ret_answer);
    g_assert((ret_answer->action == ACT_BOOK || ret_answer->action == ACT_TAKE_UP) ==
             (ret_answer->qty > 0));
    g_assert(ret_answer->action != ACT_STEP || work_step_next(flow, step) < flow->n_steps);
}

struct work_reached work_reach(const struct work_stand *stand, const struct scan_answer *answer)
{
    const struct work_flow *flow = stand->flow;
    size_t goods = step_of_goods(flow);
    int64_t taken = stand->task->taken;
    if (answer->action == ACT_STEP)
        return (struct work_reached){work_step_next(flow, stand->step), taken};
    if (answer->action != ACT_TAKE_UP)
        return (struct work_reached){0, 0};
    taken += answer->qty;
    bool all = taken == work_task_open(stand->task);
    return (struct work_reached){all ? work_step_next(flow, goods) : goods, taken};
}

// --- what is asked for

// The first task that asks for something, and how much all of them ask for.
static const struct work_task *first_open(const struct work_stand *stand, int64_t *ret_left)
{
    const struct work_task *first = NULL;
    *ret_left = 0;
    for (size_t i = 0; i < stand->n_tasks; i++) {
        int64_t left = work_task_open(&stand->tasks[i]);
        *ret_left += left;
        first = first || !left ? first : &stand->tasks[i];
    }
    return first;
}

// Must the step be taken now though it is optional? A weight that somebody has to look at.
static bool asked_for(const struct work_stand *stand, const struct work_step *step)
{
    return step->expect == EXPECT_WEIGHT && stand->weigh_box;
}

// In any order the tasks come first; when they are done what is asked for beside them, or else the
// last step that is waited for is left.
static size_t step_now(const struct work_stand *stand, bool open)
{
    const struct work_flow *flow = stand->flow;
    size_t last = stand->step;
    for (size_t i = 0; flow->any_order && i < flow->n_steps; i++) {
        bool asked = !open && asked_for(stand, &flow->steps[i]);
        if (flow->steps[i].optional && !asked)
            continue;
        last = i;
        if (open || asked)
            break;
    }
    return last;
}

// Does the item lie here in another lot than the one that is needed?
static bool other_lot_here(const struct work_stand *stand, const struct work_task *task)
{
    for (size_t i = 0; stand->lots_known && *task->lot && i < stand->n_lots; i++)
        if (g_strcmp0(stand->lots[i], task->lot))
            return true;
    return false;
}

static bool other_serial_here(const struct work_stand *stand, const struct work_task *task)
{
    for (size_t i = 0; stand->lots_known && *task->serial && i < stand->n_lots; i++)
        if (g_strcmp0(stand->serials[i], task->serial))
            return true;
    return false;
}

static void expect_of_task(const struct work_stand *stand, const struct work_task *task,
                           struct work_expectation *expectation)
{
    bool brings = expectation->step && work_step_brings(stand->flow, stand->step);
    if (expectation->expect == EXPECT_PLACE)
        expectation->target = !brings ? task->place : task->to_id ? task->to : NULL;
    if (brings && !task->to_id)
        expectation->prompt = SAY_WALK_ASK_ANY_PLACE;
    if (expectation->expect == EXPECT_ITEM)
        expectation->target = task->sku;
    if (expectation->expect == EXPECT_ITEM && other_serial_here(stand, task)) {
        expectation->expect = EXPECT_SERIAL;
        expectation->target = task->serial;
        expectation->prompt = SAY_PICK_ASK_SERIAL;
    } else if (expectation->expect == EXPECT_ITEM && other_lot_here(stand, task)) {
        expectation->expect = EXPECT_LOT;
        expectation->target = task->lot;
        expectation->prompt = SAY_PICK_ASK_LOT;
    }
}

// Pieces that the step at hand asks for: what is in hand, where it is to be brought.
static int64_t left_here(const struct work_stand *stand)
{
    int64_t left = work_task_left(stand->task);
    return left || stand->flow->any_order ? left : stand->task->taken;
}

void work_expect(const struct work_stand *stand, struct work_expectation *ret_expectation)
{
    const struct work_flow *flow = stand->flow;
    int64_t left = stand->task ? left_here(stand) : 0;
    const struct work_task *task = flow->any_order ? first_open(stand, &left) : stand->task;
    bool done = stand->done || (!flow->any_order && !task);
    const struct work_step *step = done ? NULL : &flow->steps[step_now(stand, task != NULL)];
    bool weigh = step && step->expect == EXPECT_WEIGHT;
    const struct term terms[] = {T_TEXT("place", task ? task->place : ""),
                                 T_TEXT("item", task ? task->item : ""),
                                 T_TEXT("lot", task ? task->lot : ""),
                                 T_INT("left", left),
                                 T_TEXT("to", task ? task->to : ""),
                                 T_TEXT("serial", task ? task->serial : ""),
                                 T_INT("box", weigh ? stand->weigh_box : stand->box)};
    *ret_expectation =
        (struct work_expectation){.expect = step ? step->expect : EXPECT_NOTHING,
                                  .step = step,
                                  .prompt = step ? step->prompt : work_finished(flow),
                                  .quantity = done    ? 0
                                              : weigh ? stand->weigh_grams
                                                      : left,
                                  .n_terms = G_N_ELEMENTS(terms)};
    for (size_t i = 0; i < G_N_ELEMENTS(terms); i++)
        ret_expectation->terms[i] = terms[i];
    if (step && task)
        expect_of_task(stand, task, ret_expectation);
    g_assert(ret_expectation->quantity >= 0);
}
