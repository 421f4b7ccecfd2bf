// SPDX-License-Identifier: Apache-2.0
// What it takes to draw the artwork of a design, counted before anything is drawn.
#pragma once

#include <stddef.h>

#include "design.h"

// Would the artwork hold the printer up: pictures of many dots, or a small file that draws its
// groups over and over? False with *error: it would.
bool svg_cost_check(const struct label_design *design, GError **error);

// The dots of a picture in a "data:" link: PNG or JPEG, by what it holds. 0 = it cannot be told.
double svg_picture_dots(const char *link);
