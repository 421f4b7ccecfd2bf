// SPDX-License-Identifier: Apache-2.0
// Packing of what the log keeps. ZSTD_*.
#include "payload_pack.h"

#include <zstd.h>

#include "i18n.h"

enum {
    LEVEL = 1,          // the highest saves a tenth of an order at many times the work
    PIECE = 256 * 1024, // bytes of text
};

// What texts of orders have in common, the commonest last, where it is nearest. A change makes
// everything unreadable that was packed by it: another dictionary needs a number of its own.
static const char dictionary[] =
    "problems\nrow 2\norder #\ncode import.value\nmessage \nreason \nholds 1\n.\nwarehouse \n"
    "zone \nkind \nwalk \ncheck \nplace \nlot \nreceived_at 17\nexpires_day \ncond \nserial \n"
    "rows\nsku \nname \ngtin 0\nprice \ncurrency EUR\nweight_g \nrow \n.\n"
    "tips \nduties \ndiscount \nrefunded \noutstanding \ntax_included 1\ndiscount_code \nnote \n"
    "cancelled_at 17\nfulfilled_at 17\nshipped part\nshipped whole\npaid no\n"
    "paid part_refunded\npaid refunded\nkind tip\nkind service\ncompany \naddress2 \ncountry GB\n"
    "country FR\ncountry NL\ncountry DE\nsource_status refunded/fulfilled\n"
    "orders\nexternal_id 55\nexternal_name #\ncurrency USD\ncurrency EUR\nplaced_at 17\n"
    "placed_offset -300\npaid_at 17\npaid yes\nsource_status paid/unfulfilled\nsubtotal \n"
    "shipping \ntax \ntotal \nshipping_method Standard\nsource web\nbilling\nname \naddress1 \n"
    "city \nzip \nprovince \ncountry US\nphone +1 \nemail @gmail.com\n.\ndelivery\nname \n"
    "address1 \ncity \nzip \nprovince \ncountry US\nphone +1 \n.\nlines\nsku \nname \nvendor \n"
    "qty 1\nprice \ntaxable 1\nfulfilment pending\n.\npayments\nmethod Shopify Payments\n"
    "reference \nid \namount -1\n.\ntaxes\nname  Tax %\namount \n.\nextra Accepts Marketing\n"
    "extra no\nextra Risk Level\nextra Low\nfirst_row \nrows \nhash \n.\n";

static void *make_packing(void *none)
{
    (void)none;
    return ZSTD_createCDict(dictionary, sizeof dictionary - 1, LEVEL);
}

static void *make_unpacking(void *none)
{
    (void)none;
    return ZSTD_createDDict(dictionary, sizeof dictionary - 1);
}

static void free_packer(void *packer)
{
    ZSTD_freeCCtx(packer);
}

// Each thread has its own.
static ZSTD_CCtx *packer(void)
{
    static GPrivate own = G_PRIVATE_INIT(free_packer);
    ZSTD_CCtx *packer = g_private_get(&own);
    if (!packer) {
        packer = ZSTD_createCCtx();
        g_private_set(&own, packer);
    }
    return packer;
}

static GBytes *pack(const char *text, size_t n)
{
    static GOnce once = G_ONCE_INIT;
    const ZSTD_CDict *shared = g_once(&once, make_packing, NULL);
    size_t most = ZSTD_compressBound(n);
    void *piece = g_malloc(most);
    size_t packed = ZSTD_compress_usingCDict(packer(), piece, most, text, n, shared);
    if (ZSTD_isError(packed))
        g_error("a text of %zu bytes cannot be packed: %s", n, ZSTD_getErrorName(packed));
    return g_bytes_new_take(g_realloc(piece, packed), packed);
}

static void free_piece(void *piece)
{
    g_bytes_unref(piece);
}

GPtrArray *payload_pack(const char *text, size_t n)
{
    GPtrArray *pieces = g_ptr_array_new_with_free_func(free_piece);
    for (size_t at = 0; at < n; at += PIECE)
        g_ptr_array_add(pieces, pack(text + at, MIN(n - at, (size_t)PIECE)));
    return pieces;
}

bool payload_unpack(const void *piece, size_t n, GString *text, GError **error)
{
    static GOnce once = G_ONCE_INIT;
    unsigned long long size = ZSTD_getFrameContentSize(piece, n);
    size_t before = text->len, got = 0;
    if (size <= PIECE) { // the marks of an error are larger than any size
        const ZSTD_DDict *shared = g_once(&once, make_unpacking, NULL);
        ZSTD_DCtx *unpacker = ZSTD_createDCtx();
        g_string_set_size(text, before + size);
        got = ZSTD_decompress_usingDDict(unpacker, text->str + before, size, piece, n, shared);
        ZSTD_freeDCtx(unpacker);
        if (got == size)
            return true;
        g_string_truncate(text, before);
    }
    return tote_fail(error, TOTE_LOG_UNREADABLE, NULL,
                     _("A piece of what imports brought is damaged in the log"));
}
