// SPDX-License-Identifier: Apache-2.0
// Where the keys of a database lie by default.
#include <string.h>

#include "vault.h"

// The value of dbname= in the parameters of a URL, NULL if none; caller frees.
static char *named_database(const char *parameters)
{
    g_auto(GStrv) pairs = g_strsplit(parameters ? parameters : "", "&", -1);
    for (char **pair = pairs; *pair; pair++)
        if (g_str_has_prefix(*pair, "dbname="))
            return g_strdup(*pair + strlen("dbname="));
    return NULL;
}

// The database of a server's URL as it stands there, else the user's name as libpq does it.
static char *server_database(const char *url)
{
    const char *host = strstr(url, "://");
    host = host ? host + strlen("://") : url;
    const char *parameters = strchr(host, '?');
    char *named = named_database(parameters ? parameters + 1 : NULL);
    if (named)
        return named;
    g_autofree char *plain = g_strndup(host, strcspn(host, "?"));
    const char *slash = strchr(plain, '/');
    if (slash && slash[1])
        return g_strdup(slash + 1);
    const char *at = strchr(plain, '@');
    char *user = at ? g_strndup(plain, strcspn(plain, ":@")) : NULL;
    return user && *user ? user : (g_free(user), g_strdup(g_get_user_name()));
}

// NAME as a file name: what is not a letter, a digit or one of -._~ becomes %XX.
static char *file_name(const char *name)
{
    g_autofree char *plain = g_uri_unescape_string(name, NULL);
    return g_uri_escape_string(plain ? plain : name, NULL, TRUE);
}

char *vault_default_path(const char *db_url)
{
    size_t scheme = g_str_has_prefix(db_url, "sqlite:") ? strlen("sqlite:") : 0;
    if (!g_str_has_prefix(db_url, "postgresql:") && !g_str_has_prefix(db_url, "postgres:"))
        return g_strconcat(db_url + scheme, ".keys", NULL);
    g_autofree char *database = server_database(db_url);
    g_autofree char *name = file_name(database);
    g_autofree char *keys = g_strconcat(name, ".keys", NULL);
    return g_build_filename(g_get_user_config_dir(), "tote", keys, NULL);
}
