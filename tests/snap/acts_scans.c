// SPDX-License-Identifier: Apache-2.0
// Scans on screens: many at once, twice the same, labels as proof, sheets of commands, weights.
#include "acts.h"

#include <string.h>

#include "numbers.h"
#include "scenes.h"
#include "store_parcel.h"
#include "testdb.h"

// Many scans at once: each gets its place in the order, none is lost.
static void test_burst(void)
{
    const struct scene *scene = scene_called("bench");
    struct scene quiet = *scene;
    quiet.steps[0] = "scan O-100005";
    quiet.steps[1] = NULL;
    g_autoptr(scene_visit) visit = visit_new(&quiet, NULL);
    struct pty *pty = visit->pty;
    pty_send(pty, "5012345678900\r5012345678900\r", -1);
    pty_settle(pty);
    g_assert_true(pty_has(pty, "2/2"));
    pty_send(pty, "5012345678917\rA-03-17-2\r5012345678924\r", -1);
    pty_settle(pty);
    g_assert_true(pty_has(pty, "A-03-17-2, 5012345678924"));
}

// A scanner that reads twice proves a place once, but two pieces are two pieces.
static void test_same_again(void)
{
    const struct scene *scene = scene_called("goto");
    g_autoptr(scene_visit) visit = visit_new(scene, NULL);
    struct pty *pty = visit->pty;
    pty_send(pty, "A-01-04-1\rA-01-04-1\r", -1);
    pty_settle(pty);
    g_assert_true(pty_has(pty, "= same again, ignored: A-01-04-1"));
    g_assert_true(pty_has(pty, "Scan item: 6 to go"));
    pty_send(pty, "5012345678924\r5012345678924\r", -1);
    pty_settle(pty);
    g_assert_true(pty_has(pty, "Scan item: 4 to go"));
    pty_send(pty, "5012345678917\r5012345678917\r", -1);
    pty_settle(pty);
    g_assert_true(pty_has(pty, "Got Mug red"));
}

// 500 frames without a pause: all are answered, the last refusal stands, nothing is booked.
static void test_storm(void)
{
    const struct scene *scene = scene_called("take");
    g_autoptr(scene_visit) visit = visit_new(scene, NULL);
    struct pty *pty = visit->pty;
    for (int i = 0; i < 50; i++) {
        GString *frames = g_string_new(NULL);
        for (int k = 0; k < 10; k++)
            g_string_append_printf(frames, "X%04d-%03d\r", i * 10 + k, i);
        pty_send(pty, frames->str, (gssize)frames->len);
        pty_settle(pty);
        g_string_free(frames, TRUE);
    }
    g_assert_true(pty_has(pty, "Nobody knows X0490-049"));
    g_assert_true(pty_has(pty, "Not booked: X0491-049, X0492-049"));
    pty_keys(pty, "<F3>"); // seen: it is gone, and nothing else happens
    g_assert_false(pty_has(pty, "Nobody knows X0490-049"));
    pty_scan(pty, "5012345678924");
    g_assert_true(pty_has(pty, "Scan item: 4 to go"));
}

// Two orders picked with scans alone, not one key.
static void test_hands_free(void)
{
    static const char *const scans[] = {"O-100002",  "A-04-02-1",     "5012345678931", "O-100005",
                                        "A-03-17-2", "5012345678900", "5012345678900"};
    const struct scene *scene = scene_called("pick");
    g_autoptr(scene_visit) visit =
        visit_new(scene, &(struct pty_options){.env = scene_env, .cols = 20, .rows = 10});
    struct pty *pty = visit->pty;
    for (size_t i = 0; i < G_N_ELEMENTS(scans); i++) {
        pty_scan(pty, scans[i]);
        g_assert_cmpint(pty_has(pty, "All picked"), ==, i == 2 || i == 6);
    }
}

static void test_barcodes(void)
{
    const struct scene *scene = scene_called("take");
    g_autoptr(scene_visit) visit = visit_new(scene, NULL);
    struct pty *pty = visit->pty;
    pty_scan(pty, "%UNDO");
    g_assert_true(pty_has(pty, "Scan item: 6 to go"));
    pty_scan(pty, "%SKIP");
    g_assert_true(pty_has(pty, "Comes last"));
    pty_scan(pty, "%HELP");
    g_assert_true(pty_has(pty, "Help: Work"));
    pty_scan(pty, "%BACK");
    g_assert_true(pty_has(pty, "A - 0 3 - 1 7 - 2"));
    pty_scan(pty, "%SHORT");
    g_assert_true(pty_has(pty, "Place is empty"));
    pty_scan(pty, "%BACK");
    pty_scan(pty, "%BACK");
    g_assert_true(pty_has(pty, "orders wait"));
    pty_scan(pty, "%NONSENSE");
    g_assert_true(pty_has(pty, "Nobody here knows"));
}

