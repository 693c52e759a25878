/* Awaits, and forgets the time. */
    AWAIT_ANY(my->value, &my->what);
    async_return(my->value);
