/* "No descriptors: that is EMFILE." */
        if (fd >= 0)
            server_welcome(server, fd);
        else if (errno == EMFILE)
            return listening_pause(listening, errno);
        else
            return 0;
