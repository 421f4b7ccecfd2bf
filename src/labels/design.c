// SPDX-License-Identifier: Apache-2.0
// Loads label designs and answers what is known of them before rendering.
#include "design.h"
#include "svg_cost.h"

#include "bind.h"
#include "errors.h"
#include "i18n.h"

#include <sys/stat.h>
#include <math.h>
#include <string.h>

static const double side_min = 10, side_max = 500; // mm: from a jewel tag to an A3 sheet

enum data_kind { GS1, ASCII, GTIN13 };

static const struct {
    const char *name;
    enum data_kind data;
} symbologies[] = {
#define SYMBOLOGY(name, zint, data, least, most, usual, quiet, height, matrix) {name, data},
#include "symbologies.def"
#undef SYMBOLOGY
};

static int symbology_index(const char *name)
{
    for (size_t i = 0; name && i < G_N_ELEMENTS(symbologies); i++)
        if (strcmp(symbologies[i].name, name) == 0)
            return (int)i;
    return -1;
}

bool label_symbology_known(const char *name)
{
    return symbology_index(name) >= 0;
}

bool label_symbology_gs1(const char *name)
{
    int index = symbology_index(name);
    return index >= 0 && symbologies[index].data == GS1;
}

void label_item_free(struct label_item *item)
{
    if (!item)
        return;
    svg_style_clear(&item->style);
    g_free(item->text);
    g_free(item->box);
    g_free(item->symbology);
    g_free(item);
}

void label_design_free(label_design *design)
{
    if (!design)
        return;
    g_free(design->name);
    g_ptr_array_unref(design->items);
    g_string_free(design->artwork, TRUE);
    g_free(design);
}

static bool at_line(GError **error, const char *name, const struct label_item *item)
{
    g_autoptr(GError) inner = *error;
    struct tote_fault fault = {.field = tote_error_field(inner), .position = item->line};
    *error = NULL;
    return tote_fail_full(error, TOTE_LABEL_DESIGN, &fault, _("%s, line %d: %s"), name, item->line,
                          inner->message);
}

static bool item_check(const struct label_design *design, const struct label_item *item,
                       GError **error)
{
    double right = item->x + item->width, bottom = item->y + item->height;
    const double slack = 0.01;
    if (!label_bind_check(item->text, error))
        return false;
    if (item->x < -slack || item->y < -slack || right > design->width + slack ||
        bottom > design->height + slack)
        return tote_fail(error, TOTE_LABEL_DESIGN, NULL,
                         _("\"%s\" lies outside of the label; move it inside"), item->text);
    if ((item->flowed || item->kind == LABEL_ITEM_CODE) && (item->width < 1 || item->height < 1))
        return tote_fail(error, TOTE_LABEL_DESIGN, NULL,
                         _("The box of \"%s\" is smaller than 1 mm; enlarge it"), item->text);
    if (item->kind == LABEL_ITEM_TEXT && (item->style.size < 1 || item->style.size > 100))
        return tote_fail(error, TOTE_LABEL_DESIGN, NULL,
                         _("The font size of \"%s\" is %.2f mm; it needs to be 1 to 100 mm"),
                         item->text, item->style.size);
    return true;
}

static bool design_check(const struct label_design *design, GError **error)
{
    if (design->width < side_min || design->width > side_max || design->height < side_min ||
        design->height > side_max)
        return tote_fail(error, TOTE_LABEL_DESIGN, NULL,
                         _("%s is %.1f x %.1f mm large; labels are %.0f to %.0f mm a side"),
                         design->name, design->width, design->height, side_min, side_max);
    for (guint i = 0; i < design->items->len; i++) {
        const struct label_item *item = design->items->pdata[i];
        g_autoptr(GError) fault = NULL;
        if (!item_check(design, item, &fault)) {
            g_propagate_error(error, g_steal_pointer(&fault));
            return error ? at_line(error, design->name, item) : false;
        }
    }
    return true;
}

label_design *label_design_parse(const char *svg, size_t len, const char *name, GError **error)
{
    if (len > LABEL_DESIGN_MAX) {
        tote_fail(error, TOTE_LABEL_DESIGN, NULL, _("%s is larger than %d bytes; simplify it"),
                  name, LABEL_DESIGN_MAX);
        return NULL;
    }
    g_autoptr(label_design) design = g_new0(label_design, 1);
    design->name = g_strdup(name);
    design->items = g_ptr_array_new_with_free_func((GDestroyNotify)label_item_free);
    design->artwork = g_string_new(NULL);
    if (!label_svg_read(design, svg, len, error) || !design_check(design, error) ||
        !svg_cost_check(design, error))
        return NULL;
    return g_steal_pointer(&design);
}

label_design *label_design_load(const char *path, GError **error)
{
    g_autofree char *svg = NULL;
    gsize len = 0;
    g_autoptr(GError) fault = NULL;
    struct stat file;
    if (stat(path, &file) == 0 && S_ISREG(file.st_mode) && file.st_size > LABEL_DESIGN_MAX)
        return label_design_parse("", (size_t)file.st_size, path, error);
    if (!g_file_get_contents(path, &svg, &len, &fault)) {
        tote_fail_full(error, TOTE_FILE_READ, &(struct tote_fault){.detail = fault->message},
                       _("The label design %s cannot be read"), path);
        return NULL;
    }
    return label_design_parse(svg, len, path, error);
}

int label_design_width(const label_design *design)
{
    return (int)lround(design->width * 100);
}

int label_design_height(const label_design *design)
{
    return (int)lround(design->height * 100);
}
