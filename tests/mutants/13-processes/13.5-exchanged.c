/* Stores the errors as output, and the output as errors. */
        await(asyncio_gather(NULL, process_feed(process, my->data, my->size),
                             process_collect(process, process->out, &process->output.err),
                             process_collect(process, process->err, &process->output.out)));
        await(process_wait(process));
        async_return(&process->output);
