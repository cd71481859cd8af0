"""Mapping at scale: a register in parts, over the cores of a machine or the workers of a cluster, to one table.

Parts are mapped in any order and written in that of the register; only a few of them are in memory at a time, so that
neither a long register nor a slow worker fills it. What is written is the same as from one process, row for row.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from sdgkit.activities.activity import Activity
from sdgkit.activities.iati.reading import iter_iati
from sdgkit.activities.reading import read_register
from sdgkit.activities.register import is_in_country, told_abroad
from sdgkit.activities.settings import ReadingSettings
from sdgkit.activities.sources.file_kind import kind_of_file
from sdgkit.activities.sources.plain import Part, count_rows, is_parquet, is_plain_parquet, plain_parts
from sdgkit.errors import InputError, UsageError
from sdgkit.files import files_within, written_whole
from sdgkit.findings import Finding
from sdgkit.mapping.frame import OUTPUT, Row, arrow_schema, rows_of, table_of
from sdgkit.mapping.mapping import changed_titles
from sdgkit.mapping.match import Decision
from sdgkit.mapping.own_phrases import own_phrases
from sdgkit.mapping.settings import MappingSettings
from sdgkit.sheets import write_csv

ENGINES = ("processes", "dask")

PART = 250
"""Activities that are mapped at a time: under a second of work, well above the cost of sending them."""
ROW_GROUP = 50_000
"""Rows of a row group of the Parquet file; always the same, so that the file is the same however it was made."""
FEWEST_PARTS = 8
"""Parts from which on processes are started where nobody says how many."""
AHEAD = 3
"""Parts under way or waiting for each worker; with more, memory grows and nothing is faster."""
MOST_DEATHS = 3
"""Times that a part may lose its worker before it is given up."""
PATIENCE = 30
"""Seconds in which a worker that was told to end must be gone; then it is ended by force."""
MOST_FINDINGS = 20_000
"""Findings that are kept, and as many errors beyond them; those of millions of rows would fill the memory."""

Piece = Sequence[Activity] | Part
"""Activities that follow one another; of a plain table still as columns, which the worker reads."""


class Answer(NamedTuple):
    """What a worker gives back for a part."""

    rows: list[Row]
    activities: int
    matched: int
    """Activities of which something stands."""
    findings: list[Finding]
    abroad: Counter[tuple[str, ...]]
    """Countries of activities that were left out -> how many."""


class Task(NamedTuple):
    """What is the same for all parts."""

    settings: MappingSettings
    language: str
    country: str = ""
    """ISO 3166-1 alpha-3 of the only country wanted."""


class MappedFile(NamedTuple):
    """What was written."""

    activities: int
    mapped: int
    """Activities of which something stands."""
    rows: int
    findings: tuple[Finding, ...]


class _Told:
    """The findings that are kept; what is left out is counted."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.errors = self.left = 0

    def take(self, findings: Iterable[Finding]) -> None:
        """Keep findings, of those beyond the number only errors."""
        for one in findings:
            if len(self.findings) - self.errors < MOST_FINDINGS:
                self.findings.append(one)
            elif one.severity == "error" and self.errors < MOST_FINDINGS:
                self.errors += 1
                self.findings.append(one)
            else:
                self.left += 1

    def of(self, file: str) -> tuple[Finding, ...]:
        """All that are kept, and how many are not."""
        if self.left:
            number = str(self.left)
            self.findings.append(Finding(code="mapping.findings-left", file=file, details={"number": number}))
        return tuple(self.findings)


def map_piece(piece: Piece, decisions: Mapping[str, Sequence[Decision]], task: Task) -> Answer:
    """Map the activities of a part; what a worker does, a pure function of what it is given."""
    activities, findings = piece.activities() if isinstance(piece, Part) else (list(piece), [])
    abroad: Counter[tuple[str, ...]] = Counter()
    if task.country:
        abroad.update(
            one.countries or one.areas for one in activities if not is_in_country(one, task.country)
        )
        activities = [one for one in activities if is_in_country(one, task.country)]
    rows = rows_of(activities, decisions, task.settings, task.language)
    mapped = len({row[0] for row in rows if not row[-1]})
    findings = [*findings, *changed_titles(activities, decisions)]
    return Answer(rows, len(activities), mapped, findings, abroad)


