// SPDX-License-Identifier: Apache-2.0
// From argv to an operation or a verb, and from its answer to the terminal and the exit status.
#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "assets.h"
#include "cli.h"
#include "clock.h"
#include "i18n.h"
#include "keyed.h"
#include "query.h"
#include "text.h"

// --- global options

static const struct {
    const char *option, *variable;
    size_t member;
} globals[] = {
    {"--db", "TOTE_DB", offsetof(struct cli, url)},
    {"--as", "TOTE_OPERATOR", offsetof(struct cli, who)},
    {"--station", "TOTE_STATION", offsetof(struct cli, station)},
    {"--key", NULL, offsetof(struct cli, key)},
};

static const char **member(struct cli *cli, size_t i)
{
    return (const char **)(void *)((char *)cli + globals[i].member);
}

// Is WORD the I-th global option? *ret_value is what follows its '=', if anything.
static bool is_global(size_t i, const char *word, const char **ret_value)
{
    size_t length = strlen(globals[i].option);
    if (strncmp(word, globals[i].option, length) || (word[length] && word[length] != '='))
        return false;
    *ret_value = word[length] ? word + length + 1 : NULL;
    return true;
}

static bool take_global(struct cli *cli, char **argv, int *at, bool *ret_taken, GError **error)
{
    const char *value = NULL;
    *ret_taken = !strcmp(argv[*at], "--json");
    if (*ret_taken) {
        cli->json = true;
        *at += 1;
        return true;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(globals); i++) {
        if (!is_global(i, argv[*at], &value))
            continue;
        *at += 1;
        if (!value && !argv[*at])
            return tote_fail(error, TOTE_USAGE, globals[i].option + 2, _("%s needs a value"),
                             globals[i].option);
        *member(cli, i) = value ? value : argv[(*at)++];
        *ret_taken = true;
        return true;
    }
    return true;
}

// Splits argv into global options and the words of the verb.
static bool split(struct cli *cli, char **argv, GPtrArray *words, GError **error)
{
    bool options = true, taken = false;
    for (int at = 1; argv[at];) {
        if (options && !strcmp(argv[at], "--"))
            options = false;
        if (options && !take_global(cli, argv, &at, &taken, error))
            return false;
        if (!options || !taken)
            g_ptr_array_add(words, argv[at++]);
    }
    g_ptr_array_add(words, NULL);
    return true;
}

static void defaults(struct cli *cli)
{
    static char *home;
    for (size_t i = 0; i < G_N_ELEMENTS(globals); i++)
        if (!*member(cli, i) && globals[i].variable)
            *member(cli, i) = g_getenv(globals[i].variable);
    if (cli->url && *cli->url)
        return;
    if (!home)
        home = g_build_filename(g_get_user_data_dir(), "tote", "tote.db", NULL);
    cli->url = home;
}

// --- answers

void cli_print(const struct cli *cli, const struct doc *doc)
{
    g_autofree char *json = cli->json || cli->kept ? doc_json(doc) : NULL;
    g_autofree char *text = !cli->json || cli->kept ? doc_show(doc) : NULL;
    cli_answer(cli, json, text);
}

void cli_answer(const struct cli *cli, const char *json, const char *text)
{
    if (cli->kept) {
        kept_set(cli->kept, json, text);
        return;
    }
    const char *answer = cli->json ? json : text;
    fputs(answer, stdout);
    if (*answer && !g_str_has_suffix(answer, "\n"))
        fputc('\n', stdout);
}

// What went wrong, for people: the sentence, and below it what to do now and the code.
static void say(const char *sentence, const char *hint, const char *code)
{
    g_autofree char *clean = text_clean(sentence); // it quotes what was given
    fprintf(stderr, "tote: %s\n      %s (%s)\n", clean, hint, code);
}

static void say_error(const GError *error)
{
    say(error->message, tote_error_hint(error), tote_error_code(error));
}

static int report(const struct cli *cli, const GError *error)
{
    if (cli->json) {
        g_autoptr(doc_handle) doc = doc_new();
        doc_error(doc, error);
        cli_print(cli, doc);
    } else {
        say_error(error);
    }
    return (int)tote_error_exit(error);
}

int cli_print_failed(const struct cli *cli, struct doc *doc, const GError *error)
{
    g_autofree char *text = doc_show(doc);
    doc_error(doc, error);
    g_autofree char *json = doc_json(doc);
    cli_answer(cli, json, text);
    if (!cli->json) {
        fflush(stdout); // the answer first
        say_error(error);
    }
    return (int)tote_error_exit(error);
}

