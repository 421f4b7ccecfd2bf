// SPDX-License-Identifier: Apache-2.0
// Cuts a text into the words by which it is found.
#include "text_words.h"

#include "text.h"

static bool is_part(gunichar c)
{
    return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

static void add(GPtrArray *words, const char *from, const char *to)
{
    g_autofree char *word = g_strndup(from, (gsize)(to - from));
    if (*word && words->len < WORDS_MOST &&
        !g_ptr_array_find_with_equal_func(words, word, g_str_equal, NULL))
        g_ptr_array_add(words, g_steal_pointer(&word));
}

GPtrArray *text_words(const char *utf8)
{
    g_autofree char *fold = text_fold(utf8);
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
    const char *from = fold, *at = fold;
    for (; *at; at = g_utf8_next_char(at)) {
        if (is_part(g_utf8_get_char(at)))
            continue;
        add(words, from, at);
        from = g_utf8_next_char(at);
    }
    add(words, from, at);
    return words;
}
