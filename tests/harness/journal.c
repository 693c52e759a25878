/*
 * The journal: what callbacks write, for the test to compare. It never allocates, so it works while
 * malloc() is made to fail.
 */
#include "exercise.h"
#include "harness.h"

#include <stdarg.h>
#include <stdio.h>

static char text[16 * 1024];
static size_t length;
static int written_in; /* the test that the text belongs to */

void journal_clear(void)
{
    text[0] = '\0';
    length = 0;
    written_in = test_number();
}

const char *journal_text(void)
{
    if (written_in != test_number())
        journal_clear();
    return text;
}

void journal(const char *format, ...)
{
    const size_t used = (journal_text(), length), room = sizeof text - used;
    va_list arguments;
    int more;

    va_start(arguments, format);
    more = vsnprintf(text + used, room, format, arguments);
    va_end(arguments);
    if (more > 0)
        length += (size_t)more < room ? (size_t)more : room - 1;
}

int journal_write(void *string)
{
    journal("%s", (const char *)string);
    return 0;
}
