/* "Is it set? No? Then once more." It never sleeps, and nobody else does. */
        while (!my->event->set)
            await(asyncio_sleep(0));
        async_return(true);
