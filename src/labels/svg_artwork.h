// SPDX-License-Identifier: Apache-2.0
// The artwork of a design: its SVG written out again without what is not for librsvg.
#pragma once

#include <glib.h>
#include <stdbool.h>

// Elements of other programs and descriptions, which are left out without a word.
bool svg_artwork_ignored(const char *element);

// Elements that end up as black and white shapes. Filters, masks, scripts and animations do not.
bool svg_artwork_known(const char *element);

// Appends the opening tag. ROOT: the outermost element. False: it links to something outside of
// the file, which would make a label depend on other files or the network.
bool svg_artwork_open(GString *out, const char *element, const char **names, const char **values,
                      bool root);

void svg_artwork_text(GString *out, const char *text, gsize len);
void svg_artwork_close(GString *out, const char *element);
