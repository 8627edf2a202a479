"""kill -9 of the parts of a running product while it imports, and how long each kill took to be made good.

A kill is made good once the part runs again and all that it may have hit is done: every document that a
worker had in its hands has ended (where there was none, the next one), every upload under way is accepted.
"""

import os
import random
import signal
import threading
import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.annotator.launched import Launched
from tests.faults.desk import Desk, Upload, password_of
from tests.faults.stages import STAGES, Rows
from tests.waiting import wait_until

PARTS = ("worker child", "worker", "web", "broker", "postgres")
DESKS = 2  # uploads at the same time
BURST = (3, 6)  # kills that overlap
GAP = 1.2  # seconds at most between them
CALM = 25.0  # seconds at most until the next burst; it begins once all of the last is made good
ENOUGH = 4  # imports at a time
LONGEST_WAIT = 1.5  # seconds for a stage to be seen before it is hit as it is
SETTLED_WITHIN = 240  # seconds


@dataclass
class Kill:
    """What was killed when, what it may have hit, and when the part ran again."""

    part: str
    stage: str
    process: int
    in_work: dict[str, tuple[str, str]]
    at: float = field(default_factory=time.time)
    back: float | None = None


class Storm:
    """Kills, in a seeded order, of every part at every stage, while a desk imports."""

    def __init__(self, launched: Launched, seed: int) -> None:
        self.kills: list[Kill] = []
        self.rows = Rows(launched.owner_address())
        self.desk = Desk(launched.port, password_of(launched.said()), seed)
        self._launched = launched
        self._chance = random.Random(seed)
        self._deck: list[tuple[str, str]] = []

    def rage(self, kills: int) -> None:
        """Makes `kills` kills in bursts, and returns once all imports are finished."""
        enough, calm = threading.Event(), threading.Event()
        with ThreadPoolExecutor(DESKS + 1) as pool:
            desks = [pool.submit(self._keep_importing, enough) for _ in range(DESKS)]
            watch = pool.submit(self._note_returns, calm)
            try:
                while len(self.kills) < kills:
                    _raise_early([*desks, watch])
                    for _ in range(min(self._chance.randint(*BURST), kills - len(self.kills))):
                        self._strike(*self._next())
                        time.sleep(self._chance.random() * GAP)
                    self._calm_down()
                enough.set()
                for desk in desks:
                    desk.result()
                self.settle()
            finally:
                enough.set()
                calm.set()
            watch.result()

    def retry_failed(self) -> int:
        """Tries again what was set aside, as a person would, and waits for it; how many documents."""
        query = "SELECT DISTINCT job_id::text FROM claims_importitem WHERE state = 'failed'"
        failed = self.rows.count("claims_importitem WHERE state = 'failed'") or 0
        for (job,) in self.rows.ask(query) or []:
            self.desk.retry_failed(job)
        self.settle()
        return failed

    def settle(self) -> None:
        """Waits until every import is finished and every part that was killed runs again."""
        wait_until(lambda: self.rows.unfinished() == 0, "all imports are finished", seconds=SETTLED_WITHIN)
        wait_until(lambda: all(kill.back for kill in self.kills), "all parts are back", seconds=60)

    def recoveries(self) -> list[tuple[Kill, float]]:
        """Each kill with the seconds until it was made good."""
        query = "SELECT id::text, extract(epoch FROM finished_at)::float8 FROM claims_importitem"
        ended = dict(self.rows.ask(query) or [])
        return [(kill, self._made_good(kill, ended) - kill.at) for kill in self.kills]

    def _calm_down(self) -> None:
        """Waits until what the last burst hit is made good, though not for ever."""
        deadline = time.monotonic() + CALM
        while time.monotonic() < deadline and not self._is_made_good():
            time.sleep(0.1)

    def _is_made_good(self) -> bool:
        latest = self.kills[-BURST[1] :]
        hit = [pk for kill in latest for pk in kill.in_work]
        query = "claims_importitem WHERE id::text = ANY(%s) AND state = 'running'"
        moments = {kill.at for kill in latest}
        waiting = any(upload.begun < at for upload in self.desk.under_way() for at in moments)
        return all(kill.back for kill in latest) and not waiting and self.rows.count(query, hit) == 0

    def _keep_importing(self, enough: threading.Event) -> None:
        rows = Rows(self._launched.owner_address())
        while not enough.is_set():
            if (rows.unfinished() or 0) < ENOUGH:
                self.desk.upload()
            else:
                enough.wait(0.1)
        rows.close()

    def _next(self) -> tuple[str, str]:
        """Each part at each stage once, then all of it again; every five kills are of the five parts."""
        if not self._deck:
            stages = {part: self._chance.sample(STAGES, len(STAGES)) for part in PARTS}
            self._deck = [
                (part, stages[part].pop()) for _ in STAGES for part in self._chance.sample(PARTS, len(PARTS))
            ]
        return self._deck.pop()

    def _strike(self, part: str, wanted: str) -> None:
        stage = self._wait_for(wanted)
        process = self._process(part)
        if process is None:
            return  # it is down already
        kill = Kill(part, stage, process, self.rows.in_work())
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            return
        self.kills.append(kill)

    def _wait_for(self, wanted: str) -> str:
        """Waits for a stage to be seen; what is hit then, which is another one if that took too long."""
        deadline = time.monotonic() + LONGEST_WAIT
        while time.monotonic() < deadline:
            stages = self.rows.stages() | ({"accepting"} if self.desk.under_way() else set())
            if wanted in stages:
                return wanted
            time.sleep(0.005)
        return min(stages, key=STAGES.index, default="at rest")

    def _process(self, part: str) -> int | None:
        """The process to kill: of the web and of Postgres the first or one of its children."""
        first = self._launched.part("worker" if part == "worker child" else part)
        if first is None or part in {"worker", "broker"}:
            return first
        family = children(first) if part == "worker child" else [first, *children(first)]
        return self._chance.choice(family) if family else None

    def _note_returns(self, calm: threading.Event) -> None:
        while not calm.wait(0.1):
            for kill in self.kills:
                if kill.back is None and self._is_back(kill):
                    kill.back = time.time()

    def _is_back(self, kill: Kill) -> bool:
        if Path(f"/proc/{kill.process}").exists():
            return False
        if kill.part == "postgres":
            rows = Rows(self._launched.owner_address())
            answer = rows.ask("SELECT 1")
            rows.close()
            return answer is not None
        if kill.part == "web":
            return self._launched.is_healthy()
        return self._launched.part("broker" if kill.part == "broker" else "worker") is not None

    def _made_good(self, kill: Kill, ended: dict[str, float | None]) -> float:
        assert kill.back
        times = [kill.back]
        times += [upload.accepted or 0 for upload in self.desk.uploads if _was_under_way(upload, kill.at)]
        times += [ended.get(pk) or self._expanded(*place) for pk, place in kill.in_work.items()]
        if not kill.in_work:
            later = [time for time in ended.values() if time and time > kill.at]
            times += [min(later)] if later else []
        return max(times)

    def _expanded(self, job: str, key: str) -> float:
        """When the documents of a file were in its place."""
        query = (
            "SELECT extract(epoch FROM max(created_at))::float8 FROM claims_importitem "
            "WHERE job_id = %s AND starts_with(key, %s)"
        )
        found = self.rows.ask(query, job, key + "#")
        assert found
        assert found[0][0] is not None, f"{key} of import {job} is gone"
        return float(found[0][0])


