// SPDX-License-Identifier: Apache-2.0
// Every screen; each has a file of its name. ui_screens() lists them.
#pragma once

#include "screen.h"

extern const struct screen login_screen, home_screen, orders_screen, order_screen, stock_screen,
    item_screen, pick_screen, work_screen, works_screen, short_screen, note_screen, pack_screen,
    bench_screen, printers_screen, help_screen, palette_screen, ask_screen, choose_screen,
    plan_screen, stations_screen, conflicts_screen, loads_screen, load_screen, row_screen;
