// SPDX-License-Identifier: Apache-2.0
// Looks for assets from the most particular place to the most general.
#include "assets.h"

#include <glib.h>
#include <unistd.h>

// A folder of the program, as it was started from: build/src/cli.
static char *program_folder(void)
{
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    return self ? g_path_get_dirname(self) : g_strdup(".");
}

char *asset_path(const char *relative)
{
    const char *assets = g_getenv("TOTE_ASSETS");
    if (assets && *assets)
        return g_build_filename(assets, relative, NULL);
    g_autofree char *folder = program_folder();
    char *source = g_build_filename(folder, "..", "..", "..", "assets", relative, NULL);
    if (!access(source, R_OK))
        return source;
    g_free(source);
    return g_build_filename(TOTE_DATADIR, relative, NULL);
}

char *locale_path(void)
{
    g_autofree char *folder = program_folder();
    char *built = g_build_filename(folder, "..", "..", "assets", "po", NULL);
    if (!access(built, R_OK))
        return built;
    g_free(built);
    return g_strdup(TOTE_LOCALEDIR);
}
