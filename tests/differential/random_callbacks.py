"""Callbacks at random, the same in both languages: they queue others, start timers, cancel any of them,
fail, and stop the loop."""
import common
from common import *

PROGRAMS, RUNS, MOST = 80, 8, 150

timers = 0
handles = []


def delay(tenths):
    """So many tenths of a second, and a bit: the order of equal deadlines is not promised."""
    global timers
    timers += 1
    return 0.1 * tenths + 0.0013717 * timers + 0.0000113 * timers * timers


def callback(me, loop):
    print("call %d" % me)
    for _ in range(draw(3)):
        act(loop)
    if draw(9) == 0:
        raise failure(EIO)


def act(loop):
    what = draw(8)
    if what <= 2:
        handles.append(loop.call_soon(callback, len(handles), loop))
    elif what <= 4:
        handles.append(loop.call_later(delay(draw(5) - 1), callback, len(handles), loop))
    elif what <= 6 and handles:
        handles[draw(len(handles))].cancel()
    else:
        print("stop")
        loop.stop()


@scene("L1 L2 L3 L4 L5 L6 L8 T2 T4 T5 T6 T7")
def at_random(loop):
    global timers
    for number in range(PROGRAMS):
        common.state = number
        print("program %d" % number)
        loop = VirtualLoop()
        loop.set_exception_handler(lambda _, context: print("reported: " + name(context["exception"])))
        timers = 0
        handles.clear()
        for _ in range(6):
            act(loop)
        for run in range(RUNS):
            if len(handles) <= MOST:
                end = loop.call_later(delay(3), loop.stop)
                loop.run_forever()
                end.cancel()
                print("run %d ends" % run)
        loop.close()


run_scenes()
