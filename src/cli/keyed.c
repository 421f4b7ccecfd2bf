// SPDX-License-Identifier: Apache-2.0
// Commands under a key. The answer that the key keeps is a line of JSON and, behind it, the same
// for people; before there is one, it has a single line.
#include "keyed.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "card.h"
#include "i18n.h"
#include "progress.h"
#include "spool.h"

void kept_set(struct kept *kept, const char *json, const char *text)
{
    g_free(kept->json);
    g_free(kept->text);
    kept->json = g_strdup(json);
    kept->text = g_strdup(text);
}

// --- what the key stands for

static bool read_failed(const char *path, GError **error)
{
    return tote_fail(error, TOTE_FILE_READ, "file", _("%s cannot be read: %s"), path,
                     g_strerror(errno));
}

// Adds what is left of FD to SUM.
static bool add_bytes(int fd, GChecksum *sum)
{
    enum { PIECE = 64 * 1024 };
    g_autofree unsigned char *piece = g_malloc(PIECE);
    for (;;) {
        ssize_t n = read(fd, piece, PIECE);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n == 0;
        g_checksum_update(sum, piece, n);
    }
}

// The verb reads it as well: a copy of what can be read only once takes the place of standard
// input, which the verb is told to read then.
static bool twice(int *fd, const char **path, GError **error)
{
    struct progress progress;
    if (spool_needless(*fd))
        return true;
    const struct watch watch = progress_begin(&progress, _("Reading"));
    int copy = spool_copy(*fd, *path, SPOOL_MOST, &watch, error);
    progress_end(&progress);
    close(*fd);
    *fd = copy;
    *path = "-";
    return copy >= 0 && (dup2(copy, STDIN_FILENO) >= 0 || read_failed("-", error));
}

static bool add_file(const char **path, GChecksum *sum, GError **error)
{
    int fd = !strcmp(*path, "-") ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
                                 : open(*path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return read_failed(*path, error);
    bool ok = twice(&fd, path, error) &&
              ((add_bytes(fd, sum) && lseek(fd, 0, SEEK_SET) == 0) || read_failed(*path, error));
    if (fd >= 0)
        close(fd);
    return ok;
}

// "import orders file=<digest> --channel=shopify": the verb with all that it was given.
// VALUES names afterwards what can be read once more.
static char *command_text(const struct verb *verb, const char **values, GError **error)
{
    g_autoptr(GString) text = g_string_new(verb->name);
    for (int i = 0; i < OP_MAX_ARGS && verb->args[i].name; i++) {
        const struct op_arg *arg = &verb->args[i];
        if (!values[i])
            continue;
        if (g_strcmp0(arg->name, verb->content) != 0) {
            g_string_append_printf(text, arg->option ? " --%s=%s" : " %s%s",
                                   arg->option ? arg->name : "", values[i]);
            continue;
        }
        g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
        if (!add_file(&values[i], sum, error))
            return NULL;
        g_string_append_printf(text, " %s=%s", arg->name, g_checksum_get_string(sum));
    }
    g_strdelimit(text->str, "\n", ' ');
    card_mask_code(text->str);
    return g_strdup(text->str);
}

static bool is_trial(const struct verb *verb, const char *const *values)
{
    for (int i = 0; i < OP_MAX_ARGS && verb->args[i].name; i++)
        if (!strcmp(verb->args[i].name, "dry-run"))
            return values[i] != NULL;
    return false;
}

// --- begin, run, end

// *ret_said is what was answered before, NULL: nothing yet. Caller frees.
static bool begin(struct cli *cli, const char *command, char **ret_said, GError **error)
{
    struct op_call call = {.op = op_find("command.begin"), .values = {command}, .key = cli->key};
    struct reply reply = {0};
    if (!op_run(cli->session, &call, &reply, error))
        return false;
    *ret_said = strchr(reply.json, '\n') ? g_strdup(reply.json) : NULL;
    reply_clear(&reply);
    return true;
}

// ANSWER NULL: nothing came of it, and the key is free again.
static bool end(struct cli *cli, const char *answer, GError **error)
{
    struct op_call call = {.op = op_find("command.end"),
                           .values = {cli->key, answer ? NULL : "yes"},
                           .payload = answer};
    struct reply reply = {0};
    bool ok = op_run(cli->session, &call, &reply, error);
    reply_clear(&reply);
    return ok;
}

static int say_again(const struct cli *cli, char *said)
{
    char *text = strchr(said, '\n');
    *text++ = '\0';
    cli_answer(cli, said, text);
    return TOTE_EXIT_OK;
}

static bool refused(int status, const GError *failed)
{
    int exit_status = status >= 0 ? status : failed ? (int)tote_error_exit(failed) : status;
    return exit_status == TOTE_EXIT_REFUSED || exit_status == TOTE_EXIT_CALL;
}

static int run(struct cli *cli, const struct verb *verb, const char *const *values, GError **error)
{
    struct kept kept = {0};
    GError *failed = NULL;
    cli->kept = &kept;
    int status = verb->run(cli, values, &failed);
    cli->kept = NULL;
    g_autofree char *answer =
        status == TOTE_EXIT_OK && kept.json ? g_strconcat(kept.json, "\n", kept.text, NULL) : NULL;
    if (answer && !end(cli, answer, error))
        status = -1;
    else if (kept.json)
        cli_answer(cli, kept.json, kept.text);
    if (refused(status, failed))
        end(cli, NULL, NULL); // else the key goes on standing for this command
    if (failed)
        g_propagate_error(error, failed);
    kept_set(&kept, NULL, NULL);
    return status;
}

int keyed_run(struct cli *cli, const struct verb *verb, const char *const *values, GError **error)
{
    g_autofree char *said = NULL;
    const char *own[OP_MAX_ARGS];
    if (is_trial(verb, values))
        return verb->run(cli, values, error);
    memcpy(own, values, sizeof own);
    g_autofree char *command = command_text(verb, own, error);
    if (!command || !begin(cli, command, &said, error))
        return -1;
    return said ? say_again(cli, said) : run(cli, verb, own, error);
}
