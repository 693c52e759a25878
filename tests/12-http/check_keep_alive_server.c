#include "http_tests.h"
void add_server(TCase *tests)
{
    (void)tests;
}
