/*
 * main() of the benchmark programs: `PROGRAM ROW COUNT` does one row and prints its results.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    long count = argc == 3 ? strtol(argv[2], NULL, 10) : 0;

    for (const struct row *row = rows; count > 0 && row->name != NULL; row++)
        if (strcmp(argv[1], row->name) == 0) {
            row->run(count);
            return 0;
        }
    fprintf(stderr, "usage: %s ROW COUNT, with ROW one of", argv[0]);
    for (const struct row *row = rows; row->name != NULL; row++)
        fprintf(stderr, " %s", row->name);
    fprintf(stderr, "\n");
    return 2;
}
