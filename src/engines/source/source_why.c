// SPDX-License-Identifier: Apache-2.0
// A choice as a sentence: from where, for how much, and what makes it dearer than the best.
#include "i18n.h"
#include "source_desk.h"

static const double cent = 0.005;

// What may make a plan dearer than another.
static const struct reason {
    size_t term;
    const char *text;
} reasons[] = {
    {offsetof(struct source_terms, parcels), N_("for parcels")},
    {offsetof(struct source_terms, distance), N_("for distance")},
    {offsetof(struct source_terms, handling), N_("for picking")},
    {offsetof(struct source_terms, shortage), N_("for units that stay behind")},
    {offsetof(struct source_terms, rank), N_("because an urgent order stays behind")},
    {offsetof(struct source_terms, opportunity), N_("because it takes what others will need")},
};

static double term(const struct source_terms *terms, const struct reason *reason)
{
    return *(const double *)(const void *)((const char *)terms + reason->term);
}

// "Berlin, Hamburg": pieces stand by node.
static char *places(const struct source_choice *choice, const char *const *names)
{
    GString *list = g_string_new(NULL);
    for (int i = 0; i < choice->n_pieces; i++) {
        int node = choice->pieces[i].node;
        if (i && choice->pieces[i - 1].node == node)
            continue;
        g_string_append_printf(list, "%s%s", i ? ", " : "", names[node]);
    }
    return g_string_free(list, false);
}

static void say_what(GString *to, const struct source_choice *choice, const char *const *names)
{
    g_autofree char *from = places(choice, names);
    if (!choice->n_pieces)
        g_string_append(to, _("Nothing is shipped."));
    else if (choice->terms.n_parcels == 1)
        g_string_append_printf(to, _("One parcel from %s for %.2f."), from, choice->terms.total);
    else
        g_string_append_printf(to, _("%d parcels from %s for %.2f."), choice->terms.n_parcels, from,
                               choice->terms.total);
    if (choice->n_pieces && choice->terms.short_units)
        g_string_append_printf(to, _(" Units that stay behind: %" G_GINT64_FORMAT "."),
                               choice->terms.short_units);
}

// The difference to the best plan and the term that has the greatest part in it.
static void say_why_not(GString *to, const struct source_terms *terms,
                        const struct source_terms *best)
{
    const struct reason *most = NULL;
    double more = terms->total - best->total, part = cent;
    for (size_t i = 0; i < G_N_ELEMENTS(reasons); i++)
        if (term(terms, &reasons[i]) - term(best, &reasons[i]) > part) {
            most = &reasons[i];
            part = term(terms, most) - term(best, most);
        }
    if (more < cent)
        g_string_append(to, _(" It costs as little as the best."));
    else if (most)
        g_string_append_printf(to, _(" %.2f dearer than the best: %.2f more %s."), more, part,
                               _(most->text));
    else
        g_string_append_printf(to, _(" %.2f dearer than the best."), more);
}

char *source_why(const struct source_choice *choice, const struct source_choice *best,
                 const char *const *names)
{
    GString *text = g_string_new(NULL);
    say_what(text, choice, names);
    if (choice->terms.bonus > cent && (!best || choice == best))
        g_string_append(text, _(" The preferred place is among them."));
    if (best && best != choice)
        say_why_not(text, &choice->terms, &best->terms);
    return g_string_free(text, false);
}
