// SPDX-License-Identifier: Apache-2.0
// Fits text into boxes: wrap at words, then shrink, then break words, then cut or refuse.
#include "textfit.h"

#include "errors.h"
#include "i18n.h"
#include "cause.h"

#include <math.h>

static const double shrink_step = 0.96;

void text_run_free(text_run *run)
{
    if (!run)
        return;
    g_object_unref(run->layout);
    g_free(run);
}

PangoContext *text_context_new(void)
{
    PangoContext *context = pango_font_map_create_context(pango_cairo_font_map_get_default());
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_NONE);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_FULL);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_ON);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    // Not the language of whoever starts the program: the same label everywhere.
    pango_context_set_language(context, pango_language_from_string("en"));
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
    return context;
}

static void set_size(PangoLayout *layout, const struct svg_style *style, double dots)
{
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family(font, style->family ? style->family : "DejaVu Sans");
    pango_font_description_set_weight(font, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_style(font, style->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango_font_description_set_absolute_size(font, floor(dots * PANGO_SCALE));
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
}

static PangoAlignment alignment(enum svg_align align)
{
    switch (align) {
    case SVG_START:
        return PANGO_ALIGN_LEFT;
    case SVG_MIDDLE:
        return PANGO_ALIGN_CENTER;
    case SVG_END:
        return PANGO_ALIGN_RIGHT;
    }
    g_assert_not_reached();
}

// The first character without a glyph, or 0.
static gunichar missing_in(const PangoGlyphString *glyphs)
{
    for (int i = 0; i < glyphs->num_glyphs; i++) {
        PangoGlyph glyph = glyphs->glyphs[i].glyph;
        if (glyph != PANGO_GLYPH_INVALID_INPUT && (glyph & PANGO_GLYPH_UNKNOWN_FLAG))
            return glyph & ~PANGO_GLYPH_UNKNOWN_FLAG;
    }
    return 0;
}

static gunichar missing_character(PangoLayout *layout)
{
    if (pango_layout_get_unknown_glyphs_count(layout) == 0)
        return 0;
    PangoLayoutIter *iter = pango_layout_get_iter(layout);
    gunichar missing = 0;
    do {
        PangoLayoutRun *run = pango_layout_iter_get_run_readonly(iter);
        if (run)
            missing = missing_in(run->glyphs);
    } while (!missing && pango_layout_iter_next_run(iter));
    pango_layout_iter_free(iter);
    return missing ? missing : 0xFFFD;
}

static const char *package_for(gunichar c)
{
    GUnicodeScript script = g_unichar_get_script(c);
    bool cjk = script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA ||
               script == G_UNICODE_SCRIPT_KATAKANA || script == G_UNICODE_SCRIPT_HANGUL ||
               script == G_UNICODE_SCRIPT_BOPOMOFO;
    return cjk ? "fonts-noto-cjk" : "fonts-noto-core";
}

char *text_begin(const char *text)
{
    g_autoptr(GString) begin = g_string_new(NULL);
    int n = 0;
    for (const char *at = text; *at && n <= 40; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (c == 0x2068 || c == 0x2069) // the isolates of bind.c
            continue;
        n++;
        g_string_append_unichar(begin, n > 40 ? 0x2026 : c == '\n' ? ' ' : c);
    }
    return g_strdup(begin->str);
}

static bool refuse_missing(const struct text_box *box, gunichar c, GError **error)
{
    char utf8[8] = "";
    g_autofree char *code = g_strdup_printf("U+%04X", c);
    utf8[g_unichar_to_utf8(c, utf8)] = '\0';
    g_autofree char *hint = g_strdup_printf(
        _("Install a font that has it (Debian: apt install %s) and print again."), package_for(c));
    struct tote_fault fault = {.field = box->field, .hint = hint};
    if (box->field)
        return FAIL_FOR(error, TOTE_LABEL_DATA, &fault, LABEL_NO_FONT, T_TEXT("sign", utf8),
                        T_TEXT("code", code), T_TEXT("field", box->field));
    return tote_fail_full(error, TOTE_LABEL_DATA, &fault,
                          _("No font on this machine has the character \"%s\" (U+%04X)"), utf8, c);
}

static bool refuse_size(const struct text_box *box, GError **error)
{
    g_autofree char *begin = text_begin(box->text);
    if (box->field)
        return tote_fail_field(error, TOTE_LABEL_DATA, box->field, CAUSE_LABEL_LONG,
                               _("\"%s\" does not fit its place on the label; shorten %s"), begin,
                               box->field);
    return tote_fail(error, TOTE_LABEL_DESIGN, NULL,
                     _("\"%s\" does not fit its place on the label; enlarge its box"), begin);
}

static bool fits(PangoLayout *layout, const struct text_box *box)
{
    int width, height;
    pango_layout_get_size(layout, &width, &height);
    return width <= (int)(box->width * PANGO_SCALE) && height <= (int)(box->height * PANGO_SCALE);
}

// Words stay whole while that costs no more than a third of the size.
static const double whole_words = 0.66;

static bool fits_at(PangoLayout *layout, const struct text_box *box, double size)
{
    bool whole = size > box->size * whole_words;
    pango_layout_set_wrap(layout, whole ? PANGO_WRAP_WORD : PANGO_WRAP_WORD_CHAR);
    set_size(layout, box->style, size);
    return fits(layout, box);
}

static bool fit_in_box(PangoLayout *layout, const struct text_box *box)
{
    pango_layout_set_width(layout, (int)(box->width * PANGO_SCALE));
    for (double size = box->size; size > box->size_min; size *= shrink_step)
        if (fits_at(layout, box, size))
            return true;
    if (fits_at(layout, box, box->size_min))
        return true;
    if (!box->ellipsis)
        return false;
    pango_layout_set_height(layout, (int)(box->height * PANGO_SCALE));
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    return fits(layout, box);
}

// A hyphen at the end of a line would read as part of a number.
static void no_hyphens(PangoLayout *layout)
{
    PangoAttrList *list = pango_attr_list_new();
    pango_attr_list_insert(list, pango_attr_insert_hyphens_new(FALSE));
    pango_layout_set_attributes(layout, list);
    pango_attr_list_unref(list);
}

// A text at a point: as wide as it is; alignment is about the point.
static void put_at_point(text_run *run, const struct text_box *box)
{
    int width, height;
    set_size(run->layout, box->style, box->size);
    pango_layout_get_pixel_size(run->layout, &width, &height);
    pango_layout_set_width(run->layout, width * PANGO_SCALE);
    double left = box->x;
    if (box->style->align == SVG_MIDDLE)
        left -= width / 2.0;
    else if (box->style->align == SVG_END)
        left -= width;
    run->x = (int)lround(left);
    run->y = (int)lround(box->y - (double)pango_layout_get_baseline(run->layout) / PANGO_SCALE);
}

text_run *label_text_fit(PangoContext *context, const struct text_box *box, GError **error)
{
    g_autoptr(text_run) run = g_new0(text_run, 1);
    run->layout = pango_layout_new(context);
    pango_layout_set_text(run->layout, box->text, -1);
    no_hyphens(run->layout);
    pango_layout_set_alignment(run->layout, alignment(box->style->align));
    bool fitted = true;
    if (box->width > 0) {
        run->x = (int)lround(box->x);
        run->y = (int)lround(box->y);
        fitted = fit_in_box(run->layout, box);
    } else {
        put_at_point(run, box);
    }
    gunichar missing = missing_character(run->layout);
    if (missing ? !refuse_missing(box, missing, error) : !fitted && !refuse_size(box, error))
        return NULL;
    return g_steal_pointer(&run);
}
