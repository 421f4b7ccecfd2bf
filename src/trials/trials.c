// SPDX-License-Identifier: Apache-2.0
// What the trials share: files, the stopwatch of each problem, faults with file and line.
#include "trials.h"

#include <string.h>

#include "clock.h"
#include "errors.h"
#include "i18n.h"

enum { READ_MAX = 256 * 1024 * 1024 };

static double spent(double best, void *data)
{
    const struct trial *trial = data;
    (void)best;
    if (trial->stopped && trial->stopped(trial->data))
        return 1;
    double seconds = (double)(clock_monotonic_us() - trial->start_us) / G_USEC_PER_SEC;
    return trial->limit > 0 ? seconds / trial->limit : 0;
}

struct effort trial_begin(struct trial *trial, guint at, guint of, double seconds)
{
    double default_limit = trial->rounds ? 0 : seconds;
    trial->limit = trial->seconds > 0 ? trial->seconds : default_limit;
    trial->start_us = clock_monotonic_us();
    if (trial->progress)
        trial->progress(at, of, trial->data);
    return (struct effort){
        .seed = trial->seed, .rounds = trial->rounds, .spent = spent, .data = trial};
}

bool trial_goes_on(const struct trial *trial, GError **error)
{
    if (!trial->stopped || !trial->stopped(trial->data))
        return true;
    return tote_fail(error, TOTE_CANCELLED, NULL, _("Stopped; the solutions so far are written"));
}

static bool unreadable(const char *path, const char *why, GError **error)
{
    return tote_fail(error, TOTE_FILE_READ, NULL, _("%s cannot be read: %s"), path, why);
}

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

// Takes the names of regular files in FOLDER that end in SUFFIX into NAMES.
static void take_names(GDir *folder, const char *path, const char *suffix, GPtrArray *names)
{
    for (const char *name = g_dir_read_name(folder); name; name = g_dir_read_name(folder)) {
        g_autofree char *file = g_build_filename(path, name, NULL);
        if (g_str_has_suffix(name, suffix) && g_file_test(file, G_FILE_TEST_IS_REGULAR))
            g_ptr_array_add(names, g_strdup(name));
    }
    g_dir_rewind(folder);
}

char **trial_files(const char *path, const char *suffix, char **ret_folder, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) cause = NULL;
    if (!g_file_test(path, G_FILE_TEST_IS_DIR)) {
        *ret_folder = g_path_get_dirname(path);
        g_ptr_array_add(names, g_path_get_basename(path));
    } else {
        g_autoptr(GDir) folder = g_dir_open(path, 0, &cause);
        if (!folder) {
            unreadable(path, cause->message, error);
            return NULL;
        }
        take_names(folder, path, suffix, names);
        if (!names->len)
            take_names(folder, path, "", names);
        if (!names->len) {
            unreadable(path, _("it holds no problem files"), error);
            return NULL;
        }
        *ret_folder = g_strdup(path);
    }
    g_ptr_array_sort(names, by_name);
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&names), false);
}

bool trial_each(struct trial *trial, const char *suffix, double seconds, trial_solve solve,
                const void *data, GError **error)
{
    g_autofree char *folder = NULL;
    g_autoptr(GError) first = NULL;
    g_auto(GStrv) names = trial_files(trial->path, suffix, &folder, error);
    for (guint i = 0; names && names[i]; i++) {
        struct effort effort = trial_begin(trial, i, g_strv_length(names), seconds);
        if (!trial_goes_on(trial, error))
            return false;
        solve(trial, folder, names[i], &effort, data, first ? NULL : &first);
        fflush(trial->out);
    }
    if (!first)
        return names != NULL;
    g_propagate_error(error, g_steal_pointer(&first));
    return false;
}

char *trial_read(const char *folder, const char *name, gsize *ret_len, GError **error)
{
    g_autofree char *path = folder ? g_build_filename(folder, name, NULL) : g_strdup(name);
    g_autofree char *text = NULL;
    g_autoptr(GError) cause = NULL;
    gsize len = 0;
    if (!g_file_get_contents(path, &text, &len, &cause)) {
        unreadable(path, cause->message, error);
        return NULL;
    }
    if (len > READ_MAX) {
        unreadable(path, _("it is larger than 256 MB"), error);
        return NULL;
    }
    if (ret_len)
        *ret_len = len;
    return g_steal_pointer(&text);
}

void trial_put_cell(GString *to, const char *text)
{
    if (!strpbrk(text, ",;\"\r\n\t#")) {
        g_string_append(to, text);
        return;
    }
    g_string_append_c(to, '"');
    for (; *text; text++)
        g_string_append(to, *text == '"' ? "\"\"" : (const char[]){*text, 0});
    g_string_append_c(to, '"');
}

void trial_put_words(GString *to, const char *words)
{
    g_autofree char *remark = g_strdup_printf("# %s", words);
    trial_put_cell(to, remark);
    g_string_append_c(to, '\n');
}

bool trial_fail(GError **error, const char *file, guint line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *sentence = g_strdup_vprintf(format, args);
    va_end(args);
    g_autofree char *where = line ? g_strdup_printf("%s:%u", file, line) : g_strdup(file);
    return tote_fail(error, TOTE_TRIAL, where, "%s: %s", where, sentence);
}
