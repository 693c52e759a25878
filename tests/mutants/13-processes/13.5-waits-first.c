/* "When it has ended, all that it wrote is there." It can't end before somebody has read. */
        await(asyncio_gather(NULL, process_feed(process, my->data, my->size), process_wait(process)));
        await(asyncio_gather(NULL, process_collect(process, process->out, &process->output.out),
                             process_collect(process, process->err, &process->output.err)));
        async_return(&process->output);
