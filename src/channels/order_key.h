// SPDX-License-Identifier: Apache-2.0
// The key under which an order of a channel is kept, however its id is written.
#pragma once

// The key of an ID as an export has it. Spreadsheets and programs write one id in several ways,
// which all give the same key: with an apostrophe in front or as ="…", with blanks of any kind
// around, as the last part of gid://shopify/Order/…, with separators between thousands or a
// fraction of zeros ("6,700,000,000,099", "6700000000099.0"), in digits of other scripts, with
// zeros in front. That goes for ids of digits only; any other is kept but for what stands around
// it. "" where nothing is left. Free with g_free().
char *order_key(const char *id);
