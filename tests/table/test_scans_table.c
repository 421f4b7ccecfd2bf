// SPDX-License-Identifier: Apache-2.0
// Runs the rows of scans.txt. Each is judged twice: with everything known, and as an operation
// does it, which reads the other tasks and the lots only where the answer asks for them. The kinds
// of tests/lib/kind stand there beside those of the program.
#include "clock.h"
#include "text_rows.h"
#include "work_way.h"

enum { MOST = 8 };

static const char *table_path;

struct scene {
    GStringChunk *texts;
    GPtrArray *items, *places; // names; the id is the number + 1
    const struct work_flow *flow;
    struct work_task tasks[MOST];
    size_t n_tasks;
    const char *lots[MOST], *serials[MOST];
    size_t n_lots;
    bool item_proves_place;
    int64_t box, box_pieces, box_typed, boxes[MOST];
    size_t n_boxes;
    const char *box_type;
};

static int64_t id_of(GPtrArray *names, const char *name)
{
    for (unsigned i = 0; i < names->len; i++)
        if (!strcmp(names->pdata[i], name))
            return i + 1;
    g_ptr_array_add(names, g_strdup(name));
    return names->len;
}

static int64_t number(const char *word)
{
    g_assert_true(word && g_ascii_isdigit(*word));
    return g_ascii_strtoll(word, NULL, 10);
}

// --- the scene

// "cup 3 at A1 digits 42 lot L7 done 1 missing 1 to B2 held 2"
static void read_task(struct scene *scene, char **words)
{
    struct work_task *task = &scene->tasks[scene->n_tasks++];
    const char *item = g_string_chunk_insert(scene->texts, words[0]);
    g_autofree char *sku = g_strdup_printf("%s-sku", item);
    *task = (struct work_task){.id = (int64_t)scene->n_tasks + 100,
                               .item_id = id_of(scene->items, item),
                               .item = item,
                               .sku = g_string_chunk_insert(scene->texts, sku),
                               .place = "",
                               .check = "",
                               .lot = "",
                               .serial = "",
                               .to = "",
                               .to_check = "",
                               .qty = number(words[1])};
    for (int i = 2; words[i]; i += 2) {
        const char *value = g_string_chunk_insert(scene->texts, words[i + 1]);
        if (!strcmp(words[i], "at")) {
            task->place = value;
            task->place_id = id_of(scene->places, value);
        } else if (!strcmp(words[i], "to")) {
            task->to = value;
            task->to_id = id_of(scene->places, value);
        } else if (!strcmp(words[i], "held")) {
            task->taken = number(value);
        } else if (!strcmp(words[i], "digits")) {
            task->check = value;
        } else if (!strcmp(words[i], "serial")) {
            task->serial = value;
        } else if (!strcmp(words[i], "lot")) {
            task->lot = value;
        } else if (!strcmp(words[i], "until")) {
            task->stops_day = number(value);
        } else if (!strcmp(words[i], "done")) {
            task->done = number(value);
        } else if (!strcmp(words[i], "missing")) {
            task->missing = number(value);
        } else if (!strcmp(words[i], "instead")) {
            task->instead = number(value);
        } else {
            g_error("what is '%s'?", words[i]);
        }
    }
}

static void read_work(struct scene *scene, const char *row)
{
    g_auto(GStrv) parts = g_strsplit(strchr(row, ' ') ? strchr(row, ' ') + 1 : "", ", ", -1);
    g_autofree char *kind = g_strndup(row, strcspn(row, " "));
    scene->flow = work_way_of(kind)->flow;
    scene->n_tasks = scene->n_lots = 0;
    scene->item_proves_place = false;
    for (int i = 0; parts[i]; i++) {
        g_auto(GStrv) words = g_strsplit(parts[i], " ", -1);
        read_task(scene, words);
    }
    // Where nothing is said only the right lot lies at the place.
    if (scene->n_tasks) {
        scene->serials[scene->n_lots] = scene->tasks[0].serial;
        scene->lots[scene->n_lots++] = scene->tasks[0].lot;
    }
}

