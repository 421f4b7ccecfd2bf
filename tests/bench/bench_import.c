// SPDX-License-Identifier: Apache-2.0
// Import of a Shopify export by the program itself, beside a bare bulk insert.
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bare.h"
#include "bench.h"
#include "bench_fill.h"

// The columns that the rows below fill; a real export has them in this order.
static const char header[] =
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,"
    "Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,"
    "Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,"
    "Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,"
    "Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,"
    "Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,"
    "Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,"
    "Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,"
    "Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,"
    "Location,Device ID,Id,Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,"
    "Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,Tax 5 Name,Tax 5 Value,"
    "Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,"
    "Payment Terms Name,Next Payment Due At,Payment References\n";

#define D G_GINT64_FORMAT
static const char first_row[] =
    "#%" D ",ana%" D "@example.com,paid,2025-11-24 09:12:30 -0500,unfulfilled,,no,EUR,59.70,4.90,"
    "4.20,68.80,,0.00,Standard,2025-11-24 09:12:04 -0500,1,Product number %" D ",19.90,,"
    "SKU-%" D ",true,true,pending,Ana Example,12 Sample St,12 Sample St,,,Springfield,'01109,MA,"
    "US,'+1 555 0100,Bo Example,7 Test Ave,7 Test Ave,,,Shelbyville,'46176,IN,US,,,,,"
    "Shopify Payments,r-%" D ",0.00,Example Goods,0.00,,,,%" D ",,Low,web,0.00,"
    "MA State Tax 6.25%%,4.20,,,,,,,,,,,,Massachusetts,Indiana,p%" D ",,,r-%" D "\n";
static const char next_row[] =
    "#%" D ",ana%" D "@example.com,,,,,,,,,,,,,,2025-11-24 09:12:04 -0500,1,Product number %" D
    ",19.90,,SKU-%" D ",true,true,pending,,,,,,,,,,,,,,,,,,,,,,,,,,,Example Goods,,,,,,,,,0.00,,,,"
    ",,,,,,,,,,,,,,,\n";
#undef D

static void write_order(FILE *out, int64_t number)
{
    for (int64_t line = 3 * number; line < 3 * number + 3; line++) {
        int64_t item = fill_item(line);
        if (line == 3 * number)
            fprintf(out, first_row, number, number, item, 100000 + item, number,
                    INT64_C(4420000000000) + number, number, number);
        else
            fprintf(out, next_row, number, number, item, 100000 + item);
    }
}

char *bench_shopify_file(const struct bench *bench, int64_t first, int64_t n)
{
    char *path = g_build_filename(bench->folder, "orders.csv", NULL);
    FILE *out = fopen(path, "w");
    if (!out)
        bench_die("%s cannot be written", path);
    fputs(header, out);
    for (int64_t i = first; i < first + n; i++)
        write_order(out, i);
    if (fclose(out))
        bench_die("%s cannot be written", path);
    return path;
}

// What was stopped by force before may have left its log beside the file.
static double size_of(const char *path)
{
    struct stat info;
    bare_write_back(path);
    return stat(path, &info) ? 0 : (double)info.st_size;
}

static double bare_rate(struct bench *bench, double *ret_bytes)
{
    double size = size_of(bench->bare_path);
    struct bare *bare = bare_open(bench->bare_path, "FULL");
    double start = bench_now();
    bare_bulk(bare, bench->some, 1000);
    double rate = (double)bench->some / (bench_now() - start);
    bare_close(bare);
    *ret_bytes = (size_of(bench->bare_path) - size) / (double)bench->some;
    return rate;
}

static double tote_rate(struct bench *bench, double *ret_bytes)
{
    g_autofree char *file =
        bench_shopify_file(bench, 2000000 + bench->run * bench->some, bench->some);
    const char *const argv[] = {bench->tote, "--db", bench->path, "--as",    "bench", "import",
                                "orders",    file,   "--channel", "shopify", NULL};
    double size = size_of(bench->path), start = bench_now();
    bench_wait_program(bench_start_program(argv));
    double rate = (double)bench->some / (bench_now() - start);
    *ret_bytes = (size_of(bench->path) - size) / (double)bench->some;
    unlink(file);
    return rate;
}

void bench_import(struct bench *bench)
{
    double theirs = 0, ours = 0;
    double bare = bare_rate(bench, &theirs), tote = tote_rate(bench, &ours);
    bench_pair(bench, "import, 3 lines each", "rate", "orders/s", bare, tote, AIM_RATIO_MIN, 0.15);
    bench_pair(bench, "file, audit included", "growth", "B/order", theirs, ours, AIM_RATIO_MAX, 8);
}
