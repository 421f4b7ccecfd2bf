// SPDX-License-Identifier: Apache-2.0
// What the view of every kind of work begins with.
#pragma once

#include "store_work.h"

struct work_view {
    struct list *head; // of one struct work_row, whose text it owns
    struct work_row *work;
};

// The first member of a kind's own view: `view->work` is `view->base.work`.
#define WORK_VIEW                                                                                  \
    union {                                                                                        \
        struct work_view base;                                                                     \
        struct {                                                                                   \
            struct list *head;                                                                     \
            struct work_row *work;                                                                 \
        };                                                                                         \
    }