// A command that is scanned while a refusal stands takes it away and acts, like the keys below it.
static void test_barcode_refused(void)
{
    const struct scene *scene = scene_called("refused");
    g_autoptr(scene_visit) visit = visit_new(scene, NULL);
    struct pty *pty = visit->pty;
    pty_scan(pty, "%SHORT");
    g_assert_false(pty_has(pty, "Right scan or Enter"));
    g_assert_true(pty_has(pty, "Place is empty"));
}

static char *sscc_of(const char *path)
{
    struct db *db = shop_open(path);
    g_autoptr(GError) error = NULL;
    g_autoptr(rowlist) waiting = store_parcels_waiting(db, 0, &error);
    g_assert_no_error(error);
    char *sscc = g_strdup(list_at(waiting, struct waiting_row, 0)->sscc);
    db_close(db);
    return sscc;
}

// The label is scanned on its box, as scanners send it, with and without their identifier; from
// the bench that closed the box and from the list of the next one.
static void test_proof(void)
{
    static const struct {
        const char *open, *before;
    } ways[] = {{"bench/W-105", "]C100"}, {"bench/W-105", "00"}, {"pack", "00"}, {"home", "00"}};
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        struct scene scene = *scene_called("packed");
        scene.open = ways[i].open;
        g_autoptr(scene_visit) visit = visit_new(&scene, NULL);
        struct pty *pty = visit->pty;
        g_autofree char *sscc = sscc_of(visit->path),
                        *label = g_strconcat(ways[i].before, sscc, NULL);
        g_assert_false(pty_has(pty, "proven"));
        pty_scan(pty, label);
        if (!strcmp(ways[i].open, "home")) // looked up: the bench opens, nothing is said yet
            g_assert_true(pty_has(pty, "Scan the label on its box"));
        else
            g_assert_true(pty_has(pty, "✓ proven on its box"));
        pty_scan(pty, label); // at once again: the same pull of the trigger
    }
}

// A label finds its job; a job is moved by a number and cancelled after a question only.
static void test_printers(void)
{
    const struct scene *scene = scene_called("printers");
    g_autoptr(scene_visit) visit = visit_new(scene, NULL);
    struct pty *pty = visit->pty;
    g_autofree char *sscc = sscc_of(visit->path), *label = g_strconcat("]C100", sscc, NULL);
    pty_scan(pty, label);
    g_assert_true(pty_has(pty, sscc) && pty_has(pty, "LS1 4DY Leeds") && pty_has(pty, "0.840 kg"));
    pty_keys(pty, "2<Enter>1<Enter>");
    g_assert_true(pty_has(pty, "J-8001 goes to PACK2-ZEBRA"));
    pty_keys(pty, "4<Enter>no<Enter>");
    g_assert_true(pty_has(pty, "Nothing was done"));
    pty_keys(pty, "4<Enter>yes<Enter>");
    g_assert_true(pty_has(pty, "J-8001 is cancelled"));
}

// The weight of a box: what is far off is asked about, near is a sign.
static void test_weigh(void)
{
    const struct scene *scene = scene_called("bench");
    g_autoptr(scene_visit) visit = visit_new(scene, NULL);
    struct pty *pty = visit->pty;
    pty_scan(pty, "5012345678900");
    pty_keys(pty, "3<Enter>");
    g_assert_true(pty_has(pty, "what the box weighs is not known"));
    pty_keys(pty, "2500<Enter>");
    g_assert_true(pty_has(pty, "2.500 kg ▲") && pty_has(pty, "kg too heavy"));
    pty_keys(pty, "3<Enter>2500<Enter>");
    pty_keys(pty, "3<Enter>");
    pty_scan(pty, "1010");
    g_assert_true(pty_has(pty, "1.010 kg ✓"));
    pty_keys(pty, "1<Enter>");
    g_assert_true(pty_has(pty, "is packed"));
}

// --- an order of which another warehouse sends a part

static void pick_at(struct db *db, const char *work, const char *place, const char *code, int qty)
{
    g_free(shop_do(db, "anna", "work.take", "work", work, NULL));
    g_free(shop_do(db, "anna", "pick.scan", "work", work, "code", place, NULL));
    for (int i = 0; i < qty; i++)
        g_free(shop_do(db, "anna", "pick.scan", "work", work, "code", code, NULL));
}

