// SPDX-License-Identifier: Apache-2.0
// The lists of kinds of work with two more: they stand in the place of work_kinds.c and work_ways.c
// of the program.
#include "i18n.h"
#include "move_plan.h"
#include "work_way.h"

#define MORE_KINDS                                                                                 \
    WORK_KIND(stow, N_("Stow"), N_("stowing"), 80, ROLES_FLOOR, "work", WORK_COUNTS_NOT)           \
    WORK_KIND(move, N_("Move"), N_("moving"), 90, ROLES_FLOOR, "work", WORK_COUNTS_NOT)

#define WORK_KIND(id, title, label, rank, roles, screen, counts)                                   \
    {#id, title, label, rank, roles, screen, counts},
static const struct work_kind kinds[] = {
#include "work_kinds.def"
    MORE_KINDS};
#undef WORK_KIND

#define WORK_KIND(id, ...) extern const struct work_way work_way_##id;
#include "work_kinds.def"
MORE_KINDS
#undef WORK_KIND

#define WORK_KIND(id, ...) &work_way_##id,
static const struct work_way *const ways[] = {
#include "work_kinds.def"
    MORE_KINDS};

#undef WORK_KIND

enum {
#define WORK_KIND(id, ...) OF_##id,
#include "work_kinds.def"
#undef WORK_KIND
    N_OF_PROGRAM
};

static bool hidden; // those that the program has not

void kinds_hide(bool hide)
{
    hidden = hide;
}

const struct work_kind *work_kinds(size_t *ret_n)
{
    *ret_n = hidden ? (size_t)N_OF_PROGRAM : G_N_ELEMENTS(kinds);
    return kinds;
}

const struct work_way *const *work_ways(size_t *ret_n)
{
    *ret_n = hidden ? (size_t)N_OF_PROGRAM : G_N_ELEMENTS(ways);
    return ways;
}