static void read_here(struct scene *scene, char **words)
{
    scene->n_lots = 0;
    for (int i = 1; words[i]; i++) {
        g_auto(GStrv) parts = g_strsplit(words[i], "/", 2);
        scene->serials[scene->n_lots] =
            parts[1] ? g_string_chunk_insert(scene->texts, parts[1]) : "";
        scene->lots[scene->n_lots++] =
            strcmp(parts[0], "-") ? g_string_chunk_insert(scene->texts, parts[0]) : "";
    }
}

// A row that sets the scene; false = one that is judged.
static bool set_scene(struct scene *scene, const char *row)
{
    g_auto(GStrv) words = g_strsplit(row, " ", -1);
    if (strstr(row, " -> "))
        return false;
    if (work_kind_find(words[0])) {
        read_work(scene, row);
    } else if (!strcmp(words[0], "here")) {
        read_here(scene, words);
    } else if (!strcmp(words[0], "proof")) {
        scene->item_proves_place = !strcmp(words[1], "item");
    } else if (!strcmp(words[0], "box")) {
        scene->box = number(words[1]);
        scene->box_type =
            strcmp(words[2], "-") ? g_string_chunk_insert(scene->texts, words[2]) : "";
        const char *typed = strchr(words[3], '/');
        scene->box_pieces = g_ascii_strtoll(words[3], NULL, 10);
        scene->box_typed = typed ? number(typed + 1) : 0;
        scene->n_boxes = 0;
        for (int i = 4; words[i]; i++)
            scene->boxes[scene->n_boxes++] = number(words[i]);
    } else {
        g_error("a row that is not understood: %s", row);
    }
    return true;
}

static struct work_stand stand_of(const struct scene *scene, const char *step, bool known)
{
    bool any = scene->flow->any_order;
    const struct work_task *first = scene->n_tasks ? scene->tasks : NULL;
    return (struct work_stand){.flow = scene->flow,
                               .step = work_step_named(scene->flow, step),
                               .now = INT64_C(20000) * DAY_MS,
                               .task = any ? NULL : first,
                               .tasks_known = any || known,
                               .tasks = any || known ? scene->tasks : NULL,
                               .n_tasks = any || known ? scene->n_tasks : 0,
                               .lots_known = known,
                               .lots = scene->lots,
                               .serials = scene->serials,
                               .n_lots = known ? scene->n_lots : 0,
                               .item_proves_place = scene->item_proves_place,
                               .box = scene->box,
                               .box_type = scene->box_type,
                               .box_pieces = scene->box_pieces,
                               .box_typed = scene->box_typed,
                               .boxes = scene->boxes,
                               .n_boxes = scene->n_boxes};
}

// --- the scan

static const char *const seen_words[] = {
    [SEEN_NONE] = "code",       [SEEN_ITEM] = "item",   [SEEN_PLACE] = "place",
    [SEEN_BOX_TYPE] = "box",    [SEEN_ORDER] = "order", [SEEN_WORK] = "work",
    [SEEN_PARCEL] = "parcel",   [SEEN_TOTE] = "tote",   [SEEN_PLATE] = "plate",
    [SEEN_COMMAND] = "command", [SEEN_BOX] = "hand",
};

static struct scan_seen seen_of(struct scene *scene, char **words)
{
    const char *name = g_string_chunk_insert(scene->texts, words[1]);
    bool bad = !strcmp(words[0], "bad");
    struct scan_seen seen = {.kind = SEEN_NONE,
                             .qty = 1,
                             .code = name,
                             .text = name,
                             .name = name,
                             .lot = "",
                             .serial = "",
                             .problem = bad ? "The check digit is wrong" : NULL};
    while (!bad && seen.kind < G_N_ELEMENTS(seen_words) && strcmp(seen_words[seen.kind], words[0]))
        seen.kind++;
    g_assert_cmpuint(seen.kind, <, G_N_ELEMENTS(seen_words));
    if (seen.kind == SEEN_ITEM || seen.kind == SEEN_PLACE)
        seen.id = id_of(seen.kind == SEEN_ITEM ? scene->items : scene->places, name);
    if (seen.kind == SEEN_BOX)
        seen.id = number(words[1]);
    for (int i = 2; words[i]; i++) {
        if (words[i][0] == 'x')
            seen.qty = number(words[i] + 1);
        else if (!strcmp(words[i], "serial"))
            seen.serial = g_string_chunk_insert(scene->texts, words[++i]);
        else
            seen.lot = g_string_chunk_insert(scene->texts, words[++i]);
    }
    return seen;
}

