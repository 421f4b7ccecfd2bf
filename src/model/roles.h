// SPDX-License-Identifier: Apache-2.0
// The roles. Operations, queries and kinds of work list those that suffice; what each sees and
// where it begins is a row of roles.c.
#pragma once

enum role { ROLE_PICKER = 1, ROLE_PACKER = 2, ROLE_MANAGER = 4, ROLE_ADMIN = 8 };
enum {
    ROLES_FLOOR = ROLE_PICKER | ROLE_PACKER | ROLE_MANAGER | ROLE_ADMIN,
    ROLES_BENCH = ROLE_PACKER | ROLE_MANAGER | ROLE_ADMIN,
    ROLES_DESK = ROLE_MANAGER | ROLE_ADMIN,
    ROLES_ADMIN = ROLE_ADMIN,
};

// What somebody may be shown: SEES_MONEY prices, payments and totals; SEES_PEOPLE names and
// addresses of customers.
enum { SEES_MONEY = 1, SEES_PEOPLE = 2, SEES_ALL = SEES_MONEY | SEES_PEOPLE };

struct role_row {
    const char *code; // "picker"
    enum role role;
    unsigned sees;     // SEES_…
    const char *first; // the screen that it begins with
};

// The row of a role, of a code; NULL if there is none.
const struct role_row *role_row(enum role role);
const struct role_row *role_find(const char *code);

// "manager, admin": the codes of a set of roles. Caller frees.
char *role_names(unsigned roles);

// Those of ROLES that may see all of SEES (SEES_…).
unsigned roles_seeing(unsigned roles, unsigned sees);

// What somebody of this role may see (SEES_…).
unsigned role_sees(enum role role);
