/* "Every line that I print ends in a newline." */
    return "Hello, event loop!\n";
