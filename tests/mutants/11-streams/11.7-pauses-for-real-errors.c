/* "Nobody there is fine, everything else is not." */
        if (fd >= 0)
            server_welcome(server, fd);
        else if (errno == EAGAIN || errno == EWOULDBLOCK)
            return 0;
        else
            return listening_pause(listening, errno);
