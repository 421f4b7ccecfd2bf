// SPDX-License-Identifier: Apache-2.0
// Fuzzer of the scanner input: any bytes at any times through framing and classification.
// Each pair of input bytes is one byte of the stream and what happens before it.
#include <string.h>

#include "classify.h"
#include "frame.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct scan_profile gate = {
    .name = "gate",
    .ends = "\r\x03",
    .prefix = "\x02",
    .standins = {{"{GS}", SCAN_GS}, {"|", SCAN_GS}, {"\033[19~", SCAN_GS}},
    .idle_us = 80000,
    .pace_us = 30000,
    .burst_chars = 4,
    .pace_chars = 6,
};

static void check(const struct frame *frame)
{
    g_assert(frame->len > 0 && frame->len <= FRAME_MAX && frame->raw_len <= FRAME_MAX);
    g_assert(frame->data[frame->len] == '\0');
    g_assert((frame->trust != TRUST_NONE) == (frame->origin == FRAME_SCANNED));
    g_free(frame_problem(frame));
    g_auto(scan_code) code = {0};
    code_read(frame->data, (gssize)frame->len, frame->aim, 2026, &code);
    g_assert(code.text && g_utf8_validate(code.text, -1, NULL));
    g_assert(!code.rest || g_utf8_validate(code.rest, -1, NULL));
    g_assert(!code.problem || g_utf8_validate(code.problem, -1, NULL));
}

static void drain(struct framer *framer)
{
    for (;;) {
        g_auto(scan_frame) frame = {0};
        if (!framer_next(framer, &frame))
            return;
        check(&frame);
    }
}

static void step(struct framer *framer, uint8_t byte, uint8_t before, int64_t *time)
{
    static const char *const keys[] = {"\033[19~", "\033[200~", "\033[201~", "\033[A"};
    if (before & 0x40)
        *time += (int64_t)(before & 0x3F) * 8000;
    if ((before & 0xE0) == 0xE0)
        framer_key(framer, keys[byte & 3], *time);
    else if (before & 0x80)
        framer_idle(framer, *time);
    else
        framer_feed(framer, byte, *time);
    g_assert(strlen(framer_pending(framer)) <= FRAME_MAX);
    g_assert(framer_due(framer) >= -1);
    drain(framer);
}

// The whole input as one code of one kind of symbol, which reaches deeper into the elements.
static void as_code(const uint8_t *data, size_t size)
{
    static const char *const aims[] = {"]C1", "]d2", "", "]E3"};
    g_auto(scan_code) code = {0};
    code_read((const char *)data + 1, (gssize)size - 1, aims[data[0] & 3], 2000 + data[0] / 4,
              &code);
    g_assert(code.text && g_utf8_validate(code.text, -1, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    g_autoptr(scan_framer) framer = framer_new(data[0] & 1 ? &gate : NULL);
    int64_t time = 0;
    for (size_t i = 1; i + 1 < size; i += 2)
        step(framer, data[i], data[i + 1], &time);
    framer_idle(framer, time + 10000000);
    framer_key(framer, NULL, time + 10000000);
    drain(framer);
    as_code(data, size);
    return 0;
}
