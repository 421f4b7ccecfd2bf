// SPDX-License-Identifier: Apache-2.0
// The few parts of SVG 1.1 attributes that a label design needs: lengths, transforms, styles.
#pragma once

#include <glib.h>
#include <stdbool.h>

// An affine map: x' = a*x + c*y + e, y' = b*x + d*y + f (SVG 1.1, 7.4).
struct svg_matrix {
    double a, b, c, d, e, f;
};

// FIRST is applied after THEN, as nested SVG groups are: the outer one is FIRST.
struct svg_matrix svg_matrix_nest(const struct svg_matrix *outer, const struct svg_matrix *inner);

// Does it only move and enlarge (no turning, no mirroring)?
bool svg_matrix_upright(const struct svg_matrix *matrix);

// A number without a unit or in px, which both mean user units. False: anything else.
bool svg_length(const char *text, double *ret_value);

// A length with the unit mm, cm or in, given in mm. False: anything else.
bool svg_length_mm(const char *text, double *ret_mm);

// A transform attribute: translate, scale, rotate and matrix, in a row. False: anything else.
bool svg_transform(const char *text, struct svg_matrix *ret_matrix);

enum svg_align { SVG_START, SVG_MIDDLE, SVG_END };

// What is inherited by text. FAMILY is owned.
struct svg_style {
    char *family;
    double size; // user units
    bool bold, italic, white;
    enum svg_align align;
};

struct svg_style svg_style_copy(const struct svg_style *style);
void svg_style_clear(struct svg_style *style);

// Takes one property over ("font-size", "4px"); unknown ones are left to the artwork.
// False: a font size in a unit that is neither px nor none.
bool svg_style_set(struct svg_style *style, const char *property, const char *value);

// The value of PROPERTY in a style attribute ("a:b;c:d"), or NULL. Caller frees.
char *svg_style_value(const char *style, const char *property);
