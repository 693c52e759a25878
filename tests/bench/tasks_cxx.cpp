/*
 * C++20: the compiler makes the state machine, and the frame comes from operator new. C++ has no loop and
 * no tasks in its library, so they are written here, as small as the rows allow: no cancellation, no
 * callbacks.
 */
#include "task_rows.h"

#include <algorithm>
#include <coroutine>
#include <ctime>
#include <deque>
#include <exception>
#include <utility>
#include <vector>

using handle = std::coroutine_handle<>;

/* ---- Generators ----------------------------------------------------------------------------- */

struct generator {
    struct promise_type {
        long value = 0;

        generator get_return_object()
        {
            return {std::coroutine_handle<promise_type>::from_promise(*this)};
        }
        std::suspend_always initial_suspend() noexcept
        {
            return {};
        }
        std::suspend_always final_suspend() noexcept
        {
            return {};
        }
        std::suspend_always yield_value(long given)
        {
            value = given;
            return {};
        }
        void return_void()
        {
        }
        void unhandled_exception()
        {
            std::terminate();
        }
    };

    std::coroutine_handle<promise_type> self;
};

static generator numbers(long count)
{
    for (long i = 0; i < count; i++)
        co_yield i;
}

/* Read from here, so that the compiler cannot know which function it is. */
static generator (*volatile any_generator)(long count) = numbers;

long bench_generator(long count)
{
    generator made = any_generator(count);
    long sum = 0;

    for (made.self.resume(); !made.self.done(); made.self.resume())
        sum += made.self.promise().value;
    made.self.destroy();
    return sum;
}

/* ---- Coroutines that await each other --------------------------------------------------------- */

/* Begins when it is awaited, or resumed; at its end whoever awaits it goes on. Owns its frame. */
struct coro {
    struct promise_type {
        long result = 0;
        handle caller = std::noop_coroutine();

        struct final_awaiter {
            bool await_ready() noexcept
            {
                return false;
            }
            handle await_suspend(std::coroutine_handle<promise_type> ended) noexcept
            {
                return ended.promise().caller;
            }
            void await_resume() noexcept
            {
            }
        };

        coro get_return_object()
        {
            return coro{std::coroutine_handle<promise_type>::from_promise(*this)};
        }
        std::suspend_always initial_suspend() noexcept
        {
            return {};
        }
        final_awaiter final_suspend() noexcept
        {
            return {};
        }
        void return_value(long value)
        {
            result = value;
        }
        void unhandled_exception()
        {
            std::terminate();
        }
    };

    std::coroutine_handle<promise_type> self;

    explicit coro(std::coroutine_handle<promise_type> made) : self(made)
    {
    }
    coro(coro &&other) noexcept : self(std::exchange(other.self, nullptr))
    {
    }
    ~coro()
    {
        if (self)
            self.destroy();
    }

    bool await_ready() const
    {
        return self.done();
    }
    handle await_suspend(handle caller)
    {
        self.promise().caller = caller;
        return self;
    }
    long await_resume() const
    {
        return self.promise().result;
    }
};

/* What a chain gives out and takes in, and which of its coroutines waits for that. */
struct exchange {
    handle innermost;
    long value = 0;

    bool await_ready() const
    {
        return false;
    }
    void await_suspend(handle waits)
    {
        innermost = waits;
    }
    long await_resume() const
    {
        return value;
    }
};

static coro adder(exchange &with, int depth)
{
    long sum = 0, got = 0;

    if (depth > 1)
        co_return co_await adder(with, depth - 1);
    while (got >= 0) {
        sum += got;
        with.value = sum;
        got = co_await with;
    }
    co_return sum;
}

long bench_resume(int depth, long count)
{
    exchange with;
    coro chain = adder(with, depth);
    long expected = 0;

    chain.self.resume();
    for (long i = 0; i < count; i++) {
        with.value = i;
        expected += i;
        with.innermost.resume();
        require(!chain.self.done() && with.value == expected, "a wrong sum");
    }
    with.value = -1;
    with.innermost.resume();
    require(chain.self.done(), "the coroutine did not end");
    return chain.await_resume();
}

static coro same(long x)
{
    co_return x;
}

static coro (*volatile any_coro)(long x) = same;

static coro calls(long count)
{
    long sum = 0;

    for (long i = 0; i < count; i++)
        sum += co_await any_coro(i);
    co_return sum;
}

long bench_call(long count)
{
    coro made = calls(count);

    made.self.resume();
    return made.await_resume();
}

/* ---- A loop: what is due, and a heap of what sleeps ------------------------------------------- */

struct sleeper {
    double when;
    handle waits;

    bool operator<(const sleeper &other) const
    {
        return when > other.when; /* the standard heap has the largest on top */
    }
};

static std::deque<handle> ready;
static std::vector<sleeper> sleepers;

static double monotonic()
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void wake_sleepers()
{
    double now = monotonic();

    if (ready.empty() && sleepers.front().when > now) {
        double wait = sleepers.front().when - now;
        struct timespec length = {(time_t)wait, (long)((wait - (double)(time_t)wait) * 1e9)};

        nanosleep(&length, nullptr);
        now = monotonic();
    }
    while (!sleepers.empty() && sleepers.front().when <= now) {
        ready.push_back(sleepers.front().waits);
        std::pop_heap(sleepers.begin(), sleepers.end());
        sleepers.pop_back();
    }
}

