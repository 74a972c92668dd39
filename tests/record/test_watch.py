"""Several threads watch at once, and none of them waits for another one."""

from collections.abc import Callable
from threading import Event, Thread
from typing import Any

import pytest

from autograd import Value
from autograd.checking.measured.recorded import decides
from autograd.record.watch import by_chance, holds, kept, watched


def elsewhere(work: Callable[[], object]) -> None:
    """Do this in another thread, to its end."""
    thread = Thread(target=work, daemon=True)
    thread.start()
    thread.join(timeout=10.0)
    assert not thread.is_alive()


def test_a_watch_goes_on_when_that_of_another_thread_has_ended() -> None:
    def watch_too() -> None:
        with watched() as other:
            assert y.data == 2.0
        seen.append(len(other.looks))

    x, seen = Value(1.0), list[int]()
    y = x + 1.0
    plain = vars(Value)["data"]
    with watched() as watch:
        elsewhere(watch_too)
        assert watch.looks == []
        assert x.data == 1.0
    assert seen == [1]
    assert [look.node for look in watch.looks] == [x]
    assert vars(Value)["data"] is plain


def test_an_inner_watch_leaves_looks_to_the_outer_one() -> None:
    x = Value(1.0)
    with watched() as outer, watched() as inner:
        assert x > 0.0
    assert len(outer.looks) == len(inner.looks) == 1


LOOKS: list[Callable[[Value], Any]] = [
    lambda y: y.data,
    lambda y: y > 0.0,
    repr,
    lambda y: holds(y, lambda number: number > 0.0),
    kept,
]


@pytest.mark.parametrize("look", LOOKS)
def test_looks_of_other_threads_count_for_what_depends_on_inputs(look: Any) -> None:
    x, w = Value(1.0), Value(2.0)
    with watched([x]) as watch:
        y = w * x + 1.0
        elsewhere(lambda: look(w * w))
        found = [watch.elsewhere]
        elsewhere(lambda: look(y))
    found.append(watch.elsewhere)
    assert [look and look.node for look in found] == [None, y]
    assert watch.looks == []


def test_a_watch_that_records_nothing_notes_looks_alone() -> None:
    x, draw = Value(1.0), Value(2.0)
    with watched() as outer, watched(records=False) as inner:
        assert kept(x) is x  # of the outer one, which records
        assert holds(x, lambda p: p > 0.0)
    with watched(records=False) as alone:
        assert kept(x) == 1.0
        assert by_chance(lambda: draw, lambda: True) is draw
        assert x > 0.0
    assert (len(outer.checks), inner.checks, alone.chances) == (1, [], [])
    assert [look.node for look in alone.looks] == [x]


def test_a_check_of_a_derivative_hides_no_look_from_a_recording() -> None:
    """Each ends before the other, and the methods of Values are plain again in the end."""
    plain, x = vars(Value)["data"], Value(1.0)
    begun, go_on = Event(), Event()

    def checked(*xs: Value) -> Value:
        begun.set()
        assert go_on.wait(timeout=10.0)
        return xs[0] * 2.0

    thread = Thread(target=decides, args=(checked, (1.0,)), daemon=True)
    with watched() as watch:
        thread.start()
        assert begun.wait(timeout=10.0)
        assert x > 0.0
    go_on.set()
    thread.join(timeout=10.0)
    assert not thread.is_alive()
    assert [look.node for look in watch.looks] == [x]
    assert vars(Value)["data"] is plain


def test_a_function_may_wait_for_a_thread_that_checks_another_one() -> None:
    def waiting(*xs: Value) -> Value:
        elsewhere(lambda: decides(lambda y: y * y, (1.0,)))
        return xs[0] * 2.0

    assert not decides(waiting, (1.0,))
