/* "A line that ends something is a trailer." That may have a field in it. */
        do {
            while ((my->error = chunk_line(my, chunk_size)) == EINPROGRESS)
                yield(0);
            if (my->error != 0)
                generator_raise(my->error);
            my->is_last = my->chunk == 0;
            while (my->chunk > 0)
                yield(chunk_take(my));
            while (!my->is_last && (my->error = chunk_line(my, chunk_trailer)) == EINPROGRESS)
                yield(0);
            if (my->error != 0)
                generator_raise(my->error);
        } while (!my->is_last);
        do {
            while ((my->error = chunk_line(my, chunk_trailer)) == EINPROGRESS)
                yield(0);
            if (my->error != 0)
                generator_raise(my->error);
        } while (my->line_size > 0);
