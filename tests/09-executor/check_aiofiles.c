/*
 * Chapter 9: the rules of files that are read and written in threads.
 *
 * As Python's aiofiles: modes, the end, errors. X5 and X6 for what is cancelled.
 */
#include "executor_tests.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

/* ---- What the tests are played with --------------------------------------------------------- */

static char path[64];

/* The file of a test, with TEXT in it; NULL: it is not there. */
static void file_has(const char *text)
{
    int fd;

    snprintf(path, sizeof path, "/tmp/check_aiofiles.XXXXXX");
    fd = mkstemp(path);
    expect_true(fd >= 0, "a file can be made in /tmp");
    if (text != NULL)
        expect_int(write(fd, text, strlen(text)), strlen(text), "a file can be written");
    close(fd);
    if (text == NULL)
        unlink(path);
}

/* What is in the file now. It is gone after that. */
static const char *file_text(void)
{
    static char text[256];
    int fd = open(path, O_RDONLY);
    ssize_t size = fd >= 0 ? read(fd, text, sizeof text - 1) : -1;

    text[size > 0 ? size : 0] = '\0';
    if (fd >= 0)
        close(fd);
    unlink(path);
    return size < 0 ? "no file" : text;
}

/*
 * Opens the file and does what STEPS say, a letter each: "3" reads 3 bytes, "l" a line, "9" all; "w"
 * writes "new"; says what came: "<abc>", "3" bytes written, or an error.
 */
struct uses {
    struct coro coro;
    const char *mode, *steps;
    struct aiofile *file;
    struct bytes *bytes;
    int written, caught;
};

static void uses(struct coro *self)
{
    struct uses *my = (struct uses *)self;

    async (self) {
        await(my->file, aiofiles_open(path, my->mode));
        for (; *my->steps != '\0'; my->steps++) {
            my->bytes = NULL;
            if (*my->steps == 'w') {
                await_catch(my->caught, my->written, aiofiles_write(my->file, "new", 3));
            } else if (*my->steps == 'l') {
                await_catch(my->caught, my->bytes, aiofiles_readline(my->file));
            } else {
                await_catch(
                    my->caught, my->bytes,
                    aiofiles_read(my->file, *my->steps == '9' ? 1000 : (size_t)(*my->steps - '0')));
            }
            if (my->caught != 0)
                say("%s", errno_name(my->caught));
            else if (my->bytes != NULL)
                say("<%.*s>", (int)my->bytes->size, my->bytes->data);
            else
                say("%d", my->written);
        }
        await(aiofiles_close(my->file));
        my->file = NULL;
    }
}

/* ---- 9.8 file_read -------------------------------------------------------------------------- */

START_TEST(read_all)
{
    file_has("hello\nworld\n");
    expect_error(run(coro(uses, .mode = "r", .steps = "9")), 0, "a file can be read");
    expect_str(said(), "<hello\nworld\n>", "a read gives what is in the file");
    file_text();
}
END_TEST

START_TEST(read_in_pieces)
{
    file_has("hello world");
    expect_error(run(coro(uses, .mode = "r", .steps = "239")), 0, "a file can be read");
    expect_str(said(), "<he><llo>< world>", "each read goes on where the last one ended");
    file_text();
}
END_TEST

START_TEST(read_at_the_end)
{
    file_has("ab");
    expect_error(run(coro(uses, .mode = "r", .steps = "555l")), 0,
                 "to read at the end is no error");
    expect_str(said(), "<ab><><><>", "at the end a read gives no bytes, again and again");
    file_text();
}
END_TEST

START_TEST(read_nothing)
{
    file_has("ab");
    expect_error(run(coro(uses, .mode = "r", .steps = "05")), 0, "a file can be read");
    expect_str(said(), "<><ab>", "to read 0 bytes gives none, and is no error");
    file_text();
}
END_TEST

START_TEST(read_lines)
{
    file_has("one\n\nthree");
    expect_error(run(coro(uses, .mode = "r", .steps = "llll")), 0, "a file can be read by lines");
    expect_str(said(), "<one\n><\n><three><>", "a line has its end, which the last may lack");
    file_text();
}
END_TEST

START_TEST(read_lines_and_bytes)
{
    file_has("one\ntwo\n");
    expect_error(run(coro(uses, .mode = "r", .steps = "1l9")), 0, "a file can be read");
    expect_str(said(), "<o><ne\n><two\n>", "lines and bytes can be read in turns");
    file_text();
}
END_TEST

START_TEST(read_what_is_not_there)
{
    file_has(NULL);
    expect_error(run(coro(uses, .mode = "r", .steps = "9")), ENOENT,
                 "a file that is not there is ENOENT");
    expect_error(run(coro(uses, .mode = "?", .steps = "9")), EINVAL,
                 "a mode that is none is EINVAL");
    expect_error(run(coro(uses, .mode = "rrrrrrrrrrrr", .steps = "9")), EINVAL,
                 "however long it is");
    snprintf(path, sizeof path, "/tmp");
    expect_error(run(coro(uses, .mode = "w", .steps = "9")), EISDIR,
                 "a directory cannot be written");
    expect_error(run(coro(uses, .mode = "r", .steps = "9")), 0, "nor read, but C opens it");
    expect_str(said(), "EISDIR", "an error of the read is raised by its await");
}
END_TEST

