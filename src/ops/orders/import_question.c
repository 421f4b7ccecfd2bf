// SPDX-License-Identifier: Apache-2.0
// Questions that imports leave open, sealed as people are, and told as differences.
#include "import_question.h"

#include <string.h>

#include "i18n.h"
#include "lives.h"
#include "packed_text.h"
#include "payload_seal.h"

bool import_question_put(struct op_ctx *ctx, int64_t order, const struct import_conflict *conflict,
                         const struct import_texts *texts, GError **error)
{
    g_autoptr(GString) what = g_string_new(NULL);
    g_autoptr(GBytes) sealed = NULL;
    for (unsigned i = 0; i < conflict->n; i++)
        g_string_append_printf(what, "%s%s", i ? "\n" : "", say_code(conflict->what[i]));
    const struct question_row row = {.order_id = order, .at = ctx->now, .what = what->str};
    g_autoptr(GBytes) brought = pack_text(texts->kept->str, texts->kept->len);
    gsize n = 0;
    const void *bytes = g_bytes_get_data(brought, &n);
    if (!payload_seal(ctx->session->people, SEALED_QUESTION, order, bytes, n, &sealed, error))
        return false;
    bytes = g_bytes_get_data(sealed, &n);
    return store_question_put(ctx->db, &row, bytes, n, error);
}

bool import_question_read(struct db *db, struct people *people, int64_t order,
                          struct payload_list *ret_list, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    payload_list_init(&payload_orders, ret_list);
    g_autoptr(GBytes) brought = store_question_brought(db, order, error);
    gsize n = 0;
    const void *bytes = brought ? g_bytes_get_data(brought, &n) : NULL;
    return brought && payload_open(people, SEALED_QUESTION, order, bytes, n, text, error) &&
           payload_read(&payload_orders, text->str, ret_list, error) &&
           (ret_list->orders->len == 1 ||
            tote_fail(error, TOTE_LOG_UNREADABLE, "order",
                      _("What the channel said is not whole any more: import its file again")));
}

// Asks it about nothing but these?
static bool asks_only(const struct question_row *question, const enum say_id *spared, size_t n)
{
    g_auto(GStrv) codes = g_strsplit(question->what, "\n", -1);
    for (int i = 0; codes[i]; i++) {
        bool found = false;
        for (size_t k = 0; k < n && !found; k++)
            found = !strcmp(codes[i], say_code(spared[k]));
        if (!found)
            return false;
    }
    return true;
}

// In the order of what they spare.
static const enum say_id spared[] = {SAY_IMPORT_WHAT_PART_REFUNDED, SAY_IMPORT_WHAT_TOTAL,
                                     SAY_IMPORT_WHAT_OUTSTANDING, SAY_IMPORT_WHAT_ADDRESS,
                                     SAY_IMPORT_WHAT_METHOD};

bool import_question_is_money(const struct question_row *question)
{
    return asks_only(question, spared + 1, 2);
}

bool import_question_spares_goods(const struct question_row *question)
{
    return asks_only(question, spared + 1, G_N_ELEMENTS(spared) - 1);
}

bool import_question_refunds_left(const struct question_row *question)
{
    return question->left && asks_only(question, spared, 3);
}

// --- differences

static void part_free(void *data)
{
    struct question_part *part = data;
    g_free(part->was);
    g_free(part->says);
    g_free(part);
}

char *question_part_text(const struct question_part *part)
{
    return say_text(say_code(part->what), NULL, 0);
}

static enum say_id say_of(const char *code)
{
    for (int i = 0; i < (int)N_SAYS; i++)
        if (!strcmp(say_code((enum say_id)i), code))
            return (enum say_id)i;
    return N_SAYS;
}

// Both sides while a question is told.
struct sides {
    const struct session *session;
    const struct question_row *here;
    const struct incoming_order *there; // NULL: it cannot be read
    unsigned sees;
};

static void add_line(GPtrArray *texts, int64_t qty, const char *sku, const char *name, char *price)
{
    g_ptr_array_add(texts,
                    g_strdup_printf("%" G_GINT64_FORMAT " %s%s%s", qty, sku && *sku ? sku : name,
                                    price ? " " : "", price ? price : ""));
    g_free(price);
}

static char *price_of(const struct sides *sides, bool with, int64_t price)
{
    return with && sides->sees & SEES_MONEY ? money_show(money_of(price, sides->here->currency))
                                            : NULL;
}

