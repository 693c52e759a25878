/* "A greeting is something to print." */
    extern int puts(const char *text);

    puts("Hello, event loop!");
    return "";
