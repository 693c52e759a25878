/*
 * Chapter 3: the rules of what later chapters keep with a loop: in which order services are shut down and
 * closed.
 *
 * L16 (closed), X9 (what is under way is waited for).
 */
#include "loop_tests.h"
#include "virtual.h"

/* A service that writes "x?" when it is shut down and "x." when it is closed. */
struct fake {
    struct loop_service service;
    const char *name;
    int error;         /* of its shutdown */
    struct call *ends; /* it waits until this was called */
};

static int fake_shutdown(struct loop_service *service, struct loop *of)
{
    struct fake *fake = (struct fake *)service;

    journal("%s?", fake->name);
    while (fake->ends != NULL && handle_is_queued(&fake->ends->handle))
        expect_error(loop_run_once(of), 0, "a loop that is shut down can still run");
    return fake->error;
}

static void fake_close(struct loop_service *service, struct loop *of)
{
    struct fake *fake = (struct fake *)service;

    expect_true(loop_is_closed(of),
                "a service is closed with its loop, which takes no calls any more");
    expect_error(loop_call_soon(of, &a.handle), EBADF, "a closed loop takes no calls");
    journal("%s.", fake->name);
    *fake = (struct fake){0}; /* it is gone: nobody may look at it again */
}

#define fake(...)                                                                                  \
    {                                                                                              \
        .service = {.shutdown = fake_shutdown, .close = fake_close}, __VA_ARGS__                   \
    }

START_TEST(services_in_their_order)
{
    struct fake first = fake(.name = "1"), second = fake(.name = "2"), third = fake(.name = "3");

    loop_attach(&loop, &first.service);
    loop_attach(&loop, &second.service);
    loop_attach(&loop, &third.service);
    expect_error(loop_shutdown(&loop), 0, "services can be shut down");
    expect_str(journal_text(), "1?2?3?",
               "services are shut down in the order in which they were attached");
    expect_error(loop_close(&loop), 0, "a loop with services can be closed");
    expect_str(journal_text(), "1?2?3?1.2.3.", "and closed in the same order, each once");
    expect_error(loop_close(&loop), 0, "to close it again does no harm");
    expect_str(journal_text(), "1?2?3?1.2.3.", "a service is closed once");
}
END_TEST

START_TEST(services_with_errors)
{
    struct fake first = fake(.name = "1"), second = fake(.name = "2", .error = EIO),
                third = fake(.name = "3", .error = EPERM);

    loop_attach(&loop, &first.service);
    loop_attach(&loop, &second.service);
    loop_attach(&loop, &third.service);
    expect_error(loop_shutdown(&loop), EIO, "the first error of a service is the answer");
    expect_str(journal_text(), "1?2?3?", "the others are asked all the same");
    expect_error(loop_close(&loop), 0, "a loop with services can be closed");
}
END_TEST

START_TEST(services_that_wait)
{
    struct fake first = fake(.name = "1", .ends = &a), second = fake(.name = "2");

    loop_attach(&loop, &first.service);
    loop_attach(&loop, &second.service);
    soon(&a);
    expect_error(loop_shutdown(&loop), 0, "a service can wait by running the loop");
    expect_str(journal_text(), "1?a2?",
               "the next is asked when the one before has what it waited for");
    expect_error(loop_close(&loop), 0, "a loop with services can be closed");
}
END_TEST

START_TEST(services_without_a_wish)
{
    struct fake silent = {.service = {.close = fake_close}, .name = "s"};

    expect_error(loop_shutdown(&loop), 0, "a loop without services has nothing to wait for");
    loop_attach(&loop, &silent.service);
    expect_error(loop_shutdown(&loop), 0, "nor has one whose services wait for nothing");
    expect_error(loop_close(&loop), 0, "a loop with services can be closed");
    expect_str(journal_text(), "s.", "they are closed all the same");
}
END_TEST

void add_services(TCase *tests)
{
    tcase_add_test(tests, services_in_their_order);
    tcase_add_test(tests, services_with_errors);
    tcase_add_test(tests, services_that_wait);
    tcase_add_test(tests, services_without_a_wish);
}
