/* "One buffer will do, and each greeting is a new one." */
    static char text[] = "Hello 0";

    text[6]++;
    return text;
