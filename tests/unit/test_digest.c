// SPDX-License-Identifier: Apache-2.0
// Digests as other programs make them: the vector of RFC 7693 for 32 bytes, and lengths around the
// end of a block (by Python's hashlib).
#include "digest.h"

#include <glib.h>

static const struct {
    size_t n; // bytes 0, 7, 14 … of one
    const char *text;
} known[] = {
    {0, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"},
    {1, "03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314"},
    {127, "4ff62e7c4c43fe101a078479c48836be4907d9d498dcc577ca89d694b2c11f9b"},
    {128, "14696d2a98d9f8a280da8b132b1045b345e1033759c6b02fcc4ee885c8ae7c37"},
    {129, "3934215260b1039be9d9d2b073b059bcd50120c327a22af93eb4d98cf821c14c"},
    {256, "3d0cb2693dfbac42af5a6cc960953fea8714aa39c4bcd054ef61d6b5e98ade4a"},
    {300, "91ccce0ba9e15867934e70e07d8d4af1270ec75748be56a3f48f5bc8b6c3967d"},
};

static void test_known(void)
{
    char text[DIGEST_TEXT];
    unsigned char bytes[300];
    digest_text("abc", 3, text);
    g_assert_cmpstr(text, ==, "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(7 * i);
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        digest_text(bytes, known[i].n, text);
        g_assert_cmpstr(text, ==, known[i].text);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/digest/known", test_known);
    return g_test_run();
}