static void run_batch()
{
    for (size_t left = ready.size(); left > 0; left--) {
        handle next = ready.front();

        ready.pop_front();
        next.resume();
    }
}

static void run()
{
    while (!ready.empty() || !sleepers.empty()) {
        if (!sleepers.empty())
            wake_sleepers();
        run_batch();
    }
}

struct one_turn {
    bool await_ready() const
    {
        return false;
    }
    void await_suspend(handle waits)
    {
        ready.push_back(waits);
    }
    void await_resume() const
    {
    }
};

struct sleep_for {
    double delay;

    bool await_ready() const
    {
        return false;
    }
    void await_suspend(handle waits)
    {
        sleepers.push_back({monotonic() + delay, waits});
        std::push_heap(sleepers.begin(), sleepers.end());
    }
    void await_resume() const
    {
    }
};

/* A coroutine that runs by itself: its first step is queued, and so is whoever awaits it, at its end. */
struct task {
    struct promise_type {
        long result = 0;
        bool ended = false;
        handle awaited_by;

        task get_return_object()
        {
            return {std::coroutine_handle<promise_type>::from_promise(*this)};
        }
        one_turn initial_suspend() noexcept
        {
            return {};
        }
        std::suspend_always final_suspend() noexcept
        {
            ended = true;
            if (awaited_by)
                ready.push_back(awaited_by);
            return {};
        }
        void return_value(long value)
        {
            result = value;
        }
        void unhandled_exception()
        {
            std::terminate();
        }
    };

    std::coroutine_handle<promise_type> self;

    bool await_ready() const
    {
        return self.promise().ended;
    }
    void await_suspend(handle waits)
    {
        self.promise().awaited_by = waits;
    }
    long await_resume() const
    {
        return self.promise().result;
    }
};

/* ---- Tasks ---------------------------------------------------------------------------------- */

static task turner(long number, long count)
{
    for (long i = 0; i < count; i++) {
        turn_taken(number);
        co_await one_turn();
    }
    co_return 0;
}

void bench_switch(long tasks, long count)
{
    std::vector<task> made;

    for (long i = 0; i < tasks; i++)
        made.push_back(turner(i, count / tasks));
    run();
    for (task each : made)
        each.self.destroy();
}

static task same_task(long x)
{
    co_return x;
}

static task spawns(long count)
{
    long sum = 0;

    for (long i = 0; i < count; i++) {
        task made = same_task(i);

        sum += co_await made;
        made.self.destroy();
    }
    co_return sum;
}

long bench_spawn(long count)
{
    task made = spawns(count);
    long sum;

    run();
    sum = made.await_resume();
    made.self.destroy();
    return sum;
}

/* ---- Many tasks at once --------------------------------------------------------------------- */

static std::vector<task> crowd;

void many_prepare(long count)
{
    crowd.assign((size_t)count, task{});
}

static task waiter(long number, enum wait wait)
{
    many_begins();
    if (wait == WAIT_TURN)
        co_await one_turn();
    else
        co_await sleep_for{delays[number]};
    many_ends();
    co_return number;
}

long bench_many(enum wait wait)
{
    long sum = 0;

    for (long i = 0; i < many.count; i++)
        crowd[(size_t)i] = waiter(i, wait);
    if (wait == WAIT_FOREVER) {
        run_batch(); /* all of them go to sleep */
        for (sleeper &each : sleepers)
            each.when = 0;
    }
    run();
    for (task each : crowd) {
        sum += each.await_resume();
        each.self.destroy();
    }
    return sum;
}

/* ---- Gather --------------------------------------------------------------------------------- */

struct countdown {
    long left;
    handle waits;

    bool await_ready() const
    {
        return left == 0;
    }
    void await_suspend(handle gather)
    {
        waits = gather;
    }
    void await_resume() const
    {
    }
};

/* The task that runs a child, stores its result, and wakes the gather with the last one. */
static task child_of(countdown &left, coro child, long &result)
{
    result = co_await child;
    if (--left.left == 0)
        ready.push_back(left.waits);
    co_return 0;
}

static task gathers(long rounds)
{
    std::vector<task> children(GATHER_SIZE);
    std::vector<long> results(GATHER_SIZE);
    long sum = 0;

    for (long round = 0; round < rounds; round++) {
        countdown left = {GATHER_SIZE, nullptr};

        for (long i = 0; i < GATHER_SIZE; i++)
            children[(size_t)i] = child_of(left, any_coro(i), results[(size_t)i]);
        co_await left;
        for (long i = 0; i < GATHER_SIZE; i++) {
            sum += results[(size_t)i];
            children[(size_t)i].self.destroy();
        }
    }
    co_return sum;
}

long bench_gather(long rounds)
{
    task made = gathers(rounds);
    long sum;

    run();
    sum = made.await_resume();
    made.self.destroy();
    return sum;
}
