"""A long register is mapped over processes or a cluster; the file is the same as from one process."""

from __future__ import annotations

import csv
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sdgkit.activities.reading import read_register
from sdgkit.errors import InputError, UsageError
from sdgkit.mapping import scale
from sdgkit.mapping.frame import OUTPUT, map_frame
from sdgkit.mapping.mapping import map_register
from sdgkit.mapping.match import Decision
from sdgkit.mapping.scale import AHEAD, MOST_DEATHS, Task, end, in_order, map_file, map_piece, processes
from sdgkit.mapping.settings import MappingSettings
from sdgkit.mapping_job import write_mapping

TITLES = (
    "Repair of rural clinics", "Строительство школ в Кызылординской области", "Ауылдарды ауыз сумен қамту",
    "Phase II", "Wind power plant", "Поддержка малого бизнеса", "Арал теңізін қалпына келтіру", "Training of judges",
)  # fmt: skip
ROWS = [
    {
        "id": str(number),
        "title": f"{TITLES[number % len(TITLES)]} ({number})",
        "countries": "KAZ;UZB"[: 3 + number % 2 * 4],
    }
    for number in range(60)
]


@pytest.fixture(autouse=True)
def short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts so short that a small register has many."""
    monkeypatch.setattr(scale, "PART", 5)


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "plain.parquet"
    path.parent.mkdir()
    pd.DataFrame(ROWS).to_parquet(path, index=False)
    return path


def alone(path: Path, out: Path, **options: Any) -> bytes:
    """What one process writes."""
    map_file(path, out, workers=1, **options)
    return out.read_bytes()


def leftovers(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir() if one.name.startswith(".sdgkit-")]


def test_two_processes_write_the_same_as_one_also_when_one_of_them_is_killed(
    plain: Path, tmp_path: Path
) -> None:
    killed: list[int] = []
    others = set(multiprocessing.active_children())

    def kill(done: int, of: int) -> None:
        assert of == len(ROWS)
        if not killed:
            child = next(one for one in multiprocessing.active_children() if one not in others)
            assert child.pid is not None
            os.kill(child.pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
            killed.append(child.pid)

    done = map_file(plain, tmp_path / "two.parquet", workers=2, progress=kill)
    assert killed
    assert done.activities == len(ROWS)
    assert (tmp_path / "two.parquet").read_bytes() == alone(plain, tmp_path / "one.parquet")
    expected = map_register(read_register(plain)).to_frame()
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "two.parquet"), expected)
    assert done.rows == len(expected)
    assert done.mapped == expected.loc[expected["goal"].notna(), "activity_id"].nunique() - sum(
        bool(reason) for reason in expected.loc[expected["goal"].notna(), "unmapped_reason"]
    )
    assert set(multiprocessing.active_children()) <= others


def test_stopping_half_way_leaves_the_old_file_and_no_process(plain: Path, tmp_path: Path) -> None:
    out = tmp_path / "out" / "m.parquet"
    out.parent.mkdir()
    out.write_bytes(b"of yesterday")
    others = set(multiprocessing.active_children())

    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        map_file(plain, out, workers=2, progress=stop)
    assert out.read_bytes() == b"of yesterday"
    assert not leftovers(out.parent)
    assert set(multiprocessing.active_children()) <= others


def test_a_worker_has_ended_however_late_the_thread_of_the_pool_takes_note(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not hasattr(os, "waitpid"):
        pytest.skip("processes end otherwise on this system")
    others, wait = set(multiprocessing.active_children()), os.waitpid

    def late(process: int, options: int) -> tuple[int, int]:
        told = wait(process, options)
        if told[0] and threading.current_thread() is not threading.main_thread():
            time.sleep(0.3)
        return told

    pool = processes(2)
    assert [one.result() for one in [pool.submit(abs, -n) for n in range(4)]] == [0, 1, 2, 3]
    monkeypatch.setattr(os, "waitpid", late)
    end(pool)
    assert set(multiprocessing.active_children()) <= others


HALF_AN_ANSWER = """
import struct, sys, time
from pathlib import Path

