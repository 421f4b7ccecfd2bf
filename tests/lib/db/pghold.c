// SPDX-License-Identifier: Apache-2.0
// Prints the folder of the tests' PostgreSQL and holds the server until its input ends.
// Exit 2 where PostgreSQL is not installed.
#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "pgserver.h"

int main(void)
{
    if (!pgserver_available())
        return 2;
    g_autofree char *url = pgserver_url("postgres");
    puts(strstr(url, "host=") + strlen("host="));
    fflush(stdout);
    while (getchar() != EOF)
        ;
    return 0;
}
