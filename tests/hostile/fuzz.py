"""Mutated files beside good ones: from the repository, `PYTHONPATH=tests python -m hostile.fuzz --help`."""

import argparse
import multiprocessing
import os
import re
import resource
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time

from hostile.mutations import mutate
from hostile.seeds import own_seeds, real_seeds

from mediakit.acquire.corpus import read_corpus

MOST_SECONDS = 5.0  # of processor time, for one reading of a folder
MOST_BYTES = 2**30
Check = Callable[[list[Path], str | None, list[str]], str | None]
GOOD = "The ministers met on Friday. They spoke for an hour and agreed on nothing.\n"


@dataclass(frozen=True)
class Job:
    """One mutation: of which format, which in the row of them, and whether of real files too."""

    format: str
    at: int
    real: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of a mutation: seconds of the slower reading, the process's peak in bytes, what was wrong."""

    job: Job
    what: str
    seconds: float
    peak: int
    problem: str | None


def fuzz(
    jobs: Iterable[Job], *, check: Check | None = None, most_seconds: float = MOST_SECONDS
) -> Iterator[Outcome]:
    """Every mutation's outcome; the work is done in a child, and in a new one when that dies of a mutation."""
    waiting = list(jobs)
    context = multiprocessing.get_context("spawn")
    while waiting:
        here, there = context.Pipe()
        child = context.Process(
            target=_work, args=(there, waiting, check or check_reading, most_seconds), daemon=True
        )
        child.start()
        there.close()
        what = "before the first mutation"
        with suppress(EOFError):
            while waiting:
                answer = here.recv()
                if isinstance(answer, str):
                    what = answer
                    continue
                yield answer
                waiting.pop(0)
                if answer.peak > MOST_BYTES:
                    child.kill()  # the peak is the process's own: the next one must start anew
        child.join()
        if waiting and child.exitcode not in (0, -signal.SIGKILL):
            code = child.exitcode or 0
            too_long = f"took over {most_seconds:g} s of processor time"
            reason = too_long if code == -signal.SIGPROF else f"the process ended with {code}"
            yield Outcome(waiting.pop(0), what, most_seconds, 0, reason)


def make_file(job: Job) -> tuple[str, str, bytes]:
    """The mutated file of a job, the same at every call: what was done to which seed, its name and bytes."""
    chance = Random(f"{job.format} {job.at}")
    seeds = own_seeds()[job.format] + (real_seeds().get(job.format, []) if job.real else [])
    name, data = seeds[job.at % len(seeds)] if job.at < len(seeds) else chance.choice(seeds)
    change, changed = mutate(data, job.at, chance)
    return f"{change} of {name}", f"z{''.join(Path(name).suffixes)}", changed


def _work(results: Connection, jobs: list[Job], check: Check, most_seconds: float) -> None:
    # A mutation that never ends dies of SIGPROF; one that eats memory fails before the machine does.
    resource.setrlimit(resource.RLIMIT_AS, (4 * MOST_BYTES, 4 * MOST_BYTES))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    for job in jobs:
        what, name, data = make_file(job)
        results.send(what)
        with TemporaryDirectory() as folder:
            problem, seconds = _try(job, Path(folder) / name, data, check, most_seconds)
        peak = _peak()
        if problem is None and peak > MOST_BYTES:
            problem = f"took {peak / 2**20:,.0f} MB"
        results.send(Outcome(job, what, seconds, peak, problem))