def map_file(
    path: Path,
    out: Path,
    *,
    settings: MappingSettings | None = None,
    decisions: Sequence[Decision] = (),
    reading: ReadingSettings | None = None,
    format: str | None = None,
    country: str = "",
    language: str = "en",
    engine: str = "processes",
    scheduler: str = "",
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> MappedFile:
    """Map a register to a Parquet or CSV file with the columns of `sdgkit.mapping.frame.OUTPUT`.

    A Parquet file, a plain table (`format="plain"`) and IATI are read in parts; other registers must be seen whole to
    be understood, and are.

    Args:
        path: the register.
        out: the file to write, whole or not at all; `.csv` or, with any other ending, Parquet.
        settings: finders, thresholds and the rule for the money.
        decisions: what people decided before.
        reading: what a person fixed by hand of the reading.
        format: as of `sdgkit.activities.reading.read_register`.
        country: only activities in this country (ISO 3166-1 alpha-3).
        language: of titles and reasons.
        engine: "processes" of this machine, or "dask".
        scheduler: address of a Dask scheduler; a cluster on this machine where it is "".
        workers: processes; the cores of the machine where None. With 1 nothing is started.
        progress: called with the activities that are mapped and their number, 0 where it is not known.

    Raises:
        InputError: the register cannot be read, a worker was lost again and again, or the scheduler is not there.
        UsageError: the engine is unknown, or a package that it needs is missing.
    """
    if engine not in ENGINES:
        raise UsageError("cli.option-value", value=engine, option="--engine", known=", ".join(ENGINES))
    if not _is_csv(out):
        # Better told before the work that pyarrow is missing.
        arrow_schema()
    task = Task(settings or MappingSettings(), language, country)
    if task.settings.knowledge is not None:
        own_phrases(task.settings.knowledge)  # A mistake in it is told before anything is started.
    told = _Told()
    said: dict[str, list[Decision]] = {}
    for decision in decisions:
        said.setdefault(decision.activity_id, []).append(decision)
    count = Counter[str]()
    abroad: Counter[tuple[str, ...]] = Counter()

    def rows(answers: Iterable[Answer]) -> Iterator[Row]:
        for answer in answers:
            count["activities"] += answer.activities
            count["mapped"] += answer.matched
            count["rows"] += len(answer.rows)
            abroad.update(answer.abroad)
            told.take(answer.findings)
            if progress:
                progress(count["activities"] + abroad.total(), total)
            yield from answer.rows

    with files_within(path) as contents:
        # Of an archive with several files the register is read as a whole; one alone is streamed.
        content = contents[0].path if len(contents) == 1 else path
        pieces, total = _pieces(content, reading or ReadingSettings(), format, told, whole=len(contents) > 1)
        jobs = ((piece, _of(piece, said), task) for piece in pieces)
        with _answers(jobs, engine, scheduler, workers) as answers:
            write_rows(rows(answers), out)
    if abroad:
        told.take([told_abroad(path.name, country, abroad)])
    return MappedFile(count["activities"], count["mapped"], count["rows"], told.of(path.name))


def _is_csv(path: Path) -> bool:
    return path.suffix.lower() == ".csv"


def write_rows(rows: Iterable[Row], out: Path) -> None:
    """Write rows of a result, whole or not at all: as CSV where the ending says so, else as Parquet in row groups.

    Raises:
        UsageError: pyarrow is missing.
    """
    if _is_csv(out):
        with written_whole(out) as temporary:
            write_csv(rows, OUTPUT, temporary)
        return
    schema = arrow_schema()
    from pyarrow import parquet

    stream = iter(rows)
    with written_whole(out) as temporary, parquet.ParquetWriter(temporary, schema) as writer:
        while some := list(islice(stream, ROW_GROUP)):
            writer.write_table(table_of(some, schema), row_group_size=ROW_GROUP)


def _of(piece: Piece, said: Mapping[str, list[Decision]]) -> dict[str, list[Decision]]:
    """The decisions on the activities of a part."""
    if not said:
        return {}
    ids = piece.ids if isinstance(piece, Part) else [one.id for one in piece]
    return {one: said[one] for one in ids if one in said}


def _pieces(
    path: Path, reading: ReadingSettings, format: str | None, told: _Told, *, whole: bool
) -> tuple[Iterator[Piece], int]:
    """The register in parts, and the number of its activities, 0 where it is not known beforehand."""
    if not whole and (format == "plain" or (format is None and is_parquet(path) and is_plain_parquet(path))):
        return plain_parts(path, PART), count_rows(path)
    if not whole and format in (None, "iati") and path.is_file() and kind_of_file(path) == "xml":
        return _cut(_of_iati(path, told)), 0
    register = read_register(path, settings=reading, format=format)
    told.take(register.findings)
    return _cut(iter(register.activities)), len(register)


def _of_iati(path: Path, told: _Told) -> Iterator[Activity]:
    """The activities of a file; what is noted of one is taken over before the next is read."""
    noted: list[Finding] = []
    for activity in iter_iati(path, noted):
        if noted:
            told.take(noted)
            noted.clear()
        yield activity
    told.take(noted)


def _cut(activities: Iterator[Activity]) -> Iterator[Piece]:
    while some := list(islice(activities, PART)):
        yield some


Job = tuple[Piece, dict[str, list[Decision]], Task]


@contextmanager
def _answers(
    jobs: Iterator[Job], engine: str, scheduler: str, workers: int | None
) -> Iterator[Iterator[Answer]]:
    """The answers to jobs, in their order, from whoever works on them."""
    if engine == "dask":
        from sdgkit.mapping.dask_cluster import cluster

        with cluster(scheduler, workers) as (executor, size):
            yield in_order(jobs, lambda: executor, size)
        return
    size = workers or os.cpu_count() or 1
    worth = 2 if workers else FEWEST_PARTS
    first = list(islice(jobs, worth))
    if size == 1 or len(first) < worth:
        # A process takes a second to start and to load the knowledge; a short register is done before.
        yield (map_piece(*job) for job in _chained(first, jobs))
        return
    pools: list[ProcessPoolExecutor] = []

    def pool() -> Executor:
        pools.append(processes(size))
        return pools[-1]

    try:
        yield in_order(_chained(first, jobs), pool, size)
    finally:
        for one in pools:
            end(one)


def _chained(first: Iterable[Job], rest: Iterable[Job]) -> Iterator[Job]:
    yield from first
    yield from rest


def in_order(jobs: Iterator[Job], pool: Callable[[], Executor], workers: int) -> Iterator[Answer]:
    """The answers in the order of the jobs, a bounded number of them under way.

    Args:
        jobs: what is to be mapped.
        pool: gives an executor; asked again when a worker has died and taken the pool with it.
        workers: how many work at a time.

    Raises:
        InputError: a part lost its worker `MOST_DEATHS` times.
    """
    executor = pool()
    waiting: deque[tuple[Job, Future[Answer]]] = deque()
    deaths = 0
    more = True
    while more or waiting:
        while more and len(waiting) < workers * AHEAD:
            job = next(jobs, None)
            if job is None:
                more = False
            else:
                waiting.append((job, _submitted(executor, job)))
        if not waiting:
            break
        job, future = waiting[0]
        try:
            answer = future.result()
        except BrokenExecutor:
            deaths += 1
            if deaths >= MOST_DEATHS:
                raise _given_up(job[0]) from None
            executor = pool()
            waiting = deque((one, _submitted(executor, one)) for one, _ in waiting)
            continue
        waiting.popleft()
        deaths = 0
        yield answer


def _submitted(executor: Executor, job: Job) -> Future[Answer]:
    try:
        return executor.submit(map_piece, *job)
    except BrokenExecutor as error:
        broken: Future[Answer] = Future()
        broken.set_exception(error)
        return broken


def _given_up(piece: Piece) -> InputError:
    ids = piece.ids if isinstance(piece, Part) else [one.id for one in piece]
    return InputError("mapping.worker-lost", first=ids[0], last=ids[-1], times=MOST_DEATHS)


def processes(workers: int) -> ProcessPoolExecutor:
    """Processes of this machine, started afresh as Windows does it, so that they are the same everywhere."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(max_workers=workers, mp_context=context, initializer=_ready)


def end(pool: ProcessPoolExecutor) -> None:
    """End a pool at once; what is under way is not wanted any more.

    Only the thread of the pool waits for the workers: of two threads that wait for the same process one is told of its
    end, and the other goes on seeing it alive.
    """
    workers = list((getattr(pool, "_processes", None) or {}).values())
    thread, answers = (getattr(pool, name, None) for name in ("_executor_manager_thread", "_result_queue"))
    pool.shutdown(wait=False, cancel_futures=True)
    for worker in workers:
        worker.terminate()
    if answers is not None:
        # A worker may have ended in the middle of an answer: its rest is waited for as long as anyone can write it.
        answers._writer.close()
    if thread is not None:
        thread.join(PATIENCE)
        if thread.is_alive():
            for worker in workers:
                worker.kill()
            thread.join(PATIENCE)


def _ready() -> None:
    """Prepare a worker: Ctrl-C is a matter of the first process, and who loses that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: Any) -> None:
    parent.join()
    os._exit(1)
