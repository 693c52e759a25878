/* "Upper or lower case, who cares." */
    return "hello, event loop!";
