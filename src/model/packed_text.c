// SPDX-License-Identifier: Apache-2.0
// Packing of small texts. ZSTD_*.
#include "packed_text.h"

#include <zstd.h>

enum {
    LEVEL = 1,          // the highest saves 7 per cent of an order at many times the work
    PIECE = 256 * 1024, // bytes of text
    MOST = 64 << 20,    // bytes that a piece is believed to hold
};

// What the texts have in common, the commonest last, where it is nearest. A change makes
// everything unreadable that was packed by it: another dictionary needs a number of its own.
static const char dictionary[] =
    "problems\nrow 2\norder #\ncode import.value\nmessage \nreason \nholds 1\n.\nwarehouse \n"
    "zone \nkind \nwalk \ncheck \nplace \nlot \nreceived_at 17\nexpires_day \ncond \nserial \n"
    "rows\nsku \nname \ngtin 0\nprice \ncurrency EUR\nweight_g \nrow \n.\ntips \nduties \n"
    "discount \nrefunded \noutstanding \ntax_included 1\ndiscount_code \nnote \n"
    "cancelled_at 17\nfulfilled_at 17\nshipped part\nshipped whole\npaid no\n"
    "paid part_refunded\npaid refunded\nkind tip\nkind service\ncompany \naddress2 \n"
    "country GB\ncountry FR\ncountry NL\ncountry DE\nsource_status refunded/fulfilled\norders\n"
    "external_id 55\nexternal_name #\ncurrency USD\ncurrency EUR\nplaced_at 17\n"
    "placed_offset -300\npaid_at 17\npaid yes\nsource_status paid/unfulfilled\nsubtotal \n"
    "shipping \ntax \ntotal \nshipping_method Standard\nsource web\nbilling\nname \naddress1 \n"
    "city \nzip \nprovince \ncountry US\nphone +1 \nemail @gmail.com\n.\ndelivery\nname \n"
    "address1 \ncity \nzip \nprovince \ncountry US\nphone +1 \n.\nlines\nsku \nname \nvendor \n"
    "qty 1\nprice \ntaxable 1\nfulfilment pending\n.\npayments\nmethod Shopify Payments\n"
    "reference \nid \namount -1\n.\ntaxes\nname  Tax %\namount \n.\nextra Accepts Marketing\n"
    "extra no\nextra Risk Level\nextra Low\nfirst_row \nrows \nhash \n.\n{\"company\":\"\","
    "\"street2\":\"\",\"note\":\"\",\"extra\":[[\"Accepts Marketing\",\"no\"],[\"Risk Level\","
    "\"Low\"]]}{\"name\":\"\",\"street1\":\" St\",\"city\":\"\",\"zip\":\"\",\"province\":\"\","
    "\"country\":\"US\",\"phone\":\"+1 \",\"email\":\"@gmail.com\"}";

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

// Each thread has its own.
static void free_packer(void *packer)
{
    ZSTD_freeCCtx(packer);
}

static ZSTD_CCtx *packer(void)
{
    static GPrivate own = G_PRIVATE_INIT(free_packer);
    if (!g_private_get(&own))
        g_private_set(&own, ZSTD_createCCtx());
    return g_private_get(&own);
}

static void free_unpacker(void *unpacker)
{
    ZSTD_freeDCtx(unpacker);
}

static ZSTD_DCtx *unpacker(void)
{
    static GPrivate own = G_PRIVATE_INIT(free_unpacker);
    if (!g_private_get(&own))
        g_private_set(&own, ZSTD_createDCtx());
    return g_private_get(&own);
}

GBytes *pack_text(const char *text, size_t n)
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

GPtrArray *pack_text_pieces(const char *text, size_t n)
{
    GPtrArray *pieces = g_ptr_array_new_with_free_func(free_piece);
    for (size_t at = 0; at < n; at += PIECE)
        g_ptr_array_add(pieces, pack_text(text + at, MIN(n - at, (size_t)PIECE)));
    return pieces;
}

bool unpack_text(const void *piece, size_t n, GString *text)
{
    static GOnce once = G_ONCE_INIT;
    const ZSTD_DDict *shared = g_once(&once, make_unpacking, NULL);
    unsigned long long size = ZSTD_getFrameContentSize(piece, n);
    size_t before = text->len;
    if (size > MOST) // the marks of an error, too, are larger than any size
        return false;
    g_string_set_size(text, before + size);
    if (ZSTD_decompress_usingDDict(unpacker(), text->str + before, size, piece, n, shared) == size)
        return true;
    g_string_truncate(text, before);
    return false;
}
