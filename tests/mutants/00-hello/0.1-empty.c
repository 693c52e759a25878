/* "An empty text is a text." */
    return "";
