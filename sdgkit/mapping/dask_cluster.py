"""A Dask cluster as an executor: one of this machine, or one whose scheduler the user names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from sdgkit.errors import InputError, UsageError

RETRIES = 2
"""Times that a part is mapped again after an error of a worker."""
PATIENCE = "30s"
"""Time in which a scheduler must answer."""


@contextmanager
def cluster(scheduler: str = "", workers: int | None = None) -> Iterator[tuple[Executor, int]]:
    """An executor on a cluster, and the number of its threads.

    Args:
        scheduler: its address, "tcp://host:8786"; "" starts a cluster of processes on this machine, which ends here.
        workers: processes of a cluster on this machine; its cores where None.

    Raises:
        UsageError: the package distributed is missing.
        InputError: no scheduler answers at the address, or it has no worker.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise UsageError("mapping.dask-missing") from None
    if not scheduler:
        size = workers or os.cpu_count() or 1
        # Any free port for its page, or a second cluster on the machine would warn.
        own = distributed.LocalCluster(
            n_workers=size, threads_per_worker=1, processes=True, dashboard_address=":0"
        )
        with own, distributed.Client(own) as client:
            yield DaskExecutor(client), size
        return
    try:
        client = distributed.Client(scheduler, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise InputError("mapping.no-scheduler", address=scheduler, reason=_plainly(error)) from None
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise InputError("mapping.no-scheduler", address=scheduler, reason="0 workers")
        yield DaskExecutor(client), threads


class DaskExecutor(Executor):
    """The executor of a client; a worker that dies again and again is told as a broken pool is."""

    def __init__(self, client: Any) -> None:
        self.inner = client.get_executor(pure=False, retries=RETRIES)

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Give a call to the cluster, which does it again elsewhere when the worker is lost."""
        return _Told(self.inner.submit(fn, *args, **kwargs))


class _Told(Future[Any]):
    """A future of Dask whose loss of workers is a `BrokenExecutor`."""

    def __init__(self, inner: Any) -> None:
        super().__init__()
        self.inner = inner

    def result(self, timeout: float | None = None) -> Any:
        from concurrent.futures import CancelledError

        from distributed import KilledWorker

        try:
            return self.inner.result(timeout)
        except (KilledWorker, CancelledError) as error:
            raise BrokenExecutor(_plainly(error)) from None


def _plainly(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
