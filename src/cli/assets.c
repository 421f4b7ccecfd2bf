// SPDX-License-Identifier: Apache-2.0
// Looks for assets from the most particular place to the most general.
#include "assets.h"

#include <glib.h>
#include <unistd.h>

char *asset_path(const char *relative)
{
    const char *assets = g_getenv("TOTE_ASSETS");
    if (assets && *assets)
        return g_build_filename(assets, relative, NULL);
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = self ? g_path_get_dirname(self) : g_strdup(".");
    // A program in a build folder of the source tree: build/src/cli/tote.
    char *source = g_build_filename(folder, "..", "..", "..", "assets", relative, NULL);
    if (!access(source, R_OK))
        return source;
    g_free(source);
    return g_build_filename(TOTE_DATADIR, relative, NULL);
}
