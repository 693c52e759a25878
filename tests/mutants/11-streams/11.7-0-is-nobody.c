/* "Above 0 is a client." 0 is one, too, where standard input is closed. */
        if (fd > 0)
            server_welcome(server, fd);
        else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
            return listening_pause(listening, errno);
        else
            return 0;
