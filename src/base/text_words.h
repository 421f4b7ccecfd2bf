// SPDX-License-Identifier: Apache-2.0
// The words of a text, as somebody searches for them.
#pragma once

#include <glib.h>

enum { WORDS_MOST = 64 };

// The words of UTF8, folded (text_fold()), each once, in their order, WORDS_MOST of them: what
// stands between signs that are neither letters nor digits. Free with g_ptr_array_unref().
GPtrArray *text_words(const char *utf8);
