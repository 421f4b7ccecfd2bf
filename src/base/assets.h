// SPDX-License-Identifier: Apache-2.0
// Where the files are that come with the program: label designs, the sample shop.
#pragma once

// The path of an asset ("labels/shipping-4x6.svg"): below TOTE_ASSETS, in the source tree that
// the program was built in, or installed; caller frees.
char *asset_path(const char *relative);

// The folder of translations: beside a program in its build folder, or installed; caller frees.
char *locale_path(void);
