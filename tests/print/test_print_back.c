// SPDX-License-Identifier: Apache-2.0
// Jobs that are taken back from a real cupsd, and from services that say less than it does: what
// was not printed for certain, was, or may be.
#include "jobs.h"

#include <cups/cups.h>
#include <sys/socket.h>
#include <unistd.h>

static enum print_back take_back(const char *queue, int job, const char *key)
{
    struct print_printer printer = {.queue = queue, .timeout_ms = PATIENT_MS};
    enum print_back back = PRINT_BACK_DOUBT;
    g_autoptr(GError) error = NULL;
    print_job_take_back(&printer, job, key, &back, &error);
    g_assert_no_error(error);
    return back;
}

// Nothing comes out of the queue any more, also when it goes on.
static void assert_gone(const char *queue, int papers)
{
    cupsd_order(service, queue, CUPSD_RESUME);
    int after = job_print(queue, "tote-after");
    job_wait(queue, after, PRINT_DONE, NULL);
    g_assert_cmpint(cupsd_outputs(service, queue), ==, papers + 1);
}

static void test_stopped(void)
{
    cupsd_add_queue(service, "stopped", NULL, "stop-printer");
    cupsd_order(service, "stopped", CUPSD_PAUSE);
    int job = job_print("stopped", "tote-1");
    g_assert_cmpint(take_back("stopped", job, "tote-1"), ==, PRINT_BACK_FREE);
    g_assert_cmpint(take_back("stopped", job, "tote-1"), ==, PRINT_BACK_FREE); // asked once more
    g_assert_cmpint(job_find("stopped", "tote-1"), ==, 0); // it may be sent once more
    assert_gone("stopped", 0);
}

static void hold(int job)
{
    ipp_t *request = ippNewRequest(IPP_OP_HOLD_JOB);
    g_autofree char *uri = g_strdup_printf("ipp://localhost/jobs/%d", job);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "job-uri", NULL, uri);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL,
                 cupsUser());
    ippDelete(cupsDoRequest(CUPS_HTTP_DEFAULT, request, "/"));
    g_assert_cmpint(cupsLastError(), <=, IPP_STATUS_OK_CONFLICTING);
}

static void test_held(void)
{
    cupsd_add_queue(service, "held", NULL, "stop-printer");
    cupsd_order(service, "held", CUPSD_PAUSE);
    int job = job_print("held", "tote-1");
    hold(job);
    g_assert_cmpint(take_back("held", job, "tote-1"), ==, PRINT_BACK_FREE);
    assert_gone("held", 0);
}

// The printer has it in hand.
static void test_begun(void)
{
    cupsd_add_queue(service, "begun", NULL, "stop-printer");
    cupsd_play(service, "begun", "take 500\ngate\n");
    int job = job_print("begun", "tote-1");
    job_wait("begun", job, PRINT_PRINTING, NULL);
    g_assert_cmpint(take_back("begun", job, "tote-1"), ==, PRINT_BACK_DOUBT);
    g_assert_cmpint(job_find("begun", "tote-1"), ==, job);
}

// It failed half way and waits in its queue for another try.
static void test_part(void)
{
    cupsd_add_queue(service, "part", NULL, "stop-printer");
    cupsd_play(service, "part", "take 500\nexit 4\n");
    int job = job_print("part", "tote-1");
    job_wait("part", job, PRINT_STOPPED, NULL);
    g_assert_cmpint(take_back("part", job, "tote-1"), ==, PRINT_BACK_DOUBT);
}

static void test_out(void)
{
    cupsd_add_queue(service, "out", NULL, "stop-printer");
    int job = job_print("out", "tote-1");
    job_wait("out", job, PRINT_DONE, NULL);
    g_assert_cmpint(take_back("out", job, "tote-1"), ==, PRINT_BACK_OUT);
    assert_gone("out", 1);
}

// A job of another name under its number is nobody's to take back.
static void test_other(void)
{
    cupsd_add_queue(service, "others", NULL, "stop-printer");
    cupsd_order(service, "others", CUPSD_PAUSE);
    struct print_printer printer = {.queue = "others", .timeout_ms = PATIENT_MS};
    enum print_back back = PRINT_BACK_FREE;
    g_autoptr(GError) error = NULL;
    int job = job_print("others", "tote-2");
    g_assert_false(print_job_take_back(&printer, job, "tote-1", &back, &error));
    g_assert_true(tote_error_is(error, TOTE_NOT_FOUND));
    cupsd_order(service, "others", CUPSD_RESUME);
    job_wait("others", job, PRINT_DONE, NULL);
}

// A service that forgets what is over: what it held back was not begun.
static void test_no_history(void)
{
    cupsd_kill(service);
    cupsd_set(service, "PreserveJobHistory No");
    cupsd_again(service);
    cupsd_add_queue(service, "forgets", NULL, "stop-printer");
    cupsd_order(service, "forgets", CUPSD_PAUSE);
    int job = job_print("forgets", "tote-1");
    g_assert_cmpint(take_back("forgets", job, "tote-1"), ==, PRINT_BACK_FREE);
    cupsd_order(service, "forgets", CUPSD_RESUME);
    cupsd_play(service, "forgets", "gate\n");
    job = job_print("forgets", "tote-2");
    job_wait("forgets", job, PRINT_PRINTING, NULL);
    g_assert_cmpint(take_back("forgets", job, "tote-2"), ==, PRINT_BACK_DOUBT);
    g_assert_cmpint(cupsd_outputs(service, "forgets"), ==, 0);
}

