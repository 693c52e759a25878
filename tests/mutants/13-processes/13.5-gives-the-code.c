/* "What it gives is what process_wait() gives." */
        await(asyncio_gather(NULL, process_feed(process, my->data, my->size),
                             process_collect(process, process->out, &process->output.out),
                             process_collect(process, process->err, &process->output.err)));
        await(process_wait(process));
        async_return(process->returncode);