// What to do after an answer that is none of success.
static const struct {
    enum verdict verdict;
    enum tote_code code; // whose hint it is
} verdict_hints[] = {
    {VERDICT_WRONG, TOTE_WRONG_CODE},  {VERDICT_AMBIGUOUS, TOTE_AMBIGUOUS},
    {VERDICT_UNKNOWN, TOTE_NOT_FOUND}, {VERDICT_REFUSED, TOTE_STATE},
    {VERDICT_STALE, TOTE_STALE},       {VERDICT_TAKEN, TOTE_TAKEN},
};

static void say_verdict(enum verdict verdict, const char *message)
{
    const char *hint = "";
    g_autofree char *sentence = g_strdup_printf("%s: %s", verdict_text(verdict), message);
    for (size_t i = 0; i < G_N_ELEMENTS(verdict_hints); i++)
        if (verdict_hints[i].verdict == verdict)
            hint = _(tote_code_hint(verdict_hints[i].code));
    say(sentence, hint, verdict_text(verdict));
}

static int show_reply(const struct cli *cli, const struct reply *reply)
{
    bool good = verdict_good(reply->verdict);
    g_autofree char *message = text_clean(reply->message);
    if (cli->json)
        puts(reply->json && *reply->json ? reply->json : "{}");
    else if (good && reply->text)
        fputs(reply->text, stdout);
    else if (good) // kept under its key: the sentence alone
        puts(message);
    else
        say_verdict(reply->verdict, message);
    return good ? TOTE_EXIT_OK : TOTE_EXIT_REFUSED;
}

// --- running

bool cli_open(struct cli *cli, bool session, GError **error)
{
    if (!cli->db)
        cli->db = db_open(cli->url, NULL, error);
    if (!cli->db)
        return false;
    if (session && !cli->session)
        cli->session = session_open(cli->db, cli->who && *cli->who ? cli->who : "admin",
                                    cli->station, false, error);
    return !session || cli->session;
}

static int run_op(struct cli *cli, const struct op *op, char **words, GError **error)
{
    g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func(g_free);
    struct op_call call = {.op = op, .key = cli->key};
    struct reply reply = {0};
    if (!cli_parse(op->args, words, call.values, made, error) || !cli_open(cli, true, error) ||
        !op_run(cli->session, &call, &reply, error))
        return -1;
    int status = show_reply(cli, &reply);
    reply_clear(&reply);
    return status;
}

static bool may(const struct cli *cli, const struct verb *verb, GError **error)
{
    if (!verb->roles || (cli->session->role & verb->roles))
        return true;
    g_autofree char *what = g_strdup_printf("'%s'", verb->name);
    return session_may_not(cli->session, verb->roles, what, error);
}

static int run_verb(struct cli *cli, const struct verb *verb, char **words, GError **error)
{
    g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func(g_free);
    const char *values[OP_MAX_ARGS] = {0};
    if (!cli_parse(verb->args, words, values, made, error) ||
        (!verb->no_session && (!cli_open(cli, true, error) || !may(cli, verb, error))))
        return -1;
    return cli->key && verb->keyed ? keyed_run(cli, verb, values, error)
                                   : verb->run(cli, values, error);
}

// The verb that the first words name; *ret_used is how many of them.
static const struct verb *find_verb(const struct cli *cli, char **words, int *ret_used)
{
    for (const struct verb *verb = cli->verbs; verb->name; verb++) {
        if (!words[0] && !*verb->name)
            return verb;
        const char *space = strchr(verb->name, ' ');
        size_t first = space ? (size_t)(space - verb->name) : strlen(verb->name);
        if (!words[0] || strlen(words[0]) != first || strncmp(words[0], verb->name, first))
            continue;
        if (space && (!words[1] || strcmp(words[1], space + 1)))
            continue;
        *ret_used = space ? 2 : 1;
        return verb;
    }
    return NULL;
}

// A query is content with a database that can only be read.
static bool open_to_read(struct cli *cli, GError **error)
{
    if (!cli->db)
        cli->db = db_open(cli->url, &(struct db_options){.else_read_only = true}, error);
    return cli->db && cli_open(cli, true, error);
}

static int run_query(struct cli *cli, const struct query *query, char **words, GError **error)
{
    g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(doc_handle) doc = doc_new();
    g_autoptr(GError) beside = NULL;
    const char *values[OP_MAX_ARGS] = {0};
    if (!cli_parse(query->args, words, values, made, error) || !open_to_read(cli, error) ||
        !query_run(cli->session, query, values, doc, &beside, error))
        return -1;
    if (beside)
        return cli_print_failed(cli, doc, beside);
    cli_print(cli, doc);
    return TOTE_EXIT_OK;
}

// Operations and queries are verbs by their name: "order.show" is `order show`. *ret_found is
// false where there is none of this name.
static int run_named(struct cli *cli, char **words, bool *ret_found, GError **error)
{
    g_autofree char *name = g_strdup_printf("%s.%s", words[0], words[1] ? words[1] : "");
    const struct op *op = op_find(name);
    const struct query *query = query_find(name);
    *ret_found = query || (op && !op->inner);
    if (!*ret_found)
        return -1;
    return query ? run_query(cli, query, words + 2, error) : run_op(cli, op, words + 2, error);
}

