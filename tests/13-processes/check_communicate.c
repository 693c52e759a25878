/*
 * Chapter 13: the rules of communicate.
 *
 * P4 (any size), P5 (empty input), P6 (a broken pipe), P7 (absent streams).
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault.h"
#include "signals.h"
#include "subprocess_tests.h"

#define SIDE_BY_SIDE                                                                               \
    "input and both outputs go on at the same time: whoever waits for one of them alone waits "    \
    "for ever"
#define DRAIN_FAILS "a plain write and drain fails when nobody reads"
#define LARGE       ((size_t)1 << 20) /* more than all pipes hold */

/* Communicates, which must go well. Returns the output. */
static const struct process_output *talk(struct process *process, const void *data, size_t size)
{
    expect_finish(process_communicate(process, data, size), 0, SIDE_BY_SIDE);
    expect_ptr(value.pointer, &process->output, "the result is the process's output");
    return value.pointer;
}

/* Expects that BYTES are TEXT. */
static void expect_bytes(struct bytes bytes, const char *text, const char *rule)
{
    char copy[100];

    snprintf(copy, sizeof copy, "%.*s", (int)bytes.size, bytes.size > 0 ? bytes.data : "");
    expect_str(copy, text, rule);
}

/* Many bytes, of which no two near each other are alike. */
static char *many_bytes(void)
{
    char *data = malloc(LARGE);

    for (size_t i = 0; i < LARGE; i++)
        data[i] = (char)(i * 31 + i / 251);
    return data;
}

/* ---- 13.5 communicate ------------------------------------------------------------------------ */

START_TEST(talk_with_cat) /* P4 */
{
    struct process *process = start(ARGV("cat"), .in = SUBPROCESS_PIPE, .out = SUBPROCESS_PIPE);
    const struct process_output *output = talk(process, "hello", 5);

    expect_bytes(output->out, "hello", "the result has what the process wrote to its output");
    expect_int(output->err.size, 0, "a stream that is no pipe has nothing");
    expect_str(code_text(process->returncode), "0", "communicate waits for the end of the process");
    process_release(process);
}
END_TEST

START_TEST(talk_on_three_pipes) /* P4 */
{
    struct process *process =
        start(SH("read line; echo out $line; echo err $line >&2; exit 3"), .in = SUBPROCESS_PIPE,
              .out = SUBPROCESS_PIPE, .err = SUBPROCESS_PIPE);
    const struct process_output *output = talk(process, "1\n", 2);

    expect_bytes(output->out, "out 1\n", "the result has what the process wrote to its output");
    expect_bytes(output->err, "err 1\n",
                 "the result has what the process wrote to its standard error");
    expect_str(code_text(process->returncode), "3", "communicate waits for the end of the process");
    process_release(process);
}
END_TEST

START_TEST(talk_much) /* P4 */
{
    struct process *process = start(ARGV("cat"), .in = SUBPROCESS_PIPE, .out = SUBPROCESS_PIPE);
    char *data = many_bytes();
    const struct process_output *output = talk(process, data, LARGE);

    expect_int(output->out.size, LARGE, "any size goes through");
    expect_true(memcmp(output->out.data, data, LARGE) == 0, "what comes back is what was sent");
    free(data);
    process_release(process);
}
END_TEST

START_TEST(talk_much_on_the_second_pipe) /* P4 */
{
    struct process *process = start(SH("head -c 500000 /dev/zero >&2; head -c 400000 /dev/zero"),
                                    .out = SUBPROCESS_PIPE, .err = SUBPROCESS_PIPE);
    const struct process_output *output = talk(process, NULL, 0);

    expect_int(output->err.size, 500000, "any size goes through");
    expect_int(output->out.size, 400000, "any size goes through");
    process_release(process);
    process = start(SH("head -c 500000 /dev/zero; head -c 400000 /dev/zero >&2"),
                    .out = SUBPROCESS_PIPE, .err = SUBPROCESS_PIPE);
    output = talk(process, NULL, 0);
    expect_int(output->out.size, 500000, "any size goes through");
    expect_int(output->err.size, 400000, "any size goes through");
    process_release(process);
}
END_TEST

