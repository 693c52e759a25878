/* "Without input there is nothing to feed." And nobody closes the pipe. */
        if (my->size > 0)
            await(asyncio_gather(NULL, process_feed(process, my->data, my->size),
                                 process_collect(process, process->out, &process->output.out),
                                 process_collect(process, process->err, &process->output.err)));
        else
            await(asyncio_gather(NULL, process_collect(process, process->out, &process->output.out),
                                 process_collect(process, process->err, &process->output.err)));
        await(process_wait(process));
        async_return(&process->output);
