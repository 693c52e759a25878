/* What clients do to chat_room. */
#include "clients.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A connection that has given its name and read the welcome. The others get a notice. */
static int enter(const struct server *server, const char *name)
{
    int fd = dial(server);
    char text[128];

    expect_text(fd, "* what is your name?\n");
    snprintf(text, sizeof text, "%s\n", name);
    send_text(fd, text);
    snprintf(text, sizeof text, "* welcome, %s\n", name);
    expect_text(fd, text);
    return fd;
}

static void lines_go_to_all_the_others(void)
{
    struct server server = server_start("chat_room", 0);
    int alice = enter(&server, "alice"), bob = enter(&server, "bob"),
        carol = enter(&server, "carol");

    expect_text(alice, "* bob joined\n* carol joined\n");
    expect_text(bob, "* carol joined\n");
    send_text(alice, "hello\r\n");
    expect_text(bob, "alice: hello\n");
    expect_text(carol, "alice: hello\n");
    send_text(bob, "one\ntwo\nthr");
    send_text(bob, "ee\n");
    expect_text(alice, "bob: one\nbob: two\nbob: three\n");
    expect_text(carol, "bob: one\nbob: two\nbob: three\n"); /* unread bytes make close() a reset */
    close(carol);
    expect_text(alice, "* carol left: goodbye\n");
    send_text(bob, "bell\a\n");
    expect_text(alice, "bob: bell \n");
    server_stop(&server);
}

static void a_name_is_one_word_and_taken_once(void)
{
    struct server server = server_start("chat_room", 0);
    int alice = enter(&server, "alice"), other = dial(&server);

    expect_text(other, "* what is your name?\n");
    send_text(other, "alice\n");
    expect_text(other, "* alice is here already; try another name\n");
    send_text(other, "* bob left\n");
    expect_text(other, "* a name has 1 to 16 letters or digits; try again\n");
    send_text(other, "seventeenletters1\n\n");
    expect_text(other, "* a name has 1 to 16 letters or digits; try again\n");
    expect_text(other, "* a name has 1 to 16 letters or digits; try again\n");
    send_text(alice, "nobody who has no name hears this\n");
    send_text(other, "sixteenletters16\n");
    expect_text(other, "* welcome, sixteenletters16\n");
    expect_text(alice, "* sixteenletters16 joined\n");
    close(alice);
    expect_text(other, "* alice left: goodbye\n");
    close(enter(&server, "alice"));
    server_stop(&server);
}

static void a_line_has_a_limit(void)
{
    char line[600] = {0}, heard[700];
    struct server server = server_start("chat_room", 0);
    int alice = enter(&server, "alice"), bob = enter(&server, "bob");

    expect_text(alice, "* bob joined\n");
    memset(line, 'x', 511);
    snprintf(heard, sizeof heard, "bob: %s\n", line);
    send_text(bob, line);
    send_text(bob, "\n");
    expect_text(alice, heard);
    memset(line, 'x', 512);
    send_text(bob, line);
    expect_text(alice, "* bob left: its line was too long\n");
    expect_text(bob, "* a line has at most 512 bytes; goodbye\n");
    expect_end(bob);
    server_stop(&server);
}

/* Reads a line of carol's: true if it is the notice that bob was dropped. */
static bool bob_is_dropped(int carol, const char *line)
{
    static const char notice[] = "* bob left: it does not read\n";
    char first;

    if (recv(carol, &first, 1, MSG_PEEK) != 1)
        fail("expected a line or a notice, got neither");
    expect_text(carol, first == '*' ? notice : line);
    return first == '*';
}

static void one_that_never_reads_is_dropped(void)
{
    char line[512], heard[600];
    struct server server = server_start("chat_room", 0);
    int alice = enter(&server, "alice"), carol = enter(&server, "carol"), bob = dial_small(&server);
    bool dropped = false;

    send_text(bob, "bob\n");
    expect_text(alice, "* carol joined\n* bob joined\n");
    expect_text(carol, "* bob joined\n");
    for (int i = 0; i < 200000 && !dropped; i++) {
        snprintf(line, sizeof line, "%d %0500d\n", i, 0);
        snprintf(heard, sizeof heard, "alice: %s", line);
        send_text(alice, line);
        dropped = bob_is_dropped(carol, heard);
        if (dropped)
            expect_text(carol, heard);
    }
    if (!dropped)
        fail("expected a client that never reads to be dropped, and it has 100 MB waiting");
    expect_text(alice, "* bob left: it does not read\n");
    expect_echo(alice, ""); /* nothing more */
    send_text(carol, "we go on\n");
    expect_text(alice, "carol: we go on\n");
    server_stop(&server);
}

static void a_member_that_vanishes(void)
{
    struct server server = server_start("chat_room", 0);
    int alice = enter(&server, "alice");

    for (int i = 0; i < 20; i++) {
        int bob = enter(&server, "bob");

        expect_text(alice, "* bob joined\n");
        close_with_reset(bob);
        expect_text(alice, "* bob left: the connection is lost\n");
    }
    server_stop(&server);
}

static void a_full_room(void)
{
    enum { COUNT = 100 };
    struct server server = server_start("chat_room", 0);
    int fds[COUNT];
    char text[64];

    for (int i = 0; i < COUNT; i++) {
        snprintf(text, sizeof text, "client%d", i);
        fds[i] = enter(&server, text);
        snprintf(text, sizeof text, "* client%d joined\n", i);
        for (int j = 0; j < i; j++)
            expect_text(fds[j], text);
    }
    for (int i = 0; i < COUNT; i++) {
        send_text(fds[i], "hello\n");
        snprintf(text, sizeof text, "client%d: hello\n", i);
        for (int j = 0; j < COUNT; j++)
            if (j != i)
                expect_text(fds[j], text);
    }
    server_stop(&server);
}

const struct test chat_tests[] = {
    {"a line goes to all the others", lines_go_to_all_the_others},
    {"a name is one word, and taken once", a_name_is_one_word_and_taken_once},
    {"a line has a limit", a_line_has_a_limit},
    {"a client that never reads is dropped", one_that_never_reads_is_dropped},
    {"members that vanish", a_member_that_vanishes},
    {"a hundred members hear each other", a_full_room},
    {NULL, NULL},
};
