// SPDX-License-Identifier: Apache-2.0
// Who may do what: operations and kinds of work list the roles that suffice.
#pragma once

enum role { ROLE_PICKER = 1, ROLE_PACKER = 2, ROLE_MANAGER = 4, ROLE_ADMIN = 8 };
enum {
    ROLES_FLOOR = ROLE_PICKER | ROLE_PACKER | ROLE_MANAGER | ROLE_ADMIN,
    ROLES_BENCH = ROLE_PACKER | ROLE_MANAGER | ROLE_ADMIN,
    ROLES_DESK = ROLE_MANAGER | ROLE_ADMIN,
    ROLES_ADMIN = ROLE_ADMIN,
};
