/* "The pipes have ended, so the process has." It has closed them, no more. */
        await(asyncio_gather(NULL, process_feed(process, my->data, my->size),
                             process_collect(process, process->out, &process->output.out),
                             process_collect(process, process->err, &process->output.err)));
        async_return(&process->output);
