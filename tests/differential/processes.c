/* Other programs, and signals. These are real, so no clock is virtual here; what is printed does not depend on time. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "interrupt.h"
#include "signals.h"
#include "subprocess.h"

#define MUCH 1000000

/* What all scenes have. */
#define SCENE(name, rules)                                                                         \
    struct name {                                                                                  \
        struct coro coro;                                                                          \
        struct process *process;                                                                   \
        struct task *tasks[3];                                                                     \
        struct bytes *line;                                                                        \
        struct process_output *output;                                                             \
        struct handle handles[3];                                                                  \
        char *much;                                                                                \
        int i, code, error;                                                                        \
    };                                                                                             \
    static void name(struct coro *self)

#define RUN(name)                                                                                  \
    do {                                                                                           \
        printf("== %s\n", #name);                                                                  \
        if (asyncio_run(coro(name)) != 0)                                                          \
            return 1;                                                                              \
    } while (0)

#define start(line, ...) asyncio_create_subprocess_exec(ARGV("sh", "-c", line), __VA_ARGS__)

static const char *name_of(int error)
{
    return error == ENOENT    ? "ENOENT"
           : error == EACCES  ? "EACCES"
           : error == ENOTDIR ? "ENOTDIR"
           : error == ESRCH   ? "ESRCH"
                              : strerror(error);
}

static int say(void *text)
{
    printf("%s\n", (const char *)text);
    return 0;
}

SCENE(codes, "P1")
{
    static const char *const lines[] = {"exit 0", "exit 7", "kill -TERM $$", "kill -KILL $$"};
    struct codes *my = (struct codes *)self;

    async (self) {
        for (; my->i < 4; my->i++) {
            await(my->process, start(lines[my->i], .in = SUBPROCESS_INHERIT));
            await(my->code, process_wait(my->process));
            printf("%s: %d\n", lines[my->i], my->code);
            process_release(my->process);
        }
    }
}

SCENE(waits, "P2")
{
    struct waits *my = (struct waits *)self;

    async (self) {
        await(my->process, start("read line; exit 3", .in = SUBPROCESS_PIPE));
        for (int i = 0; i < 3; i++)
            my->tasks[i] = asyncio_create_task(process_wait(my->process));
        await(asyncio_sleep(0));
        stream_writer_close(my->process->in);
        for (my->i = 0; my->i < 3; my->i++) {
            await(my->code, my->tasks[my->i]);
            printf("waited: %d\n", my->code);
            task_release(my->tasks[my->i]);
        }
        await(my->code, process_wait(my->process));
        printf("again: %d\n", my->code);
        process_release(my->process);
    }
}

SCENE(read_after_the_end, "P3")
{
    struct read_after_the_end *my = (struct read_after_the_end *)self;

    async (self) {
        await(my->process,
              start("echo one; echo two >&2", .out = SUBPROCESS_PIPE, .err = SUBPROCESS_PIPE));
        await(my->code, process_wait(my->process));
        printf("ended: %d\n", my->code);
        await(my->line, stream_reader_readline(my->process->out));
        printf("out: %.*s", (int)my->line->size, my->line->data);
        await(my->line, stream_reader_readline(my->process->err));
        printf("err: %.*s", (int)my->line->size, my->line->data);
        process_release(my->process);
    }
}

/* A string, without the newline at its end. */
static struct bytes text(struct bytes bytes)
{
    if (bytes.size > 0 && bytes.data[bytes.size - 1] == '\n')
        bytes.size--;
    return bytes;
}

SCENE(talk, "P4")
{
    struct talk *my = (struct talk *)self;

    async (self) {
        await(my->process, start("cat; echo done >&2; exit 2", .in = SUBPROCESS_PIPE,
                                 .out = SUBPROCESS_PIPE, .err = SUBPROCESS_PIPE));
        await(my->output, process_communicate(my->process, "hello", 5));
        printf("out: %.*s, err: %.*s, %d\n", (int)my->output->out.size, my->output->out.data,
               (int)text(my->output->err).size, my->output->err.data, my->process->returncode);
        process_release(my->process);
    }
}

SCENE(talk_much, "P4")
{
    struct talk_much *my = (struct talk_much *)self;

    async (self) {
        my->much = calloc(MUCH, 1);
        await(my->process, start("cat", .in = SUBPROCESS_PIPE, .out = SUBPROCESS_PIPE));
        await(my->output, process_communicate(my->process, my->much, MUCH));
        printf("out: %d bytes, %d\n", (int)my->output->out.size, my->process->returncode);
        process_release(my->process);
        free(my->much);
    }
}

SCENE(talk_about_nothing, "P5")
{
    struct talk_about_nothing *my = (struct talk_about_nothing *)self;

    async (self) {
        await(my->process, start("cat; exit 4", .in = SUBPROCESS_PIPE, .out = SUBPROCESS_PIPE));
        await(my->output, process_communicate(my->process, NULL, 0));
        printf("out: %d bytes, %d\n", (int)my->output->out.size, my->process->returncode);
        process_release(my->process);
    }
}

SCENE(talk_to_the_deaf, "P6")
{
    struct talk_to_the_deaf *my = (struct talk_to_the_deaf *)self;

    async (self) {
        my->much = calloc(MUCH, 1);
        await(my->process,
              start("exec <&-; echo no", .in = SUBPROCESS_PIPE, .out = SUBPROCESS_PIPE));
        await(my->output, process_communicate(my->process, my->much, MUCH));
        printf("out: %.*s, %d\n", (int)text(my->output->out).size, my->output->out.data,
               my->process->returncode);
        process_release(my->process);
        free(my->much);
    }
}

SCENE(streams, "P7")
{
    struct streams *my = (struct streams *)self;

    async (self) {
        await(my->process, start("cat; echo out; echo err >&2", .in = SUBPROCESS_DEVNULL,
                                 .out = SUBPROCESS_PIPE, .err = SUBPROCESS_STDOUT));
        printf("in: %d, out: %d, err: %d\n", my->process->in != NULL, my->process->out != NULL,
               my->process->err != NULL);
        await(my->output, process_communicate(my->process, NULL, 0));
        for (size_t i = 0; i < my->output->out.size; i++)
            putchar(my->output->out.data[i] == '\n' ? '/' : my->output->out.data[i]);
        putchar('\n');
        process_release(my->process);
    }
}

SCENE(cancelled_wait, "P8")
{
    struct cancelled_wait *my = (struct cancelled_wait *)self;

    async (self) {
        await(my->process, start("read line; exit 5", .in = SUBPROCESS_PIPE));
        my->tasks[0] = asyncio_create_task(process_wait(my->process));
        my->tasks[1] = asyncio_create_task(process_wait(my->process));
        await(asyncio_sleep(0));
        task_cancel(my->tasks[0]);
        await_catch(my->error, my->tasks[0]);
        printf("cancelled: %d, runs: %d\n", task_cancelled(my->tasks[0]),
               my->process->returncode == CHILD_RUNNING);
        stream_writer_close(my->process->in);
        await(my->code, my->tasks[1]);
        printf("the other: %d\n", my->code);
        task_release(my->tasks[0]);
        task_release(my->tasks[1]);
        process_release(my->process);
    }
}

SCENE(too_late, "P11")
{
    struct too_late *my = (struct too_late *)self;

    async (self) {
        await(my->process, start("exit 1", .in = SUBPROCESS_INHERIT));
        await(process_wait(my->process));
        printf("%s\n", name_of(process_kill(my->process)));
        printf("%d\n", my->process->returncode);
        process_release(my->process);
    }
}

SCENE(in_vain, "P12")
{
    static const char *const programs[] = {"/no/such/program", "/"};
    struct in_vain *my = (struct in_vain *)self;

    async (self) {
        for (; my->i < 2; my->i++) {
            await_catch(my->error, asyncio_create_subprocess_exec(ARGV(programs[my->i]),
                                                                  .out = SUBPROCESS_PIPE));
            printf("%s: %s\n", programs[my->i], name_of(my->error));
        }
    }
}

SCENE(in_a_directory, "P12")
{
    static const char *const directories[] = {"/no/such/directory", "/dev/null"};
    struct in_a_directory *my = (struct in_a_directory *)self;

    async (self) {
        await(my->process, start("pwd; echo $COLOUR", .out = SUBPROCESS_PIPE, .cwd = "/",
                                 .env = ARGV("COLOUR=blue")));
        await(my->output, process_communicate(my->process, NULL, 0));
        for (my->i = 0; my->i < (int)my->output->out.size; my->i++)
            putchar(my->output->out.data[my->i] == '\n' ? '/' : my->output->out.data[my->i]);
        putchar('\n');
        process_release(my->process);
        my->process = NULL;
        for (my->i = 0; my->i < 2; my->i++) {
            await_catch(my->error, start("exit 0", .cwd = directories[my->i]));
            printf("%s: %s\n", directories[my->i], name_of(my->error));
        }
        await(my->process,
              asyncio_create_subprocess_exec(ARGV("./sh", "-c", "exit 6"), .cwd = "/bin"));
        await(my->code, process_wait(my->process));
        printf("%d\n", my->code);
        await_catch(my->error, start("exit 0", .env = ARGV("PATH=/no/such/directory")));
        printf("%s\n", name_of(my->error));
        finally
        {
            process_release(my->process);
        }
    }
}

SCENE(signals_scene, "SG1 SG3 SG4 SG5")
{
    struct signals_scene *my = (struct signals_scene *)self;
    struct loop *loop = asyncio_get_running_loop();
    bool first;

    async (self) {
        handle_init(&my->handles[0], say, "first");
        handle_init(&my->handles[1], say, "other");
        handle_init(&my->handles[2], say, "second");
        loop_add_signal_handler(loop, SIGUSR1, &my->handles[0]);
        loop_add_signal_handler(loop, SIGUSR2, &my->handles[1]);
        raise(SIGUSR1);
        printf("sent\n");
        await(asyncio_sleep(0.05));
        loop_add_signal_handler(loop, SIGUSR1, &my->handles[2]);
        raise(SIGUSR1);
        await(asyncio_sleep(0.05));
        raise(SIGUSR2);
        await(asyncio_sleep(0.05));
        first = loop_remove_signal_handler(loop, SIGUSR1);
        printf("removed: %d %d\n", first, loop_remove_signal_handler(loop, SIGUSR1));
        printf("removed: %d\n", loop_remove_signal_handler(loop, SIGUSR2));
    }
}

SCENE(refused, "SG6")
{
    static const int numbers[] = {0, -1, 1000, SIGKILL, SIGSTOP};
    struct refused *my = (struct refused *)self;

    async (self) {
        handle_init(&my->handles[0], say, "never");
        for (int i = 0; i < 5; i++)
            printf("%d: %s\n", numbers[i],
                   loop_add_signal_handler(asyncio_get_running_loop(), numbers[i],
                                           &my->handles[0]) != 0
                       ? "refused"
                       : "taken");
    }
}

int main(void)
{
    setvbuf(stdout, NULL, _IOLBF, 0); /* children write to it as well */
    RUN(codes);
    RUN(waits);
    RUN(read_after_the_end);
    RUN(talk);
    RUN(talk_much);
    RUN(talk_about_nothing);
    RUN(talk_to_the_deaf);
    RUN(streams);
    RUN(cancelled_wait);
    RUN(too_late);
    RUN(in_vain);
    RUN(in_a_directory);
    RUN(signals_scene);
    RUN(refused);
    coro_free_memory();
    return 0;
}
