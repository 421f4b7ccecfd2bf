// SPDX-License-Identifier: Apache-2.0
// What sealing costs: a person of some 220 bytes written, sealed, opened and read; a token; all
// words of a person; the look at the key file that each transaction takes. Figures, no verdict.
// bench_vault [ROUNDS]
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "person.h"
#include "vault.h"

enum { RUNS = 5 };

// What the cases work on.
struct load {
    struct vault *vault;
    struct person person;
    char *text;
    size_t n;
    GBytes *blob;
    uint32_t keys[VAULT_KEYS_MAX];
    char *words[16];
};

static void run_seal(struct load *load, int64_t id)
{
    GBytes *blob = NULL;
    vault_seal(load->vault, load->keys[0], load->text, load->n, id, &blob, NULL);
    g_bytes_unref(blob);
}

static void run_unseal(struct load *load, int64_t id)
{
    size_t n, got = 0;
    const void *bytes = g_bytes_get_data(load->blob, &n);
    char *text = NULL;
    g_assert(vault_unseal(load->vault, bytes, n, 1, &text, &got, NULL));
    vault_wipe(text, got);
}

static void run_keys(struct load *load, int64_t id)
{
    g_assert(vault_keys(load->vault, load->keys, NULL) == 1);
}

static void run_token(struct load *load, int64_t id)
{
    uint8_t token[VAULT_TOKEN];
    const char *word = load->words[id % G_N_ELEMENTS(load->words)];
    vault_token(load->vault, load->keys[0], WORD_NAME, word, token, NULL);
}

static void run_encode(struct load *load, int64_t id)
{
    g_free(person_encode(&load->person));
}

static void run_decode(struct load *load, int64_t id)
{
    g_auto(person_data) person = {0};
    g_assert(person_decode(&person, load->text, load->n, NULL));
}

static void run_words(struct load *load, int64_t id)
{
    g_array_unref(person_words(&load->person));
}

static void run_search(struct load *load, int64_t id)
{
    g_array_unref(person_search("lindqvist 10115"));
}

static const struct {
    const char *name;
    void (*run)(struct load *load, int64_t id);
} cases[] = {
    {"a person sealed", run_seal},
    {"a person opened", run_unseal},
    {"a token", run_token},
    {"a look at the key file", run_keys},
    {"a person to text", run_encode},
    {"a person from text", run_decode},
    {"all words of a person", run_words},
    {"the words of a search", run_search},
};

static void fill(struct load *load)
{
    static const char *const values[N_PERSON_FIELDS] = {
        [PERSON_name] = "Berthold Lindqvist",
        [PERSON_email] = "b.lindqvist@example.org",
        [PERSON_phone] = "+49 30 5550 1234",
        [PERSON_street1] = "Lange Zeile 118",
        [PERSON_street2] = "Hinterhaus links",
        [PERSON_city] = "Berlin",
        [PERSON_zip] = "10115",
        [PERSON_country] = "DE",
    };
    for (int i = 0; i < N_PERSON_FIELDS; i++)
        person_set(&load->person, i, values[i]);
    person_add_extra(&load->person, "Billing Region", "East");
    load->text = person_encode(&load->person);
    load->n = strlen(load->text);
    for (size_t i = 0; i < G_N_ELEMENTS(load->words); i++)
        load->words[i] = g_strdup_printf("word%zu", i);
}

static void open_vault(struct load *load, const char *path)
{
    bool ok = vault_create(path, NULL) && (load->vault = vault_open(path, NULL)) &&
              vault_keys(load->vault, load->keys, NULL) == 1 &&
              vault_seal(load->vault, load->keys[0], load->text, load->n, 1, &load->blob, NULL);
    g_assert(ok);
}

static double microseconds(struct load *load, size_t which, int64_t rounds)
{
    double best = 0;
    for (int run = 0; run < RUNS; run++) {
        int64_t start = clock_monotonic_us();
        for (int64_t i = 0; i < rounds; i++)
            cases[which].run(load, i);
        double each = (double)(clock_monotonic_us() - start) / (double)rounds;
        best = run && best < each ? best : each;
    }
    return best;
}

int main(int argc, char **argv)
{
    int64_t rounds = argc > 1 ? g_ascii_strtoll(argv[1], NULL, 10) : 100000;
    g_autofree char *folder = g_dir_make_tmp("tote-bench-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "keys", NULL);
    struct load load = {0};
    fill(&load);
    open_vault(&load, path);
    g_autoptr(GArray) words = person_words(&load.person);
    printf("text %zu B, blob %zu B, %u words; the best of %d runs\n", load.n,
           g_bytes_get_size(load.blob), words->len, RUNS);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        printf("%-24s %8.2f us\n", cases[i].name, microseconds(&load, i, MAX(rounds, 1)));
    g_bytes_unref(load.blob);
    for (size_t i = 0; i < G_N_ELEMENTS(load.words); i++)
        g_free(load.words[i]);
    g_free(load.text);
    person_clear(&load.person);
    vault_close(load.vault);
    g_unlink(path);
    g_rmdir(folder);
    return 0;
}