# A thousand bytes are promised, as a long answer is sent, and none follows.
sys._getframe().f_back.f_locals["result_queue"]._writer._send(struct.pack("!i", 1000))
Path(begun).touch()
time.sleep(600)
"""


@pytest.mark.skipif(os.name == "nt", reason="pipes are others on Windows")
def test_a_worker_that_is_ended_in_the_middle_of_its_answer_keeps_nobody_waiting(tmp_path: Path) -> None:
    pool, begun = processes(1), tmp_path / "begun"
    pool.submit(exec, HALF_AN_ANSWER, {"begun": str(begun)})
    thread: Any = pool._executor_manager_thread
    until = time.monotonic() + 120
    while not begun.exists() and time.monotonic() < until:
        time.sleep(0.01)
    assert begun.exists()
    end(pool)
    assert not thread.is_alive(), "Python waits for this thread when it ends"


@pytest.mark.parametrize("name", ["register.xlsx", "register.csv"])
def test_a_register_that_must_be_seen_whole_is_mapped_alike(
    example: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = example / "register.xlsx"
    if name.endswith(".csv"):
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["№", "Наименование проекта", "Донор"])
            writer.writerows([row["id"], row["title"], "ПРООН"] for row in ROWS)
    map_file(path, tmp_path / "m.parquet", workers=1, language="ru")
    expected = map_register(read_register(path)).to_frame("ru")
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "m.parquet"), expected)


def test_iati_is_read_as_a_stream_with_the_ids_of_the_reader(tmp_path: Path) -> None:
    activities = "".join(
        f"<iati-activity><iati-identifier>XM-{number % 20}</iati-identifier>"
        f"<title><narrative>{TITLES[number % len(TITLES)]}</narrative></title></iati-activity>"
        for number in range(30)
    )
    path = tmp_path / "a.xml"
    path.write_text(f'<iati-activities version="2.03">{activities}</iati-activities>', encoding="utf-8")
    done = map_file(path, tmp_path / "m.parquet", workers=1)
    made = pd.read_parquet(tmp_path / "m.parquet")
    pd.testing.assert_frame_equal(made, map_register(read_register(path)).to_frame())
    assert "XM-3#2" in set(made["activity_id"])
    assert {finding.code for finding in done.findings} >= {"activities.iati-duplicate"}


def test_a_plain_csv_is_read_in_parts_and_gives_what_parquet_gives(plain: Path, tmp_path: Path) -> None:
    path = tmp_path / "plain.csv"
    pd.DataFrame(ROWS).assign(budget="5").to_csv(path, index=False, sep=";")
    assert alone(path, tmp_path / "a.parquet", format="plain") == alone(plain, tmp_path / "b.parquet")


def test_ids_that_occur_again_get_a_number_and_are_told(tmp_path: Path) -> None:
    path = tmp_path / "twice.parquet"
    rows = [row | {"id": str(int(row["id"]) % 25)} for row in ROWS]
    pd.DataFrame(rows).to_parquet(path, index=False)
    done = map_file(path, tmp_path / "m.parquet", workers=1)
    made = list(dict.fromkeys(pd.read_parquet(tmp_path / "m.parquet")["activity_id"]))
    assert made[:2] == ["0", "1"]
    assert made[25:27] == ["0#2", "1#2"]
    assert made[50] == "0#3"
    register = read_register(path)
    assert [one.id for one in register.activities] == made
    assert register.by_id["0#3"].duplicate_of == "0"
    assert len(done.findings) == len(register.findings) == 35
    assert done.findings[0].row == 26


def test_decisions_country_and_language_count_as_elsewhere(plain: Path, tmp_path: Path) -> None:
    decisions = [
        Decision(activity_id="0", target="3.8", decision="rejected"),
        Decision(activity_id="33", target="17.9", decision="added"),
        Decision(activity_id="not there", target="1.1", decision="added"),
    ]
    done = map_file(
        plain, tmp_path / "m.parquet", workers=1, decisions=decisions, country="UZB", language="kk",
        settings=MappingSettings(stands=0.6),
    )  # fmt: skip
    register = read_register(plain).in_country("UZB")
    expected = map_register(register, decisions=decisions, settings=MappingSettings(stands=0.6))
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "m.parquet"), expected.to_frame("kk"))
    assert done.findings == register.findings
    assert done.activities == 30


def test_a_csv_is_written_in_parts_too_and_is_that_of_the_whole_mapping(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(["ID", "Project title", "SDG"])
        out.writerows([one["id"], f"={one['title']}", "3.8" if one["id"] == "7" else ""] for one in ROWS)
    decisions = [
        Decision(activity_id="0", target="3.8", decision="accepted", title="Another title"),
        Decision(activity_id="5", target="3.8", decision="rejected", title=f"={ROWS[5]['title']}"),
    ]
    mapping = map_register(read_register(path), decisions=decisions)
    write_mapping(mapping, tmp_path / "whole.csv", "ru", [path])
    for workers in (1, 2):
        parts = tmp_path / f"parts{workers}.csv"
        done = map_file(path, parts, workers=workers, decisions=decisions, language="ru")
        assert parts.read_bytes() == (tmp_path / "whole.csv").read_bytes()
        # What changed since it was decided on is told here too.
        assert list(done.findings) == [*mapping.register.findings, *mapping.findings]
        assert [one.details["id"] for one in mapping.findings] == ["0"]


class Idle(Executor):
    """An executor that does nothing by itself, and may lose its workers."""

    def __init__(self, dies: Callable[[], bool]) -> None:
        self.dies = dies
        self.given: deque[Future[Any]] = deque()

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if self.dies():
            future.set_exception(BrokenExecutor("gone"))
        else:
            future.set_result(fn(*args))
        self.given.append(future)
        return future


def test_only_a_few_parts_are_under_way() -> None:
    taken = []

    def jobs() -> Any:
        for number in range(100):
            taken.append(number)
            yield ([], {}, Task(MappingSettings(), "en"))

    answers = in_order(jobs(), lambda: Idle(lambda: False), 2)
    for number in range(1, 50):
        next(answers)
        assert len(taken) < number + 2 * AHEAD


def test_a_part_that_always_ends_its_worker_is_named(plain: Path, tmp_path: Path) -> None:
    made, _ = (part := next(scale.plain_parts(plain, 5))).activities()
    assert [one.id for one in made] == part.ids
    pools = []

    def pool() -> Executor:
        pools.append(Idle(lambda: True))
        return pools[-1]

    with pytest.raises(InputError) as caught:
        list(in_order(iter([(part, {}, Task(MappingSettings(), "en"))]), pool, 2))
    assert caught.value.details["first"] == "0"
    assert caught.value.details["last"] == "4"
    assert len(pools) == MOST_DEATHS


def test_workers_that_die_now_and_then_change_nothing() -> None:
    times = iter(range(1000))
    pools = []

    def pool() -> Executor:
        pools.append(Idle(lambda: next(times) % 7 == 6))
        return pools[-1]

    task = Task(MappingSettings(), "en")
    pieces = [read_piece(number) for number in range(20)]
    answers = in_order(((piece, {}, task) for piece in pieces), pool, 2)
    assert list(answers) == [map_piece(piece, {}, task) for piece in pieces]
    assert len(pools) > 1


def read_piece(number: int) -> scale.Piece:
    row = ROWS[number]
    return scale.Part({name: [value] for name, value in row.items()}, "t", number + 1, {})


def test_what_cannot_be_read_or_run_is_told(plain: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(plain.read_bytes()[:200])
    nameless = tmp_path / "nameless.parquet"
    pd.DataFrame({"titel": ["a"]}).to_parquet(nameless)
    for path, code in (
        (broken, "files.unreadable"),
        (nameless, "activities.frame-columns"),
        (tmp_path / "no.parquet", "files.missing"),
    ):
        with pytest.raises((InputError, UsageError)) as caught:
            map_file(path, tmp_path / "out.parquet", workers=1)
        assert caught.value.code == code
    with pytest.raises(UsageError) as wrong:
        map_file(plain, tmp_path / "out.parquet", engine="spark")
    assert wrong.value.code == "cli.option-value"
    assert not (tmp_path / "out.parquet").exists()
    assert not leftovers(tmp_path)


def test_without_the_extra_the_engine_says_what_to_install(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError) as caught:
        map_file(plain, tmp_path / "m.parquet", engine="dask")
    assert "sdgkit[dask]" in caught.value.next()
    assert caught.value.exit_code == 2


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_a_cluster_that_loses_a_worker_half_way_writes_the_same(plain: Path, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    killed: list[int] = []
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs="CRITICAL"
    ) as cluster:

        def kill(done: int, of: int) -> None:
            if done >= of // 2 and not killed:
                process = next(iter(cluster.workers.values())).pid
                os.kill(process, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
                killed.append(process)

        out = tmp_path / "dask.parquet"
        map_file(plain, out, engine="dask", scheduler=cluster.scheduler_address, progress=kill)
    assert killed
    assert out.read_bytes() == alone(plain, tmp_path / "one.parquet")


@pytest.mark.filterwarnings("default")
def test_a_scheduler_that_is_not_there_is_told(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("sdgkit.mapping.dask_cluster.PATIENCE", "0.2s")
    with pytest.raises(InputError) as caught:
        map_file(plain, tmp_path / "m.parquet", engine="dask", scheduler="tcp://127.0.0.1:9")
    assert caught.value.code == "mapping.no-scheduler"


SPARK = """
import sys
from pyspark.sql import SparkSession
from sdgkit.mapping import scale
from sdgkit.mapping.frame import SPARK_SCHEMA, map_frame

spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
activities = spark.read.parquet(sys.argv[1]).repartition(3)
matches = activities.mapInPandas(lambda frames: map(map_frame, frames), schema=SPARK_SCHEMA)
matches.write.parquet(sys.argv[2])
spark.stop()
"""


@pytest.mark.slow
def test_spark_gives_the_same_rows(plain: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    out = tmp_path / "spark"
    subprocess.run(
        [sys.executable, "-c", SPARK, str(plain), str(out)], check=True, timeout=300, capture_output=True
    )
    expected = map_frame(pd.DataFrame(ROWS))
    made = pd.read_parquet(out).astype(dict(OUTPUT))
    # Activities come in any order, the rows of one in theirs.
    places = {identifier: place for place, identifier in enumerate(expected["activity_id"].unique())}
    made = made.sort_values("activity_id", key=lambda ids: ids.map(places), kind="stable", ignore_index=True)
    pd.testing.assert_frame_equal(made, expected)


@pytest.mark.parametrize("kind", ["iati", "plain"])
def test_of_very_many_findings_some_are_kept_and_the_others_counted(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / ("a.xml" if kind == "iati" else "a.csv")
    if kind == "iati":
        activities = "".join(
            f"<iati-activity><iati-identifier>XM-{number}</iati-identifier>"
            f"<title><narrative>{TITLES[number % len(TITLES)]}</narrative></title></iati-activity>"
            for number in range(600)
        )
        path.write_text(f'<iati-activities version="2.03">{activities}</iati-activities>', encoding="utf-8")
    else:
        path.write_text("id,title,declared\n" + "".join(f"{n},Wells,99.9\n" for n in range(600)), "utf-8")
    form = "plain" if kind == "plain" else None
    everything = map_file(path, tmp_path / "m.csv", workers=1, format=form).findings
    assert len(everything) >= 600
    assert "mapping.findings-left" not in {one.code for one in everything}
    monkeypatch.setattr(scale, "MOST_FINDINGS", 50)
    done = map_file(path, tmp_path / "n.csv", workers=1, format=form)
    kept, left = done.findings[:-1], done.findings[-1]
    assert left.code == "mapping.findings-left"
    assert int(str(left.details["number"])) + len(kept) == len(everything)
    assert len([one for one in kept if one.severity != "error"]) <= 50 >= len(kept) / 2
    assert (tmp_path / "n.csv").read_bytes() == (tmp_path / "m.csv").read_bytes()


def test_texts_that_parquet_does_not_call_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    titles = ["Repair of rural clinics", "Ауыл мектебін жөндеу", None]
    pd.DataFrame(
        {"id": [1, 2, 3], "title": [None if one is None else one.encode() for one in titles]}
    ).to_parquet(path, index=False)
    done = map_file(path, tmp_path / "m.csv", workers=1)
    assert (done.activities, done.mapped) == (3, 2)
    assert "Ауыл мектебін жөндеу" in (tmp_path / "m.csv").read_text("utf-8-sig")
    pd.DataFrame({"id": [1], "title": [{"ru": "Колодцы"}]}).to_parquet(path, index=False)
    with pytest.raises(InputError) as error:
        map_file(path, tmp_path / "n.csv", workers=1)
    assert (error.value.code, error.value.details["column"]) == ("activities.frame-kind", "title")
    assert not (tmp_path / "n.csv").exists()
