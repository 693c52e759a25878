/* "It only has to be friendly." */
    return "Good morning!";
