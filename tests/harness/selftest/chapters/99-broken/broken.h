/**
 * @file broken.h
 * @brief Code that does everything wrong, each function in its own way.
 */
#ifndef BROKEN_H
#define BROKEN_H

struct ready_queue;
struct handle;

int add_wrongly(int a, int b);
int follow_null(void);
void end_with_exit(void);
void end_at_once(void);
void run_for_ever(struct ready_queue *queue);
void wait_for_ever(void);
void forget_memory(void);
int read_freed(void);
int overflow(int number);
void print_for_ever(void);
void free_twice(void);
int calls_unstarted(void);
int unstarted(int number);
void stop_with_abort(void);
int dive(int depth);

#endif
