"""Several threads may train in programs at once, also one within the model of another one."""

from concurrent.futures import ThreadPoolExecutor
from queue import Queue
from threading import Barrier, Thread
from typing import Any

import nn
from nn import BatchNorm, Layer, Module, losses, optim
from tests.nn.learning.test_compiled import TARGETS, examples


class Meeting(Module):
    """A network that does something else in each call."""

    def __init__(self, seed: int, meanwhile: Any) -> None:
        self.layer = Layer(3, 2, nonlin=False, init=nn.init.he(seed))
        self.norm, self.meanwhile = BatchNorm(2), meanwhile

    def __call__(self, x: Any) -> Any:
        self.meanwhile()
        return self.layer(x)

    def batch(self, xs: Any) -> Any:
        return self.norm.batch([self(x) for x in xs])


def learned(seed: int, meanwhile: Any = int) -> list[float]:
    model, loss = Meeting(seed, meanwhile), losses.cross_entropy_from_logits
    data, optimizer = examples(12, seed, TARGETS[loss]), optim.Adam(model.parameters(), 0.01)
    nn.train(model, data, loss, optimizer, 3, batch_size=6, compiled=True, progress=False)
    return [p.data for p in model.parameters()]


def test_networks_that_are_recorded_at_the_same_time_do_not_see_each_other() -> None:
    """In each call of their models, both threads wait until the other one has come as far."""
    barrier = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda seed: learned(seed, lambda: barrier.wait(10.0)), range(2)))
    assert found == [learned(0), learned(1)]


def test_a_model_may_train_another_one_in_a_thread_of_its_own() -> None:
    def train_another() -> None:
        Thread(target=lambda: trained.put(learned(1)), daemon=True).start()
        assert trained.get(timeout=10.0) == expected

    trained, expected = Queue[list[float]](), learned(1)
    assert learned(0, train_another) == learned(0)
