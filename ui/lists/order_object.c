// SPDX-License-Identifier: Apache-2.0
// What can be done with an order.
#include "i18n.h"
#include "lives.h"
#include "object.h"
#include "store_location.h"
#include "store_order.h"
#include "store_order_read.h"

static bool read_order(struct db *db, int64_t id, struct object *ret_object, GError **error)
{
    g_autoptr(rowlist) found = store_order(db, id, error);
    if (!found || !list_len(found))
        return false;
    const struct order_row *row = list_at(found, struct order_row, 0);
    ret_object->id = row->id;
    ret_object->number = number_of(NUMBER_ORDER, row->id);
    ret_object->state = g_strdup(row->status);
    ret_object->what = g_strdup(row->external_name);
    return true;
}

static const char *one_warehouse(struct view *view)
{
    g_autoptr(rowlist) sites = store_sites(ui_db(view), NULL);
    return sites && list_len(sites) < 2 ? _("there is one warehouse") : NULL;
}

static const struct action actions[] = {
    {.id = "order.release",
     .label = N_("Release to pick"),
     .brief = N_("Release"),
     .tip = N_("Takes goods for it and shows it to pickers"),
     .deed = &(const struct deed){.op = "order.release",
                                  .event = "release",
                                  .undo = "order.unrelease",
                                  .back = {"unrelease"},
                                  .either = N_("to pick if all is in stock, else it waits for "
                                               "goods"),
                                  .tried = true,
                                  .together = true}},
    {.id = "order.hold",
     .label = N_("Hold"),
     .tip = N_("Stops it until somebody takes the hold off"),
     .deed = &(const struct deed){.op = "order.hold",
                                  .event = "hold",
                                  .undo = "order.unhold",
                                  .back = {"unhold", "await"},
                                  .answer = "reason",
                                  .question = N_("Hold: why?"),
                                  .consequence = N_("It stops until somebody takes the hold "
                                                    "off.")}},
    {.id = "order.unhold",
     .label = N_("Take the hold off"),
     .brief = N_("Unhold"),
     .tip = N_("It goes on"),
     .deed = &(const struct deed){.op = "order.unhold", .event = "unhold", .tried = true}},
    {.id = "order.pay",
     .label = N_("Mark as paid"),
     .brief = N_("Paid"),
     .tip = N_("The money has come another way than the channel says"),
     .deed = &(const struct deed){.op = "order.pay",
                                  .event = "pay",
                                  .question = N_("Has the money come? Type yes."),
                                  .sure = SURE_YES}},
    {.id = "order.cancel",
     .label = N_("Cancel the order"),
     .brief = N_("Cancel"),
     .tip = N_("Asks for the number first; cannot be undone"),
     .deed = &(const struct deed){.op = "order.cancel",
                                  .event = "cancel",
                                  .consequence = N_("Its goods are free again. This cannot be "
                                                    "undone."),
                                  .sure = SURE_NUMBER}},
    {.id = "order.propose",
     .label = N_("Propose warehouses"),
     .brief = N_("Propose"),
     .tip = N_("Plans the marked ones together; the release takes what is proposed"),
     .deed = &(const struct deed){.op = "order.propose",
                                  .event = "release",
                                  .comes = N_("a warehouse is proposed where all is in stock; "
                                              "nothing is released yet"),
                                  .together = true,
                                  .useless = one_warehouse}},
    {.id = "order.unrelease",
     .label = N_("Take the release back"),
     .brief = N_("Unrelease"),
     .tip = N_("Nobody works on it yet: it waits again, its goods are free"),
     .deed = &(const struct deed){.op = "order.unrelease",
                                  .event = "unrelease",
                                  .undo = "order.release",
                                  .back = {"release", "lack"},
                                  .together = true}},
    {0},
};

const struct object_kind order_object = {
    .argument = "order",
    .number = NUMBER_ORDER,
    .states = &order_states,
    .actions = actions,
    .read = read_order,
};
