/* "1.1 keeps, 1.0 does not." */
    return framing->kind != FRAMING_UNTIL_CLOSE && head->minor > 0;
