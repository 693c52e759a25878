/* "First write, then read." A process that answers while it reads fills its pipe, and stops reading. */
        await(process_feed(process, my->data, my->size));
        await(process_collect(process, process->out, &process->output.out));
        await(process_collect(process, process->err, &process->output.err));
        await(process_wait(process));
        async_return(&process->output);
