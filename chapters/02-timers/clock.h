/**
 * @file clock.h
 * @brief Chapter 2: the time that timers live by, in seconds, and how to wait without waking early.
 */
#ifndef CLOCK_H
#define CLOCK_H

/** @brief The longest wait that clock_ticks() answers, in seconds: one day. */
#define CLOCK_LONGEST_WAIT 86400.0

/**
 * @brief The time in seconds on a clock that only goes forward.
 *
 * Its zero is unspecified; only differences mean something. Nobody can set this clock, so no timer
 * is early or late because an administrator or a time server turned the wall clock.
 *
 * Mirrors `time.monotonic()`.
 */
double clock_monotonic(void);

/**
 * @brief How many whole ticks to wait so that at least @p seconds have passed: rounded up.
 *
 * The system calls that wait count in ticks: select() in microseconds (@p ticks_per_second
 * 1,000,000), poll() in milliseconds (1,000). Rounded down, the loop wakes before its deadline,
 * finds nothing due, waits for 0 ticks, and spins until the deadline has come.
 *
 * A wait that is not positive, or not a number, is 0 ticks. One longer than #CLOCK_LONGEST_WAIT
 * counts as that: the loop then wakes once a day and waits again.
 *
 * Mirrors the rounding in `selectors.PollSelector.select()`, and that of `select.select()` itself.
 */
long long clock_ticks(double seconds, long ticks_per_second);

#endif
