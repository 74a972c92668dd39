"""A Dask cluster's executor in the place of processes."""

import distributed
import pytest

from nn.search import cross_validated, grid, search
from tests.conftest import takes_long
from tests.nn.trials import KINDS, Numbers, awkward, drawn, error_of_the_mean


@pytest.mark.parametrize("processes", [False, pytest.param(True, marks=takes_long)])
def test_a_cluster_gives_the_same(processes: bool) -> None:
    """Two workers on this machine, in threads or in processes, which take long to start; the port is any that is free.
    One test, since a cluster takes long to start, too."""
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": processes, "dashboard_address": ":0"}
    settings = grid({"rate": [1.0, 2.0], "how": [kind for kind in KINDS if kind != "ends"]})
    data = Numbers([1.0, 2.0, 4.0, 8.0, 16.0])
    with distributed.LocalCluster(**options) as cluster, distributed.Client(cluster) as client:
        executor = client.get_executor()
        found = search(drawn, settings, executor, seed=7)
        validation = cross_validated(error_of_the_mean, data, executor=executor)
        of_lambda = search(lambda x: x + 1, [{"x": 1}, {"x": 2}], executor)
        [failed] = search(awkward, [{"x": 1}], executor)
    assert list(found) == list(search(drawn, settings, 0, seed=7))
    assert validation == cross_validated(error_of_the_mean, data, executor=0)
    assert of_lambda.best.score == 3.0
    assert failed.error == "AwkwardError: 1 and 1"