static GPtrArray *lines_there(const struct sides *sides, bool prices)
{
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    for (unsigned i = 0; i < sides->there->lines->len; i++) {
        const struct incoming_line *line =
            &g_array_index(sides->there->lines, struct incoming_line, i);
        add_line(texts, line->qty, line->sku, line->name, price_of(sides, prices, line->price));
    }
    return texts;
}

// The channel knows kits, not their parts.
static GPtrArray *lines_here(const struct sides *sides, const struct list *lines, bool prices)
{
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    for (unsigned i = 0; i < list_len(lines); i++) {
        const struct line_row *line = list_at(lines, struct line_row, i);
        if (!*line->part_of)
            add_line(texts, line->qty, line->sku, line->name, price_of(sides, prices, line->price));
    }
    return texts;
}

// What both have is no difference.
static void drop_common(GPtrArray *here, GPtrArray *there)
{
    for (guint i = here->len; i > 0; i--) {
        guint at = 0;
        if (!g_ptr_array_find_with_equal_func(there, here->pdata[i - 1], g_str_equal, &at))
            continue;
        g_ptr_array_remove_index(there, at);
        g_ptr_array_remove_index(here, i - 1);
    }
}

static char *joined(GPtrArray *texts)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < texts->len; i++)
        g_string_append_printf(text, "%s%s", i ? ", " : "", (const char *)texts->pdata[i]);
    return g_string_free(text, FALSE);
}

// Prices are told where nothing else differs.
static bool tell_lines(const struct sides *sides, struct question_part *part, GError **error)
{
    g_autoptr(rowlist) lines =
        store_order_lines_shown(sides->session->db, sides->here->order_id, error);
    for (int prices = 0; lines && prices < 2 && !g_strcmp0(part->was, part->says); prices++) {
        g_autoptr(GPtrArray) here = lines_here(sides, lines, prices);
        g_autoptr(GPtrArray) there = lines_there(sides, prices);
        drop_common(here, there);
        g_free(part->was);
        g_free(part->says);
        part->was = joined(here);
        part->says = joined(there);
    }
    return lines != NULL;
}

static bool tell_total(const struct sides *sides, struct question_part *part, GError **error)
{
    if (!(sides->sees & SEES_MONEY))
        return true;
    part->was = money_show(money_of(sides->here->total, sides->here->currency));
    part->says = money_show(money_of(sides->there->total, sides->there->currency));
    return true;
}

static bool tell_refund(const struct sides *sides, struct question_part *part, GError **error)
{
    if (!(sides->sees & SEES_MONEY))
        return true;
    part->was = money_show(money_of(sides->here->refunded, sides->here->currency));
    part->says = money_show(money_of(sides->there->refunded, sides->there->currency));
    return true;
}

static bool tell_outstanding(const struct sides *sides, struct question_part *part, GError **error)
{
    if (!(sides->sees & SEES_MONEY))
        return true;
    part->was = money_show(money_of(sides->here->outstanding, sides->here->currency));
    part->says = money_show(money_of(sides->there->outstanding, sides->there->currency));
    return true;
}

// The channel's own word of the payment, as in "paid/unfulfilled".
static char *payment_word(const char *status)
{
    return status ? g_strndup(status, strcspn(status, "/")) : g_strdup("");
}

static bool tell_unpaid(const struct sides *sides, struct question_part *part, GError **error)
{
    part->was = payment_word(sides->here->source_status);
    part->says = payment_word(sides->there->source_status);
    return true;
}

static bool tell_method(const struct sides *sides, struct question_part *part, GError **error)
{
    const char *there = sides->there->shipping_method;
    part->was = g_strdup(sides->here->shipping_method);
    part->says = g_strdup(there ? there : "");
    return true;
}

static char *address(const char *const *parts, size_t n)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < n; i++)
        if (parts[i] && *parts[i])
            g_string_append_printf(text, "%s%s", text->len ? ", " : "", parts[i]);
    return g_string_free(text, FALSE);
}

