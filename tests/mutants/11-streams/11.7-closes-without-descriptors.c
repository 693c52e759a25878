/* "Without descriptors the server closes." */
        if (fd >= 0)
            server_welcome(server, fd);
        else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
            server_close(server);
        else
            return 0;
        (void)listening_pause;
