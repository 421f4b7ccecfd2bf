// SPDX-License-Identifier: Apache-2.0
// A thread that accepts connections one after the other and treats them badly.
#include "wire.h"

#include <arpa/inet.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static void reset(int fd)
{
    struct linger at_once = {.l_onoff = 1};
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(fd);
}

static int connect_server(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    g_assert_cmpint(g_strlcpy(address.sun_path, path, sizeof address.sun_path), <,
                    sizeof address.sun_path);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    close(fd);
    return -1; // the server is down: so is the line
}

// Moves what is there from one side to the other; 0 at the end of it.
static ssize_t move(int from, int to)
{
    char piece[4096];
    ssize_t n = recv(from, piece, sizeof piece, 0);
    if (n > 0 && to >= 0 && send(to, piece, (size_t)n, MSG_NOSIGNAL) != n)
        return 0;
    return n;
}

static void relay(wire_end *wire, int client, gboolean bad)
{
    int server = connect_server(wire->server);
    struct pollfd fds[] = {{.fd = client, .events = POLLIN},
                           {.fd = server, .events = POLLIN},
                           {.fd = wire->stop[0], .events = POLLIN}};
    gsize up = 0;
    while (server >= 0 && poll(fds, G_N_ELEMENTS(fds), -1) > 0 && !fds[2].revents) {
        gboolean spent = bad && up >= wire->bytes;
        if (spent && wire->habit == RELAY_CUT)
            break;
        if (spent && wire->habit == RELAY_HOLD_ANSWER)
            fds[1] = (struct pollfd){.fd = -1};
        if (fds[1].revents) {
            if (spent || move(server, client) <= 0)
                break;
        } else if (fds[0].revents) {
            ssize_t n = move(client, server);
            if (n <= 0)
                break;
            up += (gsize)n;
        }
    }
    if (server >= 0)
        close(server);
    close(client);
}

static void sink(wire_end *wire, int client)
{
    struct pollfd fds[] = {{.fd = client, .events = POLLIN},
                           {.fd = wire->stop[0], .events = POLLIN}};
    if (wire->habit == SINK_STALL)
        fds[0].fd = -1;
    while (poll(fds, G_N_ELEMENTS(fds), -1) > 0 && !fds[1].revents) {
        guint8 piece[4096];
        ssize_t n = recv(client, piece, sizeof piece, 0);
        if (n <= 0)
            break;
        g_byte_array_append(wire->taken, piece, (guint)n);
        if (wire->habit == SINK_RESET && wire->taken->len >= wire->bytes) {
            reset(client);
            return;
        }
    }
    close(client);
}

// "100 Continue" as often as it is taken, until the other side has had enough.
static void chatter(wire_end *wire, int client)
{
    static const char line[] = "HTTP/1.1 100 Continue\r\n\r\n";
    struct pollfd fds[] = {{.fd = client, .events = POLLOUT},
                           {.fd = wire->stop[0], .events = POLLIN}};
    while (poll(fds, G_N_ELEMENTS(fds), -1) > 0 && !fds[1].revents)
        if (send(client, line, sizeof line - 1, MSG_NOSIGNAL) < 0)
            break;
    close(client);
}

static gpointer serve(gpointer data)
{
    wire_end *wire = data;
    struct pollfd fds[] = {{.fd = wire->listener, .events = POLLIN},
                           {.fd = wire->stop[0], .events = POLLIN}};
    gboolean first = TRUE;
    while (poll(fds, G_N_ELEMENTS(fds), -1) > 0 && !fds[1].revents) {
        int client = accept(wire->listener, NULL, NULL);
        if (wire->server)
            relay(wire, client, first);
        else if (wire->habit == SINK_CHATTER)
            chatter(wire, client);
        else
            sink(wire, client);
        first = FALSE;
    }
    return NULL;
}

wire_end *wire_open(enum wire_habit habit, gsize bytes, const char *server)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int small = 4096;
    wire_end *wire = g_new0(wire_end, 1);
    wire->habit = habit;
    wire->bytes = bytes;
    wire->server = g_strdup(server);
    wire->taken = g_byte_array_new();
    wire->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(wire->listener, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    g_assert_cmpint(bind(wire->listener, (struct sockaddr *)&address, size), ==, 0);
    g_assert_cmpint(listen(wire->listener, 8), ==, 0);
    g_assert_cmpint(getsockname(wire->listener, (struct sockaddr *)&address, &size), ==, 0);
    g_assert_cmpint(pipe(wire->stop), ==, 0);
    wire->port = ntohs(address.sin_port);
    wire->thread = g_thread_new("wire", serve, wire);
    return wire;
}

GBytes *wire_close(wire_end *wire)
{
    close(wire->stop[1]); // the other end becomes readable
    g_thread_join(wire->thread);
    GBytes *taken = g_byte_array_free_to_bytes(wire->taken);
    close(wire->stop[0]);
    close(wire->listener);
    g_free(wire->server);
    g_free(wire);
    return taken;
}