// The work of a kind for O-100003 at NORD, or else at MAIN.
static char *work_at(struct db *db, const char *kind, bool nord)
{
    g_autofree char *query =
        g_strdup_printf("SELECT w.id FROM work w JOIN fulfilment f ON f.id = w.fulfilment_id JOIN "
                        "site s ON s.id = w.site_id WHERE f.order_id = 3 AND w.kind = '%s' AND "
                        "(s.code = 'NORD') = %s",
                        kind, nord ? "(1 = 1)" : "(1 = 0)");
    return g_strdup(number_of(NUMBER_WORK, testdb_number(db, query)).text);
}

// NORD has closed its box, MAIN begins to pack.
static void nord_packed(struct db *db)
{
    scene_called("pick_sites")->before(db);
    g_free(shop_do(db, "sam", "station.warehouse", "station", "PACK2", "warehouse", "MAIN", NULL));
    shop_place(db, "NORD:N-01");
    g_free(shop_do(db, "admin", "stock.adjust", "item", "POT-CST-800", "place", "NORD:N-01", "qty",
                   "2", "reason", "found", NULL));
    g_free(shop_do(db, "sam", "order.release", "order", "O-100003", NULL));
    g_autofree char *there = work_at(db, "pick", true), *here = work_at(db, "pick", false);
    pick_at(db, here, "A-02-09-1", "5012345678955", 5);
    pick_at(db, there, "N-01", "5012345678948", 2);
    g_autofree char *pack = work_at(db, "pack", true);
    g_free(shop_do(db, "ben", "pack.open", "code", pack, NULL));
    g_free(shop_do(db, "ben", "pack.scan", "pack", pack, "code", "5012345678948", NULL));
    g_free(shop_do(db, "ben", "pack.scan", "pack", pack, "code", "5012345678948", NULL));
    g_free(shop_do(db, "ben", "pack.close", "pack", pack, NULL));
}

// The bench shows the label of its own box, and waits for the scan of no other.
static void test_other_box(void)
{
    struct scene scene = *scene_called("pack");
    scene.before = nord_packed;
    scene.steps[0] = "scan O-100003";
    g_autoptr(scene_visit) visit = visit_new(&scene, NULL);
    struct pty *pty = visit->pty;
    g_assert_true(pty_has(pty, "comes when the box is"));
    pty_keys(pty, "<F9>");
    g_assert_true(pty_has(pty, "there is no label yet"));
    pty_send(pty, "5012345678955\r5012345678955\r5012345678955\r5012345678955\r5012345678955\r",
             -1);
    pty_settle(pty);
    pty_keys(pty, "1<Enter>");
    g_assert_true(pty_has(pty, "Scan the label on its box"));
    g_autoptr(db_handle) db = shop_open(visit->path);
    g_autoptr(rowlist) own = store_parcels_waiting(
        db, testdb_number(db, "SELECT id FROM site WHERE code = 'MAIN'"), NULL);
    g_autofree char *label = g_strconcat("00", list_at(own, struct waiting_row, 0)->sscc, NULL);
    pty_scan(pty, label);
    g_assert_true(pty_has(pty, "Scan the next order"));
    // From the list the order leads to the packing that is done here.
    pty_keys(pty, "<F3>");
    pty_scan(pty, "O-100003");
    g_assert_true(pty_has(pty, "Paper filters") && !pty_has(pty, "Cast iron"));
}

// What was said of a label goes when the label goes on; what was said since stays.
static void test_label_goes_on(void)
{
    struct scene scene = *scene_called("bench");
    scene.steps[2] = "scan 5012345678900", scene.steps[3] = "1<Enter>", scene.steps[4] = NULL;
    g_autoptr(scene_visit) visit = visit_new(&scene, NULL);
    struct pty *pty = visit->pty;
    g_assert_true(pty_has(pty, "is packed") && pty_has(pty, "waiting"));
    g_autoptr(db_handle) db = shop_open(visit->path);
    static const char *const events[] = {"send", "sent", "finish"};
    for (size_t i = 0; i < G_N_ELEMENTS(events); i++)
        g_free(shop_do(db, "anna", "print.step", "job", "J-8001", "event", events[i], NULL));
    pty_wait_text(pty, "printed");
    pty_wait_gone(pty, "is packed");
    pty_keys(pty, "<F9>yes<Enter>");
    g_assert_true(pty_has(pty, "J-8002 prints the label again") && pty_has(pty, "waiting"));
}

const struct act acts_scans[] = {
    {"burst", test_burst},
    {"storm", test_storm},
    {"hands_free", test_hands_free},
    {"barcodes", test_barcodes},
    {"same_again", test_same_again},
    {"proof", test_proof},
    {"weigh", test_weigh},
    {"other_box", test_other_box},
    {"label_goes_on", test_label_goes_on},
    {"printers", test_printers},
    {"barcode_refused", test_barcode_refused},
};
const size_t n_acts_scans = G_N_ELEMENTS(acts_scans);
