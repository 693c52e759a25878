/*
 * Chapter 13: another program does the work. sort gets four lines, and gives them back in order.
 */
#include <stdio.h>
#include <string.h>

#include "interrupt.h"
#include "subprocess.h"

//! [program]
/* Starts a program, gives it all its input, and takes all that it says. */
struct program {
    struct coro coro;
    struct process *process;
    struct process_output *output;
};

static void program(struct coro *self)
{
    static const char lines[] = "pear\napple\nquince\napple\n";
    struct program *my = (struct program *)self;

    async (self) {
        await(my->process, asyncio_create_subprocess_exec(ARGV("sort", "-u"), .in = SUBPROCESS_PIPE,
                                                          .out = SUBPROCESS_PIPE));
        await(my->output, process_communicate(my->process, lines, strlen(lines)));
        printf("%.*s", (int)my->output->out.size, my->output->out.data);
        printf("sort has ended with %d\n", my->process->returncode);
        finally
        {
            process_release(my->process);
        }
    }
}
//! [program]

int main(void)
{
    int error = asyncio_run(coro(program));

    if (error != 0)
        fprintf(stderr, "sort_lines: %s\n", strerror(error));
    coro_free_memory();
    return error != 0;
}