static bool tell_address(const struct sides *sides, struct question_part *part, GError **error)
{
    static const int fields[] = {PERSON_name, PERSON_company, PERSON_street1,  PERSON_street2,
                                 PERSON_zip,  PERSON_city,    PERSON_province, PERSON_country};
    const struct incoming_person *to = &sides->there->delivery;
    const char *const there[] = {to->name, to->company, to->address1, to->address2,
                                 to->zip,  to->city,    to->province, to->country};
    const char *here[G_N_ELEMENTS(fields)];
    g_auto(person_data) person = {0};
    g_autoptr(GError) failed = NULL;
    if (!(sides->sees & SEES_PEOPLE))
        return true;
    if (!people_see(sides->session, sides->here->delivery_id, &person, &failed)) {
        bool sealed = people_is_sealed(failed);
        if (!sealed)
            g_propagate_error(error, g_steal_pointer(&failed));
        return sealed;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        here[i] = person_get(&person, fields[i]);
    part->was = address(here, G_N_ELEMENTS(here));
    part->says = address(there, G_N_ELEMENTS(there));
    return true;
}

// What the channel did, in a word for lists, and the differences that are told by both sides.
static const struct {
    enum say_id what;
    const char *label; // N_()
    bool (*tell)(const struct sides *sides, struct question_part *part, GError **error);
} tellings[] = {
    {SAY_IMPORT_WHAT_CANCELLED, N_("cancelled"), NULL},
    {SAY_IMPORT_WHAT_REFUNDED, N_("paid back"), NULL},
    {SAY_IMPORT_WHAT_PART_REFUNDED, N_("paid back in part"), tell_refund},
    {SAY_IMPORT_WHAT_SHIPPED, N_("shipped"), NULL},
    {SAY_IMPORT_WHAT_PARTLY, N_("shipped in part"), NULL},
    {SAY_IMPORT_WHAT_UNCLEAR, N_("shipped, unclear what"), NULL},
    {SAY_IMPORT_WHAT_LIVE, N_("to be sent"), NULL},
    {SAY_IMPORT_WHAT_UNPAID, N_("not paid any more"), tell_unpaid},
    {SAY_IMPORT_WHAT_OUTSTANDING, N_("more to be paid"), tell_outstanding},
    {SAY_IMPORT_WHAT_LINES, N_("other lines"), tell_lines},
    {SAY_IMPORT_WHAT_ADDRESS, N_("other address"), tell_address},
    {SAY_IMPORT_WHAT_METHOD, N_("other shipping method"), tell_method},
    {SAY_IMPORT_WHAT_TOTAL, N_("other total"), tell_total},
};

char *import_question_label(const struct question_row *question)
{
    g_auto(GStrv) codes = g_strsplit(question->what, "\n", -1);
    GString *text = g_string_new(NULL);
    for (int i = 0; codes[i]; i++)
        for (size_t k = 0; k < G_N_ELEMENTS(tellings); k++)
            if (!strcmp(say_code(tellings[k].what), codes[i]))
                g_string_append_printf(text, "%s%s", text->len ? ", " : "", _(tellings[k].label));
    return g_string_free(text, FALSE);
}

char *import_question_text(const struct question_row *question)
{
    g_auto(GStrv) codes = g_strsplit(question->what, "\n", -1);
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; codes[i]; i++) {
        g_autofree char *what = say_text(codes[i], NULL, 0);
        g_string_append_printf(text, "%s%s", i ? ", " : "", what);
    }
    return g_strdup_printf(_("An import asks: %s"), text->str);
}

static bool tell(const struct sides *sides, struct question_part *part, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(tellings); i++) {
        if (tellings[i].what != part->what)
            continue;
        if (tellings[i].tell)
            return !sides->there || tellings[i].tell(sides, part, error);
        part->was = g_strdup(state_label(&order_states, sides->here->status));
        part->says = g_strdup(_(tellings[i].label));
    }
    return true;
}

static bool tell_all(const struct sides *sides, GPtrArray *parts, GError **error)
{
    g_auto(GStrv) codes = g_strsplit(sides->here->what, "\n", -1);
    bool ok = true;
    for (int i = 0; ok && codes[i]; i++) {
        struct question_part *part = g_new0(struct question_part, 1);
        part->what = say_of(codes[i]);
        g_ptr_array_add(parts, part);
        ok = part->what != N_SAYS ? tell(sides, part, error)
                                  : tote_fail(error, TOTE_BUG, "what", "no sentence %s", codes[i]);
    }
    return ok;
}

