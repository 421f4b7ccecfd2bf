// SPDX-License-Identifier: Apache-2.0
// Writes a label to a printer's raw port (9100): no queue, no answer, but nothing in between.
#include "link.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <netdb.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum { TIMEOUT_MS = 5000, LOOK_MS = 10, FAREWELL_MS = 500 };

static const struct tote_fault of_printer = {.field = "printer"};

struct wire {
    int fd;
    gint64 end; // monotonic microseconds
    const char *uri;
};

static int left_ms(const struct wire *wire)
{
    gint64 left = (wire->end - g_get_monotonic_time()) / 1000;
    return left > 0 ? (int)left : 0;
}

static bool away(const struct wire *wire, int number, GError **error)
{
    struct tote_fault fault = {.field = "printer", .detail = g_strerror(number)};
    return FAIL_FOR(error, TOTE_PRINTER_AWAY, &fault, LINK_PRINTER, T_TEXT("host", wire->uri));
}

static bool wait_for(const struct wire *wire, short events)
{
    struct pollfd pollfd = {.fd = wire->fd, .events = events};
    int ready;
    do
        ready = poll(&pollfd, 1, left_ms(wire));
    while (ready < 0 && errno == EINTR);
    return ready > 0;
}

// Connects to one address; 0 or the errno.
static int connect_one(struct wire *wire, const struct addrinfo *address)
{
    wire->fd = socket(address->ai_family, address->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (wire->fd < 0)
        return errno;
    int fault = connect(wire->fd, address->ai_addr, address->ai_addrlen) == 0 ? 0 : errno;
    if (fault == EINPROGRESS) {
        socklen_t size = sizeof fault;
        if (!wait_for(wire, POLLOUT))
            fault = ETIMEDOUT;
        else if (getsockopt(wire->fd, SOL_SOCKET, SO_ERROR, &fault, &size) != 0)
            fault = errno;
    }
    if (fault != 0) {
        close(wire->fd);
        wire->fd = -1;
    }
    return fault;
}

static bool connect_any(struct wire *wire, const char *host, int port, GError **error)
{
    char service[16];
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM}, *list = NULL;
    g_snprintf(service, sizeof service, "%d", port);
    if (getaddrinfo(host, service, &hints, &list) != 0)
        return FAIL_FOR(error, TOTE_PRINTER_AWAY, &of_printer, LINK_HOST, T_TEXT("uri", wire->uri));
    int fault = EHOSTUNREACH;
    for (const struct addrinfo *at = list; at && wire->fd < 0; at = at->ai_next)
        fault = connect_one(wire, at);
    freeaddrinfo(list);
    return wire->fd >= 0 || away(wire, fault, error);
}

// Writes everything; returns how much went, with *ret_fault what stopped it.
static size_t write_all(const struct wire *wire, const char *bytes, size_t len, int *ret_fault)
{
    size_t done = 0;
    while (done < len) {
        ssize_t n = send(wire->fd, bytes + done, len - done, MSG_NOSIGNAL);
        if (n > 0) {
            done += (size_t)n;
        } else if (n < 0 && errno != EAGAIN && errno != EINTR) {
            *ret_fault = errno;
            break;
        } else if (!wait_for(wire, POLLOUT)) {
            *ret_fault = ETIMEDOUT;
            break;
        }
    }
    return done;
}

// Waits until the printer's side has acknowledged every byte; 0 or the errno.
static int arrive(const struct wire *wire)
{
    int pending = 1, fault = 0;
    socklen_t size = sizeof fault;
    struct pollfd nothing = {.fd = wire->fd, .events = 0}; // errors and hang-up only
    while (ioctl(wire->fd, SIOCOUTQ, &pending) == 0 && pending > 0)
        if (left_ms(wire) == 0)
            return ETIMEDOUT;
        else if (poll(&nothing, 1, LOOK_MS) > 0)
            break;
    if (getsockopt(wire->fd, SOL_SOCKET, SO_ERROR, &fault, &size) != 0)
        return errno;
    return fault == 0 && pending > 0 ? ECONNRESET : fault;
}

// The printer's side has every byte, which is not the printer: one that throws them away breaks the
// connection soon. 0 or the errno. Most hang up when they have read all; no farewell is no fault.
static int part(const struct wire *wire)
{
    char said[256];
    gint64 end = MIN(wire->end, g_get_monotonic_time() + FAREWELL_MS * G_GINT64_CONSTANT(1000));
    const struct wire rest = {.fd = wire->fd, .end = end, .uri = wire->uri};
    shutdown(wire->fd, SHUT_WR);
    while (wait_for(&rest, POLLIN)) {
        ssize_t n = recv(wire->fd, said, sizeof said, 0);
        if (n == 0)
            return 0;
        if (n < 0 && errno != EAGAIN && errno != EINTR)
            return errno;
    }
    return 0;
}

static enum print_outcome hand_over(const struct wire *wire, const struct print_spec *spec,
                                    GError **error)
{
    int fault = 0;
    size_t done = write_all(wire, spec->bytes, spec->len, &fault);
    if (done == spec->len)
        fault = arrive(wire);
    if (done == spec->len && fault == 0)
        fault = part(wire);
    if (fault == 0)
        return PRINT_SENT;
    g_autofree char *detail =
        g_strdup_printf("%zu of %zu bytes, %s", done, spec->len, g_strerror(fault));
    struct tote_fault parts = {.field = "printer", .detail = detail};
    FAIL_FOR(error, TOTE_PRINT_FAILED, &parts, LINK_BROKEN, T_TEXT("uri", wire->uri));
    return done == 0 ? PRINT_NOT_SENT : PRINT_IN_DOUBT;
}

enum print_outcome print_socket_send(const struct print_spec *spec, GError **error)
{
    const struct print_printer *printer = &spec->printer;
    int limit = printer->timeout_ms > 0 ? printer->timeout_ms : TIMEOUT_MS, port = 0;
    struct wire wire = {.fd = -1, .uri = printer->uri};
    char scheme[16], user[128], host[256], resource[256];
    wire.end = g_get_monotonic_time() + (gint64)limit * 1000;
    if (httpSeparateURI(HTTP_URI_CODING_ALL, printer->uri, scheme, sizeof scheme, user, sizeof user,
                        host, sizeof host, &port, resource, sizeof resource) < HTTP_URI_STATUS_OK) {
        FAIL_FOR(error, TOTE_ARGUMENT, &of_printer, LINK_ADDRESS, T_TEXT("uri", printer->uri));
        return PRINT_NOT_SENT;
    }
    if (!connect_any(&wire, host, port > 0 ? port : 9100, error))
        return PRINT_NOT_SENT;
    enum print_outcome outcome = hand_over(&wire, spec, error);
    close(wire.fd);
    return outcome;
}
