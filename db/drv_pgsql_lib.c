// SPDX-License-Identifier: Apache-2.0
// Loads libpq on first use.
#include "drv_pgsql_lib.h"

#include <dlfcn.h>
#include <string.h>

#include "errors.h"
#include "i18n.h"

static struct libpq functions;

// The functions by name and the place of their pointers in the struct.
static const struct {
    const char *symbol;
    size_t offset;
} symbols[] = {
#define LIBPQ_SYMBOL(name) {"PQ" #name, offsetof(struct libpq, name)},
    LIBPQ_FUNCTIONS(LIBPQ_SYMBOL)
#undef LIBPQ_SYMBOL
};

static bool missing(GError **error)
{
    const char *reason = dlerror();
    return tote_fail_full(
        error, TOTE_DB_OPEN,
        &(struct tote_fault){.field = "db",
                             .hint = _("Install it: apt install libpq5."),
                             .detail = reason ? reason : "dlopen"},
        _("A PostgreSQL database needs the library libpq, which is not installed"));
}

const struct libpq *libpq_load(GError **error)
{
    static bool loaded;
    if (loaded)
        return &functions;
    void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        missing(error);
        return NULL;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(symbols); i++) {
        void *function = dlsym(library, symbols[i].symbol);
        if (!function) {
            missing(error);
            dlclose(library);
            return NULL;
        }
        memcpy((char *)&functions + symbols[i].offset, &function, sizeof function);
    }
    loaded = true;
    return &functions;
}