// --- what comes of it

static char *answer_text(const struct scan_answer *answer)
{
    static const char *const actions[] = {[ACT_NONE] = "",
                                          [ACT_AT_PLACE] = ", at place",
                                          [ACT_STEP] = ", next step",
                                          [ACT_TAKE_UP] = ", take up ",
                                          [ACT_BOOK] = ", book ",
                                          [ACT_BOX_TYPE] = ", box type",
                                          [ACT_BOX_NEXT] = ", next box",
                                          [ACT_BOX_TAKE] = ", take box"};
    g_autofree char *said = say_text(say_code(answer->say), answer->terms, answer->n_terms);
    g_autofree char *qty =
        answer->qty ? g_strdup_printf("%" G_GINT64_FORMAT, answer->qty) : g_strdup("");
    return g_strdup_printf("%s%s%s: %s", verdict_text(answer->verdict), actions[answer->action],
                           qty, said);
}

static void judge(struct scene *scene, const char *row, const char *step, const char *scan,
                  const char *wanted)
{
    g_auto(GStrv) words = g_strsplit(scan, " ", -1);
    struct scan_seen seen = seen_of(scene, words);
    struct work_stand all = stand_of(scene, step, true), stand = stand_of(scene, step, false);
    struct scan_answer answer, again;
    work_judge(&all, &seen, &answer);
    g_assert_cmpint(answer.need, ==, NEED_NOTHING);
    g_autofree char *found = answer_text(&answer);
    row_compare(row, wanted, found);
    work_judge(&stand, &seen, &again);
    if (again.need == NEED_TASKS) {
        stand.tasks_known = true;
        stand.tasks = all.tasks;
        stand.n_tasks = all.n_tasks;
    } else if (again.need == NEED_LOTS) {
        stand.lots_known = true;
        stand.n_lots = all.n_lots;
    }
    if (again.need)
        work_judge(&stand, &seen, &again);
    g_autofree char *later = answer_text(&again);
    g_assert_cmpint(again.need, ==, NEED_NOTHING);
    row_compare(row, wanted, later);
}

static void expect(struct scene *scene, const char *row, const char *step, const char *wanted)
{
    struct work_stand stand = stand_of(scene, step, true);
    struct work_expectation asks;
    work_expect(&stand, &asks);
    g_autofree char *prompt = say_text(say_code(asks.prompt), asks.terms, asks.n_terms);
    g_autofree char *found =
        g_strdup_printf("%s %s %" G_GINT64_FORMAT ": %s", expect_code(asks.expect),
                        asks.target ? asks.target : "-", asks.quantity, prompt);
    row_compare(row, wanted, found);
}

static void run_row(struct scene *scene, const char *row)
{
    g_autofree char *left = NULL, *wanted = NULL, *step = NULL, *scan = NULL;
    row_split(row, "->", &left, &wanted);
    row_split(left, "|", &step, &scan);
    if (!strcmp(scan, "asks"))
        expect(scene, row, step, wanted);
    else
        judge(scene, row, step, scan, wanted);
}

static void test_rows(void)
{
    g_autoptr(GPtrArray) rows = rows_read(table_path);
    struct scene scene = {.texts = g_string_chunk_new(1024),
                          .items = g_ptr_array_new_with_free_func(g_free),
                          .places = g_ptr_array_new_with_free_func(g_free),
                          .box_type = ""};
    g_assert_cmpuint(rows->len, >=, 80);
    for (unsigned i = 0; i < rows->len; i++)
        if (!set_scene(&scene, rows->pdata[i]))
            run_row(&scene, rows->pdata[i]);
    g_ptr_array_unref(scene.items);
    g_ptr_array_unref(scene.places);
    g_string_chunk_free(scene.texts);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    table_path = argv[1];
    g_test_add_func("/scans/rows", test_rows);
    return g_test_run();
}
