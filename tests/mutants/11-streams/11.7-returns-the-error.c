/* "An error is returned." So it is reported. */
        if (fd >= 0)
            server_welcome(server, fd);
        else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
            return listening_pause(listening, errno);
        else
            return errno;
