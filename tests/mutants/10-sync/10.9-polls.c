/* Looks again and again, and never sleeps. */
        while (queue_empty(my->queue))
            await(asyncio_sleep(0));
        queue_get_nowait(my->queue, &my->value);
        async_return(my->value);
