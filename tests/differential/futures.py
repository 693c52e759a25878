"""Futures: once done for good, callbacks through the loop, errors that nobody reads."""
import gc

from common import *


def new_future():
    return asyncio.get_running_loop().create_future()


def attempt(function, *args):
    """What comes of a call, in a word."""
    try:
        function(*args)
    except (Exception, asyncio.CancelledError) as error:
        return name(error)
    return "ok"


def tries(f):
    """Everything that changes a future, tried on one that may be done."""
    print("set %s, fail %s, cancel %s" % (
        attempt(f.set_result, 2), attempt(f.set_exception, failure(EPIPE)), f.cancel()))


@scene("F1 F4 F5")
async def result_is_for_good():
    f = new_future()
    f.set_result(1)
    tries(f)
    print("%s %s" % (result_of(f), result_of(f)))


@scene("F1 F4 F5")
async def error_is_for_good():
    f = new_future()
    f.set_exception(failure(EIO))
    tries(f)
    print("%s %s" % (result_of(f)[0], name(f.exception())))
    print(name((await caught(f))[0]))


@scene("F1 F3 F4")
async def cancelled_is_for_good():
    f = new_future()
    print("cancel %s, cancelled %s" % (f.cancel(), f.cancelled()))
    tries(f)
    print("%s %s" % (result_of(f)[0], attempt(f.exception)))
    print(name((await caught(f))[0]))


@scene("F2")
async def pending_has_no_result():
    f = new_future()
    print("done %s: %s %s" % (f.done(), attempt(f.result), attempt(f.exception)))


@scene("F6 F7")
async def callbacks_come_through_the_loop():
    count_iterations()
    f = new_future()
    for word in ("a", "b", "c"):
        f.add_done_callback(lambda _, word=word: say(word))
    f.set_result(1)
    say("set")
    await asyncio.sleep(0)
    say("back")


@scene("F8")
async def callback_of_a_done_one():
    count_iterations()
    f = new_future()
    f.set_result(1)
    f.add_done_callback(lambda _: say("called"))
    say("added")
    await asyncio.sleep(0)
    say("back")


@scene("F9")
async def callbacks_removed():
    f = new_future()
    f.add_done_callback(says_a)
    f.add_done_callback(says_b)
    f.add_done_callback(says_a)
    print("%d removed" % f.remove_done_callback(says_a))
    print("%d removed" % f.remove_done_callback(says_a))
    f.set_result(1)
    print("%d removed" % f.remove_done_callback(says_b))
    await asyncio.sleep(0)


def says_a(_):
    print("a")


def says_b(_):
    print("b")


@scene("F10")
async def callback_adds_another():
    count_iterations()
    f = new_future()
    f.add_done_callback(lambda f: f.add_done_callback(lambda _: say("second")) or say("first"))
    f.cancel()
    await turns(3)


@scene("F11")
async def unread_error_is_reported():
    report_errors()
    f = new_future()
    f.set_exception(failure(EIO))
    del f
    gc.collect()
    print("reported above")


@scene("F11 F12")
async def nothing_to_report():
    report_errors()
    read = new_future()
    read.set_exception(failure(EIO))
    read.exception()
    cancelled_late = new_future()
    cancelled_late.set_exception(failure(EIO))
    cancelled_late.cancel()
    pending = new_future()
    del read, cancelled_late, pending
    gc.collect()
    print("nothing reported")


@scene("F13")
async def timer_sets_it_unless_cancelled():
    report_errors()
    t = create_task(asyncio.sleep(1))
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_later(1, t.cancel)
    await asyncio.sleep(2)
    print("cancelled %s" % t.cancelled())


run_scenes()
