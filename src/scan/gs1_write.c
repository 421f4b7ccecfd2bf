// SPDX-License-Identifier: Apache-2.0
// Writing element strings: as scanners transmit them and as people print them.
#include "gs1_message.h"

void gs1_write_symbol(const struct gs1_message *message, GString *out)
{
    for (unsigned i = 0; i < message->count; i++) {
        const struct gs1_element *element = &message->elements[i];
        bool fixed = element->row ? element->row->fixed : ai_fixed_length(element->ai) > 0;
        g_string_append(out, element->ai);
        g_string_append_len(out, element->value, (gssize)element->len);
        if (!fixed && i + 1 < message->count)
            g_string_append_c(out, GS1_GS);
    }
}

void gs1_write_brackets(const struct gs1_message *message, GString *out)
{
    for (unsigned i = 0; i < message->count; i++) {
        const struct gs1_element *element = &message->elements[i];
        g_string_append_printf(out, "(%s)", element->ai);
        for (gsize k = 0; k < element->len; k++) {
            if (element->value[k] == '(')
                g_string_append_c(out, '\\');
            g_string_append_c(out, element->value[k]);
        }
    }
}