START_TEST(open_a_new_one) /* Python's mode "x" */
{
    file_has("old");
    expect_error(run(coro(uses, .mode = "wx", .steps = "w")), EEXIST,
                 "a file that is there is no new one");
    expect_str(file_text(), "old", "and it is left alone");
    expect_error(run(coro(uses, .mode = "w+x", .steps = "w")), 0, "one that is not there is made");
    expect_error(run(coro(uses, .mode = "a+", .steps = "w")), 0, "what is there can be added to");
    expect_str(file_text(), "newnew", "what was written is in the file");
}
END_TEST

/* Opens the file, and looks whether a child would have it. */
struct inherits {
    struct coro coro;
    int fd; /* the lowest that is free, so it is the file's */
    struct aiofile *file;
};

static void inherits(struct coro *self)
{
    struct inherits *my = (struct inherits *)self;

    async (self) {
        my->fd = dup(STDOUT_FILENO);
        close(my->fd);
        await(my->file, aiofiles_open(path, "r"));
        expect_int(fcntl(my->fd, F_GETFD), FD_CLOEXEC, "no child inherits a file");
        await(aiofiles_close(my->file));
        expect_int(fcntl(my->fd, F_GETFD), -1, "a file that was closed is closed");
    }
}

START_TEST(open_for_oneself)
{
    file_has("hello");
    expect_error(run(coro(inherits)), 0, "a file can be opened and closed");
    file_text();
}
END_TEST

START_TEST(read_what_is_for_writing)
{
    file_has("old");
    expect_error(run(coro(uses, .mode = "w", .steps = "9w")), 0,
                 "the file can be used after an error");
    expect_str(said(), "EBADF3", "what was not opened for reading cannot be read");
    expect_str(file_text(), "new", "what was written is in the file");
}
END_TEST

START_TEST(read_and_write) /* _i: the mode */
{
    static const char *const modes[] = {"w", "a", "r+", "w+"},
                             *const steps[] = {"w", "w", "2w9", "ww0"},
                             *const saids[] = {"3", "3", "<ol>3<er>", "33<>"},
                             *const texts[] = {"new", "oldernew", "olnewer", "newnew"};

    file_has(_i == 2 ? "olxxxer" : "older");
    expect_error(run(coro(uses, .mode = modes[_i], .steps = steps[_i])), 0,
                 "a file can be written");
    expect_str(said(), saids[_i],
               "a write gives the number of bytes; reads and writes can take turns");
    expect_str(file_text(), texts[_i], "what was written is in the file once it is closed");
}
END_TEST

START_TEST(read_without_memory)
{
    if (!fault_supported())
        return;
    file_has("hello");
    run(asyncio_sleep(0)); /* so that the loop has room for timers */
    fault_inject("realloc", ENOMEM, 1, 1);
    run(coro(uses, .mode = "r", .steps = "99"));
    fault_clear();
    expect_str(said(), "ENOMEM<hello>",
               "without memory for its bytes a read raises ENOMEM, and takes none of them");
    file_text();
}
END_TEST

/* ---- 9.8: two at a time, and cancelled ------------------------------------------------------ */

/* A pipe that has a name, so that a read of it blocks until the test writes. */
struct reads_pipe {
    struct coro coro;
    struct aiofile *file;
    struct bytes *bytes;
    int caught;
};

static void reads_pipe(struct coro *self)
{
    struct reads_pipe *my = (struct reads_pipe *)self;

    async (self) {
        await(my->file, aiofiles_open(path, "r"));
        say("open;");
        await(my->bytes, aiofiles_read(my->file, 3));
        say("<%.*s>", (int)my->bytes->size, my->bytes->data);
        finally
        {
            say("finally;");
            await_catch(my->caught, aiofiles_close(my->file));
            say("closed %s", errno_name(my->caught));
        }
    }
}

static void *open_pipe(void *arg)
{
    *(int *)arg = open(path, O_WRONLY);
    return NULL;
}

/* How many bytes nobody has read yet. */
static int pipe_holds(int fd)
{
    int size = 0;

    expect_int(ioctl(fd, FIONREAD, &size), 0, "a pipe tells how many bytes are in it");
    return size;
}

