/* "One call, one client." */
        if (fd >= 0)
            server_welcome(server, fd);
        else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
            return listening_pause(listening, errno);
        return 0;
