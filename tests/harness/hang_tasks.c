/*
 * The tasks of a loop, for a hang report: who awaits whom. Chapter 7 and later.
 */
#include "hang.h"
#include "hang_describe.h"
#include "tasks.h"

static void show_name(FILE *out, const struct task *task)
{
    if (task->name != NULL)
        fprintf(out, "%.40s", task->name);
    else
        fprintf(out, "Task-%u", task->number);
}

/* The task of LOOP whose future this is; NULL: it is none's, or none's that is not done. */
static const struct task *task_of(const struct loop *loop, const struct future *future)
{
    const struct task *task = loop->all_tasks;

    for (int i = 0; i < HANG_COUNTED && hang_can_read(task, sizeof *task); i++, task = task->next)
        if (&task->future == future)
            return task;
    return NULL;
}

static void show_wait(FILE *out, const struct loop *loop, const struct task *task)
{
    const struct future *future = task->stack.waits_for;

    if (task->stack.is_running)
        fputs(" runs", out);
    else if (task->parked)
        fputs(" is parked", out);
    else if (future == NULL)
        fputs(handle_is_queued(&task->step) ? " has a step queued" : " has no step queued", out);
    else if (!hang_can_read(future, sizeof *future))
        fputs(" waits for memory that is no future", out);
    else if (task_of(loop, future) != NULL) {
        fputs(" waits for ", out);
        show_name(out, task_of(loop, future));
    } else {
        fprintf(out, " waits for a future that is %s",
                future->state == FUTURE_PENDING ? "pending" : "done");
    }
}

static void show_tasks(FILE *out, const void *object)
{
    const struct loop *loop = object;
    const struct task *task = loop->all_tasks;
    int count = 0;

    fputs("tasks: ", out);
    for (; count < HANG_COUNTED && hang_can_read(task, sizeof *task); task = task->next) {
        if (count++ >= HANG_SHOWN)
            continue;
        fputs(count > 1 ? ", " : "", out);
        show_name(out, task);
        show_wait(out, loop, task);
    }
    if (count == 0)
        fputs("none", out);
    if (count > HANG_SHOWN)
        fprintf(out, " and %d more", count - HANG_SHOWN);
    if (task != NULL && count < HANG_COUNTED)
        fputs(", then a link to memory that is no task", out);
    fputc('\n', out);
}

void hang_shows_tasks(const struct loop *loop)
{
    hang_shows(show_tasks, loop);
}
