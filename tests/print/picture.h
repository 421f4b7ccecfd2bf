// SPDX-License-Identifier: Apache-2.0
// Black and white pictures of the tests: read from PNG and ZPL, cropped, compared, decoded.
#pragma once

#include "label.h"

#include <stdint.h>

typedef struct picture {
    int width, height;
    uint8_t *grey; // 0 = black
} picture;

void picture_free(picture *old); // NULL is allowed
G_DEFINE_AUTOPTR_CLEANUP_FUNC(picture, picture_free)

picture *picture_of_png(const void *bytes, size_t len);

// Reads ^GFA (ours) or ~DG (the driver of CUPS) with Zebra's alternative compression, written from
// Zebra's description of it and from nothing in src/labels. Asserts that the label is well-formed.
picture *picture_of_zpl(const char *zpl, size_t len);

// The part of a picture where a code stands.
picture *picture_cut(const picture *from, const struct label_code *part);

// Writes the part of CODE, or all of it if CODE is NULL, as PNG.
void picture_write(const picture *from, const struct label_code *code, const char *path);

// The number of dots that differ inside of CODE, or anywhere if CODE is NULL.
int picture_differences(const picture *one, const picture *two, const struct label_code *code);

// Runs a program and returns what it says; fails the test if it is missing or fails.
char *run(const char *const *argv);

// What zbarimg reads from PATH, one line for each code.
char *read_with_zbar(const char *path);

// Does ZXingReader read TEXT from PATH, and does the reader call its symbology AIM ("]C1")?
void assert_zxing_reads(const char *path, const char *text, const char *aim);
