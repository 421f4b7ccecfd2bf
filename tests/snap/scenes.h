// SPDX-License-Identifier: Apache-2.0
// What the tests of screens begin with: somebody at a screen, after what happened in a shop.
#pragma once

#include <glib.h>

#include "pty.h"
#include "shop.h"

// Keys as pty_keys() takes them ("scan ": scanned), after what happened in the shop before.
struct scene {
    const char *name, *operator, * station, *open;
    void (*before)(struct db *db);
    const char *steps[8];
};
extern const struct scene scenes[];
extern const size_t n_scenes;

// The environment of every program that is started.
extern const char *const scene_env[];

// Says which program shows the screens, and makes the folder of the shops. Once, before all others.
void scenes_begin(const char *program);
// Removes the folder. It must be empty.
void scenes_end(void);

// The one of that name; aborts where there is none.
const struct scene *scene_called(const char *name);

// The file of a shop of its own (end it with shop_remove()); somebody who comes there, and who has
// done the steps.
char *scene_shop(const struct scene *scene);
struct pty *scene_open(const struct scene *scene, const char *path, const struct pty_options *how);
struct pty *scene_start(const struct scene *scene, const char *path, const struct pty_options *how);

// Both at once: a shop with somebody in it after the steps. HOW NULL: a usual terminal.
struct visit {
    char *path;
    struct pty *pty;
};
typedef struct visit scene_visit;
struct visit *visit_new(const struct scene *scene, const struct pty_options *how);
void visit_free(struct visit *visit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(scene_visit, visit_free)