// Shows the verbs that the first words name: two, or all of one.
static int show_help(struct cli *cli, char **words)
{
    g_autofree char *both = words[1] ? g_strjoin(" ", words[0], words[1], NULL) : NULL;
    return both && cli_show_verbs(cli, both) ? 1 : cli_show_verbs(cli, words[0]);
}

// "tote pack weigh --help", wherever it stands before "--".
static bool wants_help(char **words)
{
    for (int i = 1; words[0] && words[i] && strcmp(words[i], "--") != 0; i++)
        if (!strcmp(words[i], "--help") || !strcmp(words[i], "-h"))
            return true;
    return false;
}

// Nothing is called so. A word that begins verbs is helped on.
static int no_verb(struct cli *cli, char **words, GError **error)
{
    g_autofree char *both = g_strjoin(" ", words[0], words[1], NULL);
    g_autofree char *quoted = text_quote(both, -1, 40);
    g_autofree char *first = g_strconcat(words[0], " ", NULL);
    if (!words[1] && !cli->json && cli_show_verbs(cli, first))
        tote_fail(error, TOTE_USAGE, NULL, _("Say which of these: '%s' alone does nothing"),
                  quoted);
    else
        tote_fail(error, TOTE_USAGE, NULL, _("There is no verb '%s'"), quoted);
    return -1;
}

static int run(struct cli *cli, char **argv, GError **error)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    if (!split(cli, argv, words, error))
        return -1;
    defaults(cli);
    char **list = (char **)words->pdata;
    int used = 0;
    if (wants_help(list) && show_help(cli, list))
        return TOTE_EXIT_OK;
    const struct verb *verb = find_verb(cli, list, &used);
    bool found = false;
    // "import conflicts" is a query, "import orders FILE" the verb "import".
    int status = verb && used != 1 ? -1 : run_named(cli, list, &found, error);
    if (found)
        return status;
    if (verb)
        return run_verb(cli, verb, list + used, error);
    return no_verb(cli, list, error);
}

// Names are UTF-8, which plain C would spoil. The language of a locale that is not installed is
// kept for the sentences: C.UTF-8 heeds LANGUAGE.
static void choose_locale(void)
{
    static const char *const wanted[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    if (setlocale(LC_ALL, "") && g_get_charset(NULL))
        return;
    setlocale(LC_ALL, "C.UTF-8");
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
        const char *name = g_getenv(wanted[i]);
        if (name && *name) {
            g_setenv("LANGUAGE", name, false);
            return;
        }
    }
}

// A pipe without a reader; a file on a full disk is none.
bool cli_reader_left(void)
{
    struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
    return poll(&out, 1, 0) == 1 && out.revents & (POLLERR | POLLHUP);
}

// The exit status, unless what was answered went nowhere.
static int told(int status)
{
    bool failed = fflush(stdout) != 0;
    int reason = failed ? errno : EIO; // where it failed before, nobody kept why
    if ((!failed && !ferror(stdout)) || cli_reader_left())
        return status;
    g_autoptr(GError) error = NULL;
    tote_fail(&error, TOTE_FILE_WRITE, NULL, _("The answer could not be written: %s"),
              g_strerror(reason));
    say_error(error);
    return (int)tote_error_exit(error);
}

// A program that dies leaves no picture of its memory: it holds names that are sealed everywhere
// else. TOTE_CORE, for who looks for the cause of a fault with data that nobody has to protect.
static void keep_memory(void)
{
    if (!g_getenv("TOTE_CORE"))
        setrlimit(RLIMIT_CORE, &(const struct rlimit){0, 0});
}

int cli_main(int argc, char **argv, const struct verb *verbs)
{
    (void)argc;
    keep_memory();
    choose_locale();
    g_autofree char *locales = locale_path();
    bindtextdomain(GETTEXT_PACKAGE, locales);
    bind_textdomain_codeset(GETTEXT_PACKAGE, "UTF-8");
    textdomain(GETTEXT_PACKAGE);
    signal(SIGXFSZ, SIG_IGN); // a file size limit becomes an error, not a death
    signal(SIGPIPE, SIG_IGN);
    struct cli cli = {.program = argv[0], .verbs = verbs};
    g_autoptr(GError) error = NULL;
    int status = run(&cli, argv, &error);
    if (status < 0 && !error)
        tote_fail(&error, TOTE_BUG, NULL, "'%s' failed and did not say why", argv[0]);
    if (status < 0)
        status = report(&cli, error);
    session_free(cli.session);
    db_close(cli.db);
    return told(status);
}
