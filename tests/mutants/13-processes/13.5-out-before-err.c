/* "First the output, then the errors." A process with many errors never gets to the end of its output. */
        await(asyncio_gather(NULL, process_feed(process, my->data, my->size),
                             process_collect(process, process->out, &process->output.out)));
        await(process_collect(process, process->err, &process->output.err));
        await(process_wait(process));
        async_return(&process->output);