GPtrArray *import_question_parts(const struct session *session, const struct question_row *question,
                                 GError **error)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(part_free);
    g_autoptr(GError) failed = NULL;
    struct payload_list list;
    bool read =
        import_question_read(session->db, session->people, question->order_id, &list, &failed);
    const struct sides sides = {session, question, read ? list.orders->pdata[0] : NULL,
                                role_sees(session->role)};
    bool sealed =
        failed && (people_is_sealed(failed) || tote_error_is(failed, TOTE_LOG_UNREADABLE));
    bool ok = (read || sealed) && tell_all(&sides, parts, error);
    if (failed && !sealed)
        g_propagate_error(error, g_steal_pointer(&failed));
    payload_list_clear(&list);
    return ok ? g_steal_pointer(&parts) : NULL;
}

// What the channel says first, where that alone decides what becomes of the order: freed of its
// goods, and where nobody took any, which is plain.
static const struct {
    enum say_id what;
    const char *freed, *plain; // N_()
} fates[] = {
    {SAY_IMPORT_WHAT_CANCELLED, N_("It is cancelled, and its goods are free again."),
     N_("It is cancelled.")},
    {SAY_IMPORT_WHAT_SHIPPED,
     N_("It is over here, since the channel shipped it; its goods are free again."),
     N_("It is over here, since the channel shipped it.")},
    {SAY_IMPORT_WHAT_REFUNDED, N_("Its release is taken back, and it is held."), N_("It is held.")},
    {SAY_IMPORT_WHAT_LIVE,
     N_("It is opened again, and its lines, address and sums are written anew."),
     N_("It is opened again, and its lines, address and sums are written anew.")},
};

static bool says_first(const struct question_row *question, enum say_id what)
{
    const char *code = say_code(what);
    size_t n = strcspn(question->what, "\n");
    return strlen(code) == n && !strncmp(code, question->what, n);
}

bool import_question_of_rest(const struct question_row *question)
{
    return question->left && state_has(&order_states, question->status, ST_OPEN) &&
           (says_first(question, SAY_IMPORT_WHAT_CANCELLED) ||
            says_first(question, SAY_IMPORT_WHAT_REFUNDED) ||
            says_first(question, SAY_IMPORT_WHAT_PART_REFUNDED));
}

// What it does to the rest of an order of which a part left.
static const char *outcome_of_rest(const struct question_row *question)
{
    bool part = says_first(question, SAY_IMPORT_WHAT_PART_REFUNDED);
    bool may = state_may(&order_states, question->status, "cancel");
    if (!part)
        return may ? _("What has not left is cancelled, and its goods are free again.")
                   : _("The floor is at it: it is refused until nothing of it is in hand.");
    return may ? _("Where the refund pays for all that has not left, that is cancelled; the refund "
                   "is taken over.")
               : _("The floor is at it: where the refund pays for all that has not left, it is "
                   "refused until nothing of that is in hand.");
}

static const char *fate_of(const struct question_row *question, bool released)
{
    for (size_t i = 0; i < G_N_ELEMENTS(fates); i++)
        if (says_first(question, fates[i].what))
            return _(released ? fates[i].freed : fates[i].plain);
    return NULL;
}

// As import_take() does it.
const char *import_question_outcome(const struct question_row *question)
{
    const char *state = question->status;
    bool open = state_has(&order_states, state, ST_OPEN);
    bool editable = !question->handled && state_has(&order_states, state, ST_EDITABLE);
    bool released = !question->handled && state_has(&order_states, state, ST_FREE_TO_PICK) &&
                    !state_has(&order_states, state, ST_WORKED_ON);
    const char *fate = fate_of(question, released);
    if (import_question_is_money(question))
        return _("Its sums are written anew; nothing else changes.");
    if (import_question_of_rest(question))
        return outcome_of_rest(question);
    if (fate && (released || editable))
        return fate;
    if (editable)
        return _("Its lines, address and sums are written anew.");
    if (released)
        return _("Its release is taken back, and its lines, address and sums are written anew.");
    if (open && import_question_spares_goods(question))
        return _("Its address and sums are written anew, and its parcels get new labels; the "
                 "floor goes on.");
    if (question->left || !open)
        return _("It is refused, as what left the house cannot be taken over: keep it as it is "
                 "here and correct it in the shop.");
    return _("The floor is at it: it is refused until nothing of it is in hand.");
}
