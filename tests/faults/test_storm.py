"""The whole product under kill -9 of every part at every stage of importing."""

import os
import tempfile
import time
from pathlib import Path

import pytest
from celery import Celery

from annotator.embedded.folder import DataFolder
from annotator.embedded.servers import Servers
from tests.annotator.launched import Launched
from tests.faults.storm import Storm, quantile, slowest, table
from tests.faults.truth import stray_files, violations
from tests.waiting import wait_until

TWO_DAYS = 2 * 86_400


@pytest.fixture
def launched():
    launched = Launched(Path(tempfile.mkdtemp(prefix="annotator-storm-")))
    launched.start()
    yield launched
    launched.remove()


def test_c17_c18_c19_c20_a_short_storm_loses_doubles_and_orphans_nothing(launched):
    storm = Storm(launched, seed=6)
    storm.rage(5)
    assert {kill.part for kill in storm.kills} == {"worker child", "worker", "web", "broker", "postgres"}
    assert_whole(storm, launched)


@pytest.mark.proof
def test_c17_c18_c19_c20_three_hundred_kills(launched):
    """Imports without end under overlapping kills at every stage; prints how long each took to be made good.

    STORM_KILLS and STORM_SEED in the environment make it shorter, or another one.
    """
    seed, kills = int(os.environ.get("STORM_SEED", "17")), int(os.environ.get("STORM_KILLS", "300"))
    begin = time.monotonic()
    storm = Storm(launched, seed)
    storm.rage(kills)
    recoveries = storm.recoveries()
    print(f"\nseed {seed}: {kills} kills in {time.monotonic() - begin:.0f} s")
    print(table(recoveries), slowest(recoveries), sep="\n")
    assert_whole(storm, launched)
    times = sorted(seconds for _, seconds in recoveries)
    assert quantile(times, 0.5) < 30
    assert quantile(times, 0.99) < 90


def assert_whole(storm: Storm, launched: Launched) -> None:
    """Nothing is lost, doubled or orphaned; what failed can be tried again, and strays are removed."""
    media = launched.data / "media"
    strays = stray_files(storm.rows, media)
    assert violations(storm.rows, storm.desk, media) == []
    failed = storm.retry_failed()
    uploads = storm.desk.uploads
    print(
        f"{len(uploads)} imports, {failed} documents set aside, {len(strays)} files cut off before their row"
    )
    assert storm.rows.count("claims_importitem WHERE state = 'failed'") == 0
    assert violations(storm.rows, storm.desk, media) == []
    for path in strays:
        os.utime(path, times=(time.time() - TWO_DAYS,) * 2)
    address = Servers.of(DataFolder(launched.data)).broker.address()
    # As the current one, it would be asked for what the tests after this one send.
    with Celery(broker=address, set_as_current=False) as app:
        app.send_task("claims.tasks.remove_strays")
        wait_until(lambda: not stray_files(storm.rows, media), "strays are removed", seconds=60)
    storm.rows.close()