START_TEST(read_is_cancelled) /* X5, X6 */
{
    struct task *task;
    pthread_t opener;
    int fd;

    file_has(NULL);
    expect_int(mkfifo(path, 0600), 0, "a pipe can have a name");
    pthread_create(&opener, NULL, open_pipe, &fd);
    task = spawn(coro(reads_pipe));
    while (strcmp(said(), "open;") != 0)
        iterate(1);
    pthread_join(opener, NULL);
    expect_int(write(fd, "a", 1), 1, "the pipe takes a byte");
    while (pipe_holds(fd) > 0 && strcmp(said(), "open;") == 0)
        iterate(1); /* a read that no worker has begun would end at once when it is cancelled */
    task_cancel(task);
    iterate(5);
    expect_str(said(), "open;finally;",
               "who is cancelled goes on at once; the close waits for the read");
    expect_int(write(fd, "bc", 2), 2, "the pipe takes bytes");
    close(fd);
    expect_error(finish(task, NULL), ECANCELED, "the task was cancelled");
    expect_str(said(), "open;finally;closed 0",
               "a file is closed when a read that was left behind ends");
    unlink(path);
}
END_TEST

struct both {
    struct coro coro;
    struct aiofile *file;
    struct task *task;
    struct bytes *bytes;
    int caught;
};

static void both(struct coro *self)
{
    struct both *my = (struct both *)self;

    async (self) {
        await(my->file, aiofiles_open(path, "r"));
        my->task = asyncio_create_task(aiofiles_read(my->file, 3));
        await_catch(my->caught, aiofiles_readline(my->file));
        say("%s", errno_name(my->caught));
        await_catch(my->caught, aiofiles_write(my->file, "x", 1));
        say("%s", errno_name(my->caught));
        await(my->bytes, my->task);
        say("<%.*s>", (int)my->bytes->size, my->bytes->data);
        task_release(my->task);
        await(aiofiles_close(my->file));
    }
}

START_TEST(read_two_at_a_time)
{
    file_has("hello");
    expect_error(run(coro(both)), 0, "a file can be used after a call that was refused");
    expect_str(said(), "EBUSYEBUSY<hel>", "a file does one thing at a time");
    file_text();
}
END_TEST

START_TEST(open_is_cancelled) /* X5; nothing may leak. _i: after so many iterations */
{
    struct task *task;

    file_has("hello");
    task = spawn(coro(uses, .mode = "r", .steps = ""));
    iterate(_i);
    if (task_cancel(task))
        iterate(5);
    expect_error(loop_shutdown(&loop), 0, "a loop waits for its own pool");
    file_text();
}
END_TEST

/* Writes, and has the close cancelled; or does not even await it. */
struct closes {
    struct coro coro;
    bool awaits;
    int fd; /* as in inherits */
    struct aiofile *file;
    struct task *closing;
    int caught;
};

static void closes(struct coro *self)
{
    struct closes *my = (struct closes *)self;

    async (self) {
        my->fd = dup(STDOUT_FILENO);
        close(my->fd);
        await(my->file, aiofiles_open(path, "w"));
        await(aiofiles_write(my->file, NULL, 0));
        await(aiofiles_write(my->file, "new", 3));
        if (!my->awaits) {
            coro_drop(aiofiles_close(my->file));
            async_return(my->fd);
        }
        my->closing = asyncio_create_task(aiofiles_close(my->file));
        task_cancel(my->closing);
        await_catch(my->caught, my->closing);
        async_return(my->fd);
        finally
        {
            task_release(my->closing);
        }
    }
}

START_TEST(close_is_cancelled) /* before it began; _i: or never awaited */
{
    union value fd;

    file_has("");
    expect_error(finish(spawn(coro(closes, .awaits = _i == 0)), &fd), 0,
                 "a close can be cancelled");
    expect_error(loop_shutdown(&loop), 0, "a loop waits for its own pool");
    iterate(2);
    expect_int(fcntl((int)fd.integer, F_GETFD), -1,
               "a file is closed, whatever becomes of the close");
    expect_str(file_text(), "new", "and what was written is in it");
}
END_TEST

Suite *aiofiles_suite(void)
{
    Suite *suite = suite_create("aiofiles");
    TCase *tests = executor_exercise(suite, "9.8 file_read", 3, "Reading a file");

    tcase_add_test(tests, read_all);
    tcase_add_test(tests, read_in_pieces);
    tcase_add_test(tests, read_at_the_end);
    tcase_add_test(tests, read_nothing);
    tcase_add_test(tests, read_lines);
    tcase_add_test(tests, read_lines_and_bytes);
    tcase_add_test(tests, read_what_is_not_there);
    tcase_add_test(tests, open_a_new_one);
    tcase_add_test(tests, open_for_oneself);
    tcase_add_test(tests, read_what_is_for_writing);
    tcase_add_loop_test(tests, read_and_write, 0, 4);
    tcase_add_test(tests, read_without_memory);
    tcase_add_test(tests, read_is_cancelled);
    tcase_add_test(tests, read_two_at_a_time);
    tcase_add_loop_test(tests, open_is_cancelled, 0, 5);
    tcase_add_loop_test(tests, close_is_cancelled, 0, 2);
    return suite;
}