START_TEST(talk_without_input) /* P5 */
{
    struct process *process = start(ARGV("cat"), .in = SUBPROCESS_PIPE, .out = SUBPROCESS_PIPE);

    expect_finish(process_communicate(process, NULL, 0), 0,
                  "empty input closes the pipe all the same: the process waits for its end");
    expect_int(process->output.out.size, 0, "a process that wrote nothing has no output");
    expect_str(code_text(process->returncode), "0", "communicate waits for the end of the process");
    process_release(process);
}
END_TEST

//! [deaf]
START_TEST(talk_to_one_that_does_not_listen) /* P6 */
{
    struct process *process =
        start(SH("exec <&-; echo no"), .in = SUBPROCESS_PIPE, .out = SUBPROCESS_PIPE);
    char *data = many_bytes();

    expect_bytes(talk(process, data, LARGE)->out, "no\n",
                 "a process that does not want its input is no error");
    expect_str(code_text(process->returncode), "0", "communicate waits for the end of the process");
    free(data);
    process_release(process);
}
END_TEST
//! [deaf]

START_TEST(talk_to_one_that_ends_early) /* P6 */
{
    struct process *process = start(SH("read line; exit 2"), .in = SUBPROCESS_PIPE);
    char *data = many_bytes();

    data[0] = '\n';
    talk(process, data, LARGE);
    expect_str(code_text(process->returncode), "2",
               "a process that ends before it has read its input is no error");
    free(data);
    process_release(process);
}
END_TEST

START_TEST(talk_to_nobody) /* P7 */
{
    int ends[2];
    struct process *process;
    struct task *task;

    expect_int(pipe(ends), 0, "the test has a pipe");
    process = start(SH("read line; exit 5"), .in = ends[0]);
    task = loop_create_task(&loop, process_communicate(process, "hello", 5));
    for (int i = 0; i < 4; i++)
        run_ready();
    expect_true(!task_done(task), "without pipes communicate waits for the end of the process");
    expect_int(write(ends[1], "\n", 1), 1, "the test can write to its pipe");
    expect_error(loop_run_until_complete(&loop, task, NULL), 0,
                 "without pipes communicate waits for the end of the process");
    expect_str(code_text(process->returncode), "5",
               "without pipes communicate waits for the end of the process");
    task_release(task);
    process_release(process);
    close(ends[0]);
    close(ends[1]);
}
END_TEST

START_TEST(talk_until_the_end)
{
    struct process *process = start(SH("exec >&-; cat >/dev/null; exit 9"), .in = SUBPROCESS_PIPE,
                                    .out = SUBPROCESS_PIPE);

    talk(process, "hello", 5);
    expect_str(code_text(process->returncode), "9",
               "communicate waits for the end of the process, and not of its pipes only");
    process_release(process);
}
END_TEST

START_TEST(talk_is_cancelled)
{
    struct process *process =
        start(SH("exec 3<&0; cat <&3"), .in = SUBPROCESS_PIPE, .out = SUBPROCESS_PIPE);
    struct task *task = loop_create_task(&loop, process_communicate(process, NULL, 0));

    loop_run_once(&loop);
    task_cancel(task);
    expect_error(loop_run_until_complete(&loop, task, NULL), ECANCELED,
                 "communicate can be cancelled");
    task_release(task);
    process_release(process);
    run_ready();
    expect_int(asyncio_all_tasks(&loop, NULL, 0), 0, "what communicate has begun ends with it");
}
END_TEST

START_TEST(talk_that_never_begins)
{
    struct process *process = start(ARGV("cat"), .in = SUBPROCESS_PIPE);

    coro_drop(process_communicate(process, "hello", 5));
    coro_drop(process_wait(process));
    expect_int(process->owners, 1, "what never began holds nobody");
    process_release(process);
}
END_TEST

/* Starts cat, talks to it, and lets it go. */
struct errand {
    struct coro coro;
    struct process *process;
};