// --- a service that is no cupsd

// It has one job, which waits. SAYS_TIME: it tells when the printing began. FORGETS: when it is
// asked to cancel, the job is over already, and nobody knows it any more.
struct other_service {
    bool says_time, forgets;
    ipp_jstate_t state;
    int listener;
};

static ipp_t *answer_to(struct other_service *self, ipp_t *request)
{
    ipp_t *answer = ippNewResponse(request);
    ipp_op_t operation = ippGetOperation(request);
    if (operation == IPP_OP_HOLD_JOB)
        self->state = IPP_JSTATE_HELD;
    if (operation == IPP_OP_CANCEL_JOB) {
        self->state = IPP_JSTATE_CANCELED;
        if (self->forgets)
            ippSetStatusCode(answer, IPP_STATUS_ERROR_NOT_POSSIBLE);
    }
    if (operation != IPP_OP_GET_JOB_ATTRIBUTES)
        return answer;
    if (self->state == IPP_JSTATE_CANCELED && self->forgets) {
        ippSetStatusCode(answer, IPP_STATUS_ERROR_NOT_FOUND);
        return answer;
    }
    ippAddString(answer, IPP_TAG_JOB, IPP_TAG_NAME, "job-name", NULL, "tote-1");
    ippAddInteger(answer, IPP_TAG_JOB, IPP_TAG_ENUM, "job-state", (int)self->state);
    if (self->says_time)
        ippAddOutOfBand(answer, IPP_TAG_JOB, IPP_TAG_NOVALUE, "time-at-processing");
    return answer;
}

static bool answer_one(struct other_service *self, http_t *http)
{
    char path[256];
    http_state_t state = HTTP_STATE_WAITING;
    while (state == HTTP_STATE_WAITING)
        state = httpReadRequest(http, path, sizeof path);
    if (state != HTTP_STATE_POST)
        return false;
    while (httpUpdate(http) == HTTP_STATUS_CONTINUE)
        continue;
    if (httpGetExpect(http) == HTTP_STATUS_CONTINUE)
        httpWriteResponse(http, HTTP_STATUS_CONTINUE);
    ipp_t *request = ippNew();
    bool whole = ippRead(http, request) == IPP_STATE_DATA;
    ipp_t *answer = answer_to(self, request);
    httpClearFields(http);
    httpSetField(http, HTTP_FIELD_CONTENT_TYPE, "application/ipp");
    httpSetLength(http, ippLength(answer));
    whole = whole && httpWriteResponse(http, HTTP_STATUS_OK) == 0 &&
            ippWrite(http, answer) == IPP_STATE_DATA && httpFlushWrite(http) >= 0;
    ippDelete(request);
    ippDelete(answer);
    return whole;
}

static gpointer serve(gpointer data)
{
    struct other_service *self = data;
    http_t *http = httpAcceptConnection(self->listener, 1);
    while (http && answer_one(self, http))
        continue;
    httpClose(http);
    return NULL;
}

static enum print_back back_from(struct other_service self)
{
    http_addr_t own;
    socklen_t len = sizeof own;
    http_addrlist_t *here = httpAddrGetList("127.0.0.1", AF_INET, NULL);
    self.listener = httpAddrListen(&here->addr, 0);
    httpAddrFreeList(here);
    g_assert_cmpint(getsockname(self.listener, &own.addr, &len), ==, 0);
    g_autofree char *uri = g_strdup_printf("ipp://127.0.0.1:%d/", httpAddrPort(&own));
    struct print_printer printer = {.uri = uri, .timeout_ms = PATIENT_MS};
    enum print_back back = PRINT_BACK_OUT;
    g_autoptr(GError) error = NULL;
    GThread *thread = g_thread_new("other service", serve, &self);
    print_job_take_back(&printer, 1, "tote-1", &back, &error);
    g_assert_no_error(error);
    g_thread_join(thread);
    close(self.listener);
    return back;
}

// Only what is known not to have been begun may be printed once more.
static void test_other_services(void)
{
    struct other_service good = {.says_time = true, .state = IPP_JSTATE_PENDING};
    struct other_service silent = good, forgetful = good;
    silent.says_time = false;
    forgetful.forgets = true;
    g_assert_cmpint(back_from(good), ==, PRINT_BACK_FREE);
    g_assert_cmpint(back_from(silent), ==, PRINT_BACK_DOUBT);
    g_assert_cmpint(back_from(forgetful), ==, PRINT_BACK_DOUBT);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    jobs_begin();
    g_test_add_func("/print/back/stopped", test_stopped);
    g_test_add_func("/print/back/held", test_held);
    g_test_add_func("/print/back/begun", test_begun);
    g_test_add_func("/print/back/part", test_part);
    g_test_add_func("/print/back/out", test_out);
    g_test_add_func("/print/back/other", test_other);
    g_test_add_func("/print/back/no-history", test_no_history);
    g_test_add_func("/print/back/other-services", test_other_services);
    int failed = g_test_run();
    cupsd_stop(service);
    return failed;
}
