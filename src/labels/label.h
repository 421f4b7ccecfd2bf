// SPDX-License-Identifier: Apache-2.0
// Label designs (SVG files edited in Inkscape), the fields they show, and what comes out of both.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

// ---- Fields: what a label says ----

// What a field's value has to be, besides plain text.
enum label_field_kind { LABEL_TEXT, LABEL_SSCC, LABEL_GTIN, LABEL_NUMBER };

// A field that designs may name, for the manual and for messages.
struct label_field_info {
    const char *name; // "to.name": a design writes {to.name} or, where it may be missing,
                      // {to.name?}
    enum label_field_kind kind;
    const char *sentence; // what it holds; translate with _()
    const char *example;
};

// The table of label_fields.def; the last entry has a NULL name.
extern const struct label_field_info label_field_table[];

// The entry of NAME, or NULL. Names beginning with "user." have no entry and are always allowed.
const struct label_field_info *label_field_find(const char *name);

// A set of values by field name.
typedef struct label_fields label_fields;

label_fields *label_fields_new(void);
label_fields *label_fields_copy(const label_fields *fields);
void label_fields_free(label_fields *fields); // NULL is allowed
G_DEFINE_AUTOPTR_CLEANUP_FUNC(label_fields, label_fields_free)

// Sets NAME to a copy of VALUE (UTF-8; line breaks allowed; NULL or "" = not known).
// Errors: TOTE_LABEL_DATA (field NAME) for a name outside the table, text that is no UTF-8, control
// characters, more than LABEL_VALUE_MAX bytes; TOTE_CHECK_DIGIT for a wrong SSCC or GTIN.
enum { LABEL_VALUE_MAX = 1000 };
bool label_fields_set(label_fields *fields, const char *name, const char *value, GError **error);

// The value of NAME, "" when it is not known. Owned by FIELDS.
const char *label_fields_get(const label_fields *fields, const char *name);

// Every field of the table with its example, for previews and for proving a design.
label_fields *label_fields_example(void);

// ---- Designs ----

// The rules for designs are in assets/labels/README.md.
typedef struct label_design label_design;

enum { LABEL_DESIGN_MAX = 1024 * 1024 }; // bytes of an SVG file

// Reads a design. Errors: TOTE_FILE_READ, or TOTE_LABEL_DESIGN with the line in
// tote_error_position() and the field concerned. Caller frees; NULL on error.
label_design *label_design_load(const char *path, GError **error);

// The same from memory; NAME stands for the path in messages.
label_design *label_design_parse(const char *svg, size_t len, const char *name, GError **error);

void label_design_free(label_design *design); // NULL is allowed
G_DEFINE_AUTOPTR_CLEANUP_FUNC(label_design, label_design_free)

// The size of the label in 1/100 mm, as media sizes are given in IPP (PWG 5101.1).
int label_design_width(const label_design *design);
int label_design_height(const label_design *design);

// ---- A sketch of the label for the terminal ----

struct label_cell {
    int x, y, width, height; // 1/100 mm from the top left corner
    bool code;               // a barcode: TEXT is what people read below it
    char *text;              // lines separated by \n
};

// The filled boxes of the label, top to bottom: enough to sketch it with characters. Needs neither
// fonts nor printer resolution, and tells the same faults in fields as label_render().
// RET_CELLS: struct label_cell, freed with the array. Errors: TOTE_LABEL_DATA.
bool label_schematic(const label_design *design, const label_fields *fields, GPtrArray **ret_cells,
                     GError **error);

// ---- Rendering (only in programs that link labels_dep) ----

enum label_format { LABEL_PDF, LABEL_PNG, LABEL_ZPL };

// The format that the name of a file ends in, ".zpl". TOTE_ARGUMENT about `to` where it is none.
bool label_format_of_file(const char *file, enum label_format *ret_format, GError **error);

struct label_options {
    int dpi; // dots per inch of the printer, 150 to 1200
    enum label_format format;
};

// A barcode of a rendered label and the place where a reader finds it, quiet zones included.
struct label_code {
    char *symbology;         // "gs1-128", as in the design
    char *data;              // what a reader gives back, FNC1 between elements as \x1d
    int module;              // dots of the narrowest bar
    int x, y, width, height; // dots from the top left corner
};

// Renders labels of one design, a page for each of PAGES (label_fields *, at least one). The three
// formats come from one layout in printer dots, so that a bar has the same dots in each; the same
// input gives the same bytes.
// RET_CODES (may be NULL): struct label_code of all pages, freed with the array. A PNG is one page.
// Errors: TOTE_LABEL_DATA (field: the one that is missing, has a character without a glyph, does
// not fit its box or cannot be encoded), TOTE_CHECK_DIGIT, TOTE_LABEL_DESIGN (codes below the
// smallest module their standard allows, something drawn over a code, unusable artwork),
// TOTE_ARGUMENT (dpi; to: a PNG of several pages).
bool label_render_pages(const label_design *design, const GPtrArray *pages,
                        const struct label_options *options, GBytes **ret_bytes,
                        GPtrArray **ret_codes, GError **error);

// The same for one label.
bool label_render(const label_design *design, const label_fields *fields,
                  const struct label_options *options, GBytes **ret_bytes, GPtrArray **ret_codes,
                  GError **error);
