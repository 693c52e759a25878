"""Generators: step by step, sent to, thrown into, closed, delegating."""
from common import *


def step(g, action="next", what=None):
    """One step, and what comes of it."""
    try:
        if action == "send":
            value = g.send(what)
        elif action == "throw":
            value = g.throw(failure(what))
        else:
            value = next(g)
        print("%s: %d" % (action, value))
    except StopIteration as end:
        print("%s: ended %d" % (action, end.value or 0))
    except (Exception, asyncio.CancelledError) as error:
        print("%s: %s" % (action, name(error)))


def close(g):
    try:
        g.close()
        print("close: ok")
    except RuntimeError as error:
        print("close: " + name(error))


def counter(first, last):
    print("begins")
    for i in range(first, last + 1):
        yield i
    print("ends")
    return 10 * last


@scene("G1 G2 G3 G5")
def counts(loop):
    g = counter(1, 2)
    print("made")
    for _ in range(5):
        step(g)


def echo():
    try:
        sent = 0
        while True:
            sent = yield sent or 0
            print("is sent %d" % (sent or 0))
    finally:
        print("finally")


@scene("G4")
def is_sent(loop):
    g = echo()
    try:
        g.send(5)
    except TypeError as error:
        print("send: " + name(error))
    step(g)
    step(g, "send", 5)
    step(g, "send", 6)
    step(g)
    close(g)


@scene("G9")
def closed(loop):
    g = echo()
    close(g)
    step(g)
    g = echo()
    step(g)
    close(g)
    close(g)
    step(g)


def patient():
    while True:
        try:
            yield 1
        except OSError as error:
            print("catches " + name(error))


@scene("G8")
def is_thrown_into(loop):
    g = patient()
    step(g)
    step(g, "throw", EIO)
    step(g, "throw", EPIPE)
    g = counter(1, 9)
    step(g, "throw", EIO)
    step(g)


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        print("will not")
    yield 2


@scene("G10")
def yields_while_it_is_closed(loop):
    g = stubborn()
    step(g)
    close(g)


def outer(inner):
    try:
        result = yield from inner
        print("inner gave %d" % (result or 0))
        yield 7
    finally:
        print("outer finally")


@scene("G6")
def delegates(loop):
    g = outer(counter(1, 2))
    for _ in range(4):
        step(g)


@scene("G6 G9")
def passes_on_what_is_sent(loop):
    g = outer(echo())
    step(g)
    step(g, "send", 5)
    close(g)


def fails():
    yield 1
    raise failure(EIO)


@scene("G7")
def inner_fails(loop):
    g = outer(fails())
    for _ in range(3):
        step(g)


@scene("G8")
def passes_on_what_is_thrown(loop):
    g = outer(patient())
    step(g)
    step(g, "throw", EIO)
    close(g)


def steps_itself():
    try:
        next(itself)
    except ValueError as error:
        print("itself: " + name(error))
    yield 1


@scene("G11")
def stepped_from_inside(loop):
    global itself
    itself = steps_itself()
    step(itself)


run_scenes()
