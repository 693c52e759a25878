/* "An error: wait a little." */
        if (fd < 0)
            return listening_pause(listening, errno);
        server_welcome(server, fd);
