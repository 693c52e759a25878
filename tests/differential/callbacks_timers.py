"""The loop and its callbacks: their order, batches, timers, cancelling, stopping."""
from common import *


def run_for(loop, seconds):
    """Runs the loop until a timer stops it."""
    loop.call_later(seconds, loop.stop)
    loop.run_forever()


@scene("L1")
def in_order(loop):
    for word in ("a", "b", "c"):
        loop.call_soon(print, word)
    run_for(loop, 1)


@scene("L2")
def new_calls_wait_for_the_next_batch(loop):
    loop.call_soon(calls_soon, loop)
    loop.call_soon(print, "of this batch")
    run_for(loop, 1)


def calls_soon(loop):
    loop.call_soon(print, "of the next batch")
    print("calls soon")


@scene("L3 L4")
def cancelled(loop):
    later = loop.call_soon(print, "never")
    before = loop.call_soon(print, "never")
    before.cancel()
    before.cancel()
    later.cancel()
    loop.call_soon(lambda: victim.cancel())
    victim = loop.call_soon(print, "never")
    loop.call_soon(print, "not cancelled")
    run_for(loop, 1)


@scene("L5")
def stop_lets_the_batch_end(loop):
    loop.call_soon(stops, loop)
    loop.call_soon(print, "same batch")
    loop.run_forever()
    print("stopped")
    run_for(loop, 1)


def stops(loop):
    loop.stop()
    loop.call_soon(print, "next batch")
    print("stops")


@scene("L6")
def stopped_before_it_runs(loop):
    loop.call_soon(calls_soon, loop)
    loop.call_later(1, print, "a second later")
    loop.stop()
    loop.run_forever()
    at_time("one iteration")
    run_for(loop, 2)
    at_time("and on")


@scene("L8")
def errors_are_reported(loop):
    loop.set_exception_handler(lambda _, context: print("reported: " + name(context["exception"])))
    loop.call_soon(fails)
    loop.call_soon(print, "goes on")
    run_for(loop, 1)


def fails():
    raise failure(EIO)


@scene("T1 T2")
def timers_by_deadline(loop):
    for delay in (3, 1, 2):
        loop.call_later(delay, at_time, "after %d s" % delay)
    loop.call_at(loop.time() + 1.5, at_time, "at 1.5 s")
    run_for(loop, 4)


@scene("T2")
def timers_in_the_past(loop):
    for delay in (-1, -3, -2):
        loop.call_later(delay, print, "%d s" % delay)
    run_for(loop, 1)


@scene("T4")
def no_delay_comes_behind_what_is_queued(loop):
    loop.call_soon(print, "soon, before")
    loop.call_later(0, print, "later")
    loop.call_soon(print, "soon, behind")
    run_for(loop, 1)


@scene("T5")
def timer_of_a_timer_waits(loop):
    loop.call_later(1, starts_another, loop)
    loop.call_later(1.0000001, print, "due with it")
    run_for(loop, 2)


def starts_another(loop):
    loop.call_later(0, print, "another")
    print("starts another")


@scene("T6")
def cancelled_timer(loop):
    loop.call_later(2, print, "never").cancel()
    loop.call_later(1, at_time, "the other")
    run_for(loop, 3)
    at_time("stopped")


@scene("T7")
def cancelled_when_it_is_due(loop):
    loop.call_later(1, lambda: victim.cancel())
    victim = loop.call_later(1.0000001, print, "never")
    run_for(loop, 2)
    print("stopped")


@scene("L16 L17")
def closed(loop):
    loop.call_soon(print, "never")
    loop.close()
    loop.close()
    for call in (lambda: loop.call_soon(print, "x"), lambda: loop.call_later(1, print, "x"), loop.run_forever):
        try:
            call()
        except RuntimeError as error:
            print(name(error))


run_scenes()