static void errand(struct coro *self)
{
    struct errand *my = (struct errand *)self;

    async (self) {
        await(my->process,
              asyncio_create_subprocess_exec(ARGV("cat"), .in = SUBPROCESS_PIPE,
                                             .out = SUBPROCESS_PIPE, .err = SUBPROCESS_PIPE));
        await(process_communicate(my->process, "hello", 5));
        finally
        {
            process_release(my->process);
        }
    }
}

/* Runs errands, in each of which one call of FUNCTION more goes well than in the last. */
static void errands_without(const char *function, int error)
{
    int before = descriptors_with_signals(), result = 1;

    for (int i = 1; i < 100 && result != 0; i++) {
        struct coro *made;

        coro_free_memory();
        made = coro(errand);
        fault_inject(function, error, i, 1);
        result = loop_run_until_complete(&loop, made, NULL);
        fault_clear();
        run_ready();
        while (loop.signals->children != NULL && waitpid(-1, NULL, WNOHANG) == 0)
            loop_run_once(&loop);
        run_ready();
        expect_int(open_descriptors() - before, 0, "whatever fails, nothing is left open");
        expect_int(asyncio_all_tasks(&loop, NULL, 0), 0, "whatever fails, no task is left");
    }
    expect_error(result, 0, "at last nothing fails any more");
}

START_TEST(talk_without_memory)
{
    if (!fault_supported())
        return;
    errands_without("malloc", ENOMEM);
    errands_without("calloc", ENOMEM);
    errands_without("realloc", ENOMEM);
}
END_TEST

START_TEST(talk_with_errors)
{
    if (!fault_supported())
        return;
    errands_without("pipe", EMFILE);
    errands_without("read", EIO);
}
END_TEST

/* ---- 13.5: without communicate --------------------------------------------------------------- */

START_TEST(write_to_one_that_does_not_listen) /* P6 */
{
    struct process *process = start(SH("exec <&-; exit 0"), .in = SUBPROCESS_PIPE);
    char *data = many_bytes();
    int error;

    code_of(process);
    stream_writer_write(process->in, data, LARGE);
    error = finish(stream_writer_drain(process->in), DRAIN_FAILS);
    expect_true(error == EPIPE || error == ECONNRESET, DRAIN_FAILS);
    free(data);
    process_release(process);
}
END_TEST

START_TEST(write_and_read_by_lines)
{
    struct process *process = start(SH("while read line; do echo \"<$line>\"; done"),
                                    .in = SUBPROCESS_PIPE, .out = SUBPROCESS_PIPE);

    for (int i = 0; i < 3; i++) {
        struct bytes *line;

        stream_writer_write(process->in, "abc\n", 4);
        expect_finish(stream_reader_readline(process->out), 0,
                      "a process can be talked to line by line");
        line = value.pointer;
        expect_bytes(*line, "<abc>\n", "a process can be talked to line by line");
    }
    stream_writer_close(process->in);
    expect_int(code_of(process), 0, "a process whose input ends can end");
    process_release(process);
}
END_TEST

Suite *communicate_suite(void)
{
    Suite *suite = suite_create("communicate");
    TCase *tests = process_exercise(suite, "13.5 communicate", 4, "Both ways at once");

    tcase_add_test(tests, talk_to_nobody);
    tcase_add_test(tests, talk_with_cat);
    tcase_add_test(tests, talk_on_three_pipes);
    tcase_add_test(tests, talk_much);
    tcase_add_test(tests, talk_much_on_the_second_pipe);
    tcase_add_test(tests, talk_without_input);
    tcase_add_test(tests, talk_to_one_that_does_not_listen);
    tcase_add_test(tests, talk_to_one_that_ends_early);
    tcase_add_test(tests, talk_until_the_end);
    tcase_add_test(tests, talk_is_cancelled);
    tcase_add_test(tests, talk_that_never_begins);
    tcase_add_test(tests, talk_without_memory);
    tcase_add_test(tests, talk_with_errors);
    tcase_add_test(tests, write_to_one_that_does_not_listen);
    tcase_add_test(tests, write_and_read_by_lines);
    return suite;
}
