/* "It will go well the next time." */
        if (fd < 0)
            return 0;
        server_welcome(server, fd);
        (void)listening_pause;
