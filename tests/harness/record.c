/*
 * The records of the tests, in memory that all processes of the test program share.
 *
 * It is a mapped temporary file and not anonymous memory, for POSIX has no name for the latter.
 */
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define RECORDS_MAX 1024

struct records {
    int count;
    bool hung[EXERCISES_MAX];
    struct record record[RECORDS_MAX];
};

static struct records *records;

void records_open(void)
{
    FILE *file = tmpfile();

    if (file != NULL && ftruncate(fileno(file), sizeof *records) == 0)
        records = mmap(NULL, sizeof *records, PROT_READ | PROT_WRITE, MAP_SHARED, fileno(file), 0);
    if (records == NULL || records == MAP_FAILED) {
        perror("cannot make a temporary file for the results");
        exit(2);
    }
    fclose(file);
}

struct record *record_begin(int exercise)
{
    struct record *record = &records->record[records->count];

    if (records->count == RECORDS_MAX) {
        fprintf(stderr, "more than %d tests in one program\n", RECORDS_MAX);
        abort();
    }
    records->count++;
    record->exercise = exercise;
    return record;
}

struct record *record_current(void)
{
    if (records == NULL || records->count == 0)
        return NULL;
    return &records->record[records->count - 1];
}

const struct record *record_at(int index)
{
    return index < records->count ? &records->record[index] : NULL;
}

void record_hung(int exercise)
{
    records->hung[exercise] = true;
}

bool record_has_hung(int exercise)
{
    return records->hung[exercise];
}