def children(process: int) -> list[int]:
    """The processes that `process` has started."""
    try:
        return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def slowest(recoveries: list[tuple[Kill, float]]) -> str:
    """The kills that took longest to be made good, and what of it was the part itself."""
    lines = [
        f"{seconds:6.1f} s after {kill.part} at {kill.stage}: back after {(kill.back or 0) - kill.at:.1f} s, "
        f"{len(kill.in_work)} documents in work"
        for kill, seconds in sorted(recoveries, key=lambda pair: -pair[1])[:5]
    ]
    return "\n".join(["slowest:", *lines])


def table(recoveries: list[tuple[Kill, float]]) -> str:
    """Kills and seconds to recovery by part, and how often each stage was hit."""
    lines = [f"{'killed':>14}  kills   p50 s   p99 s   worst s"]
    for part in (*PARTS, "all"):
        times = sorted(seconds for kill, seconds in recoveries if part in {kill.part, "all"})
        if times:
            figures = f"{quantile(times, 0.5):7.1f} {quantile(times, 0.99):7.1f} {times[-1]:9.1f}"
            lines.append(f"{part:>14} {len(times):6} {figures}")
    stages = Counter(kill.stage for kill, _ in recoveries)
    return "\n".join([*lines, "stages hit: " + ", ".join(f"{name} {n}" for name, n in stages.most_common())])


def quantile(ordered: list[float], share: float) -> float:
    """The value that `share` of the ordered values don't exceed."""
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def _was_under_way(upload: Upload, moment: float) -> bool:
    return upload.accepted is not None and upload.begun < moment < upload.accepted


def _raise_early(futures: list["Future[None]"]) -> None:
    for future in futures:
        if future.done():
            future.result()
