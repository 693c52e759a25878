/* "Without pipes there is nothing to do." There is still the end to wait for. */
        if (process->in == NULL && process->out == NULL && process->err == NULL)
            async_return(&process->output);
        await(asyncio_gather(NULL, process_feed(process, my->data, my->size),
                             process_collect(process, process->out, &process->output.out),
                             process_collect(process, process->err, &process->output.err)));
        await(process_wait(process));
        async_return(&process->output);
