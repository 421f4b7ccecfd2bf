// SPDX-License-Identifier: Apache-2.0
// The list of channels and what their readers have in common.
#include "channel.h"

#include <string.h>

#include "i18n.h"
#include "shopify.h"

static const struct channel *const channels[] = {
    &shopify_channel,
    NULL,
};

const struct channel *const *channel_list(void)
{
    return channels;
}

const struct channel *channel_find(const char *name)
{
    for (size_t i = 0; channels[i]; i++)
        if (g_strcmp0(channels[i]->name, name) == 0)
            return channels[i];
    return NULL;
}

char *channel_names(void)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (size_t i = 0; channels[i]; i++)
        g_string_append_printf(names, "%s%s", i ? ", " : "", channels[i]->name);
    return g_string_free(g_steal_pointer(&names), FALSE);
}

struct incoming_problem *encoding_problem(const struct byte_source *bytes)
{
    static const char *const told[] = {
        [BYTES_UTF8_MIXED] = N_("The file is UTF-8 with stray bytes of another encoding, which "
                                "were read as Windows-1252; look at names with accents"),
        [BYTES_WINDOWS_1252] = N_("The file is no UTF-8 and was read as Windows-1252; if names "
                                  "look wrong, save it as UTF-8 and import it again"),
    };
    enum bytes_encoding encoding = bytes_encoding(bytes);
    const char *sentence = encoding < G_N_ELEMENTS(told) ? told[encoding] : NULL;
    return sentence ? incoming_problem_new(0, NULL, TOTE_IMPORT_ENCODING, false, _(sentence))
                    : NULL;
}

static struct channel_reader *open_bytes(const struct channel *channel, struct byte_source *bytes,
                                         const struct channel_options *options, GError **error)
{
    static const struct channel_options none;
    struct channel_reader *reader =
        bytes ? channel->open(bytes, options ? options : &none, error) : NULL;
    struct incoming_problem *told = reader ? encoding_problem(reader->bytes) : NULL;
    if (told)
        g_queue_push_tail(&reader->problems, told);
    return reader;
}

struct channel_reader *channel_open(const struct channel *channel, const char *path,
                                    const struct channel_options *options, GError **error)
{
    return open_bytes(channel, bytes_open(path, options ? options->watch : NULL, error), options,
                      error);
}

struct channel_reader *channel_open_memory(const struct channel *channel, const void *data,
                                           size_t size, const struct channel_options *options,
                                           GError **error)
{
    return open_bytes(channel, bytes_open_memory(data, size), options, error);
}

bool channel_next(struct channel_reader *reader, struct incoming_order **ret_order, GError **error)
{
    return reader->channel->next(reader, ret_order, error);
}

struct incoming_problem *channel_take_problem(struct channel_reader *reader)
{
    return g_queue_pop_head(&reader->problems);
}

int64_t channel_rows_read(const struct channel_reader *reader)
{
    return reader->csv ? csv_rows(reader->csv) : 0;
}

const char *const *channel_unused(const struct channel_reader *reader)
{
    static const char *const none[] = {NULL};
    return reader->unused ? (const char *const *)reader->unused : none;
}

int64_t channel_rows_alone(const struct channel_reader *reader)
{
    return reader->rows_alone;
}

int64_t channel_bytes_read(const struct channel_reader *reader)
{
    return bytes_done(reader->bytes);
}

int64_t channel_bytes_total(const struct channel_reader *reader)
{
    return bytes_total(reader->bytes);
}

static void free_problem(gpointer problem)
{
    incoming_problem_free(problem);
}

struct channel_reader *channel_close(struct channel_reader *reader)
{
    if (!reader)
        return NULL;
    g_queue_clear_full(&reader->problems, free_problem);
    g_strfreev(reader->unused);
    reader->channel->close(reader);
    return NULL;
}

void channel_init(struct channel_reader *reader, const struct channel *channel,
                  struct csv_reader *csv)
{
    reader->channel = channel;
    reader->csv = csv;
    reader->bytes = csv_bytes(csv);
    g_queue_init(&reader->problems);
}

void channel_note(struct channel_reader *reader, int64_t row, enum tote_code code,
                  const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    reader->rows_alone += row > 0;
    g_queue_push_tail(&reader->problems, incoming_problem_new(row, NULL, code, false, message));
}
