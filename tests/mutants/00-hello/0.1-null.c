/* "It compiles, so I can go on." */
    return 0;