def _peak() -> int:
    """The largest size of this process in bytes; getrusage would count the parent's, from before the start."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return 1024 * int(re.search(r"VmHWM:\s*(\d+) kB", status)[1])


def _try(job: Job, path: Path, data: bytes, check: Check, most_seconds: float) -> tuple[str | None, float]:
    """What is wrong with the reading of a mutated file, told from its content and with its format named."""
    path.write_bytes(data)
    good_name, good_data = own_seeds()[job.format][0]
    problem, longest = None, 0.0
    for name, content, format in (("good.txt", GOOD.encode(), None), (good_name, good_data, job.format)):
        good = path.parent / name
        good.write_bytes(content)
        expected = _read_alone(content, name, format)
        start = process_time()
        signal.setitimer(signal.ITIMER_PROF, most_seconds)
        try:
            problem = problem or check([good, path], format, expected)
        except Exception as error:
            problem = f"{type(error).__name__}: {error}"
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        longest = max(longest, process_time() - start)
    return problem, longest


@cache
def _read_alone(data: bytes, name: str, format: str | None) -> list[str]:
    """The ids of a good file's articles."""
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        return read_corpus(path, format=format).articles["article_id"].tolist()


def check_reading(paths: list[Path], format: str | None, expected: list[str]) -> str | None:
    """What is wrong with the corpus of a good file, whose articles' ids are expected, and a mutated one."""
    corpus = read_corpus(paths, format=format)
    articles, rejects, files = corpus.articles, corpus.rejects, corpus.files
    kept = articles[articles["source_file"] == files.loc[0, "source_file"]]
    failed = rejects["reason"].str.contains("MemoryError|^the reader of .* failed", regex=True)
    rejected = rejects[rejects["kind"] == "rejected"]
    wrong = {
        "the good file's articles are not kept": kept["article_id"].tolist() != expected,
        "records do not add up": (files["n_records"] != files["n_read"] + files["n_rejected"]).any(),
        "articles do not add up": files["n_read"].sum() != len(articles),
        "rejected records do not add up": rejected["n_records"].sum() != files["n_rejected"].sum(),
        "doubts do not add up": (rejects["kind"] == "doubt").sum() != files["n_doubts"].sum(),
        "a file has left no trace": len(files) != len(paths),
        "a reject has no reason or remedy": rejects[["reason", "remedy"]].isna().any(axis=None),
        "an id is not unique": not articles["article_id"].is_unique,
        "an article has no text": not articles["text"].str.strip().ne("").all(),
        "a file of the system was read": articles["text"].str.contains("root:x:", regex=False).any(),
        "the report cannot be shown": not (repr(corpus) and corpus._repr_html_()),
    }
    if failed.any():
        return str(rejects.loc[failed, "reason"].iloc[0])
    return next((words for words, is_wrong in wrong.items() if is_wrong), None)


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Read mutated files of every format, each beside a good one."
    )
    parser.add_argument("--mutations", type=int, default=1000, help="of each format")
    parser.add_argument("--first", type=int, default=0, help="number of the first mutation")
    parser.add_argument("--formats", nargs="*", default=sorted(own_seeds()), help="all by default")
    parser.add_argument("--own", action="store_true", help="mutate our own small files only, no real ones")
    parser.add_argument("--save", type=Path, help="folder for the files that fail")
    arguments = parser.parse_args()
    n_failed = 0
    for name in arguments.formats:
        places = range(arguments.first, arguments.first + arguments.mutations)
        outcomes = []
        for outcome in fuzz(Job(name, at, not arguments.own) for at in places):
            outcomes.append(outcome)
            if outcome.problem:
                print(f"  {name} {outcome.job.at}: {outcome.what}: {outcome.problem}", flush=True)
                if arguments.save:
                    _, file, data = make_file(outcome.job)
                    (arguments.save / f"{name}-{outcome.job.at}-{file}").write_bytes(data)
        failed = sum(outcome.problem is not None for outcome in outcomes)
        slowest = max(outcomes, key=lambda one: one.seconds)
        peak = max(outcome.peak for outcome in outcomes) / 2**20
        print(
            f"{name:<14}{len(outcomes):>6} mutations {failed:>4} failed; slowest {slowest.seconds:.2f} s "
            f"({slowest.job.at}: {slowest.what}); peak {peak:,.0f} MB",
            flush=True,
        )
        n_failed += failed
    sys.exit(os.EX_OK if n_failed == 0 else 1)


if __name__ == "__main__":
    main()
