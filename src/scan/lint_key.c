// SPDX-License-Identifier: Apache-2.0
// Checks of GS1 keys and bank accounts: check digits, check characters, company prefixes.
#include <string.h>

#include "country.h"
#include "gs1.h"
#include "lint_checks.h"

enum { PREFIX_MIN = 4, PAIR = 2, PAIR_DATA_MAX = 97, PAIR_MODULUS = 1021, IBAN_MIN = 11 };

bool lint_csum(const struct lint_text *text, struct lint_fault *ret_fault)
{
    if (!lint_digits(text, ret_fault))
        return false;
    if (text->len == 0)
        return lint_object(ret_fault, FAULT_CHECK_SHORT, 0, 0);
    if (text->len > GS1_DIGITS_MAX + 1)
        return lint_object(ret_fault, FAULT_CHECK_LONG, 0, text->len);
    char right = text->len > 1 ? gs1_check_digit(text->text, text->len - 1) : '0';
    bool good = text->text[text->len - 1] == right;
    return good || lint_object(ret_fault, FAULT_CHECK_DIGIT, text->len - 1, 1);
}

static const char set82[] = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
                            "abcdefghijklmnopqrstuvwxyz";

// The prime that follows PRIME; weights grow so slowly that trying divisors is quick enough.
static unsigned next_prime(unsigned prime)
{
    for (unsigned number = prime + 1;; number++) {
        unsigned divisor = 2;
        while (divisor * divisor <= number && number % divisor)
            divisor++;
        if (divisor * divisor > number)
            return number;
    }
}

// The sum modulo 1021, -1 with *ret_bad at the first character outside the set.
static int pair_sum(const char *text, gsize len, gsize *ret_bad)
{
    unsigned sum = 0, prime = 2;
    for (gsize i = 0; i < len; i++)
        if (!text[i] || !strchr(set82, text[i])) {
            *ret_bad = i;
            return -1;
        }
    for (gsize i = len; i-- > 0; prime = next_prime(prime))
        sum += (unsigned)(strchr(set82, text[i]) - set82) * prime;
    return (int)(sum % PAIR_MODULUS);
}

static void pair_of(int sum, char ret_pair[3])
{
    static const char set32[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    ret_pair[0] = set32[sum >> 5];
    ret_pair[1] = set32[sum & 31];
    ret_pair[2] = '\0';
}

bool lint_check_pair(const char *text, gsize len, char ret_pair[3])
{
    gsize bad = 0;
    int sum = len <= PAIR_DATA_MAX ? pair_sum(text, len, &bad) : -1;
    if (sum >= 0)
        pair_of(sum, ret_pair);
    return sum >= 0;
}

bool lint_csumalpha(const struct lint_text *text, struct lint_fault *ret_fault)
{
    gsize bad = 0;
    char pair[3];
    if (text->len < PAIR)
        return lint_object(ret_fault, FAULT_CHECK_SHORT, 0, text->len);
    if (text->len > PAIR_DATA_MAX + PAIR)
        return lint_object(ret_fault, FAULT_CHECK_LONG, 0, text->len);
    int sum = pair_sum(text->text, text->len - PAIR, &bad);
    if (sum < 0)
        return lint_object(ret_fault, FAULT_CSET82, bad, 1);
    pair_of(sum, pair);
    if (memcmp(text->text + text->len - PAIR, pair, PAIR) != 0)
        return lint_object(ret_fault, FAULT_CHECK_PAIR, text->len - PAIR, PAIR);
    return true;
}

// Without the list of all prefixes that GS1 gave away, only its shortest form can be checked.
static bool prefix_at(const struct lint_text *text, gsize at, struct lint_fault *ret_fault)
{
    if (text->len <= at)
        return lint_object(ret_fault, FAULT_PREFIX_SHORT, 0, text->len);
    if (text->len < at + PREFIX_MIN)
        return lint_object(ret_fault, FAULT_PREFIX_SHORT, at, text->len - at);
    for (gsize i = at; i < at + PREFIX_MIN; i++)
        if (!g_ascii_isdigit(text->text[i]))
            return lint_object(ret_fault, FAULT_PREFIX, i, 1);
    return true;
}

bool lint_gcppos1(const struct lint_text *text, struct lint_fault *ret_fault)
{
    return prefix_at(text, 0, ret_fault);
}

bool lint_gcppos2(const struct lint_text *text, struct lint_fault *ret_fault)
{
    return prefix_at(text, 1, ret_fault);
}

// ISO 13616: the account, then country and check digits, letters as 10 to 35, is 1 modulo 97.
static unsigned iban_rest(const struct lint_text *text)
{
    unsigned rest = 0;
    for (gsize i = 0; i < text->len; i++) {
        char c = text->text[(i + 4) % text->len];
        rest = g_ascii_isdigit(c) ? rest * 10 + (unsigned)(c - '0')
                                  : rest * 100 + (unsigned)(c - 'A' + 10);
        rest %= 97;
    }
    return rest;
}

bool lint_iban(const struct lint_text *text, struct lint_fault *ret_fault)
{
    if (text->len < IBAN_MIN)
        return lint_object(ret_fault, FAULT_IBAN_SHORT, 0, text->len);
    for (gsize i = 0; i < text->len; i++)
        if (!g_ascii_isdigit(text->text[i]) && !g_ascii_isupper(text->text[i]))
            return lint_object(ret_fault, FAULT_IBAN_CHARACTER, i, 1);
    if (!country_known(text->text))
        return lint_object(ret_fault, FAULT_IBAN_COUNTRY, 0, 2);
    return iban_rest(text) == 1 || lint_object(ret_fault, FAULT_IBAN_CHECK, 2, 2);
}
