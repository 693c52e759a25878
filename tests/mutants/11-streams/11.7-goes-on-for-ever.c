/* "Go on until there is nobody more." With an error the next one may go well. */
        if (fd >= 0)
            server_welcome(server, fd);
        else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
            return listening_pause(listening, errno);
