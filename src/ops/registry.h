// SPDX-License-Identifier: Apache-2.0
// Every operation by name, for the table in registry.c; each is described where it is defined.
#pragma once

#include "op.h"

#define OPERATIONS(X)                                                                              \
    X(command_begin)                                                                               \
    X(command_end)                                                                                 \
    X(import_answer)                                                                               \
    X(import_items)                                                                                \
    X(import_kits)                                                                                 \
    X(import_note)                                                                                 \
    X(import_orders)                                                                               \
    X(import_places)                                                                               \
    X(import_stock)                                                                                \
    X(import_warehouses)                                                                           \
    X(key_retire)                                                                                  \
    X(operator_add)                                                                                \
    X(order_cancel)                                                                                \
    X(order_hold)                                                                                  \
    X(order_pay)                                                                                   \
    X(order_propose)                                                                               \
    X(order_release)                                                                               \
    X(order_release_next)                                                                          \
    X(order_unhold)                                                                                \
    X(order_unrelease)                                                                             \
    X(pack_box)                                                                                    \
    X(pack_close)                                                                                  \
    X(pack_leave)                                                                                  \
    X(pack_open)                                                                                   \
    X(pack_scan)                                                                                   \
    X(pack_undo)                                                                                   \
    X(pack_weigh)                                                                                  \
    X(person_index)                                                                                \
    X(person_reseal)                                                                               \
    X(pick_leave)                                                                                  \
    X(pick_scan)                                                                                   \
    X(pick_short)                                                                                  \
    X(pick_skip)                                                                                   \
    X(pick_start)                                                                                  \
    X(pick_undo)                                                                                   \
    X(print_cancel)                                                                                \
    X(print_move)                                                                                  \
    X(print_proof)                                                                                 \
    X(print_retry)                                                                                 \
    X(print_seen)                                                                                  \
    X(print_step)                                                                                  \
    X(printer_add)                                                                                 \
    X(printer_state)                                                                               \
    X(setting_set)                                                                                 \
    X(ship_close)                                                                                  \
    X(station_login)                                                                               \
    X(station_logout)                                                                              \
    X(station_printer)                                                                             \
    X(station_warehouse)                                                                           \
    X(stock_adjust)                                                                                \
    X(stock_move)                                                                                  \
    X(warehouse_add)                                                                               \
    X(work_leave)                                                                                  \
    X(work_next)                                                                                   \
    X(work_scan)                                                                                   \
    X(work_take)                                                                                   \
    X(work_undo)

#define DECLARE(id) extern const struct op op_##id;
OPERATIONS(DECLARE)
#undef DECLARE
