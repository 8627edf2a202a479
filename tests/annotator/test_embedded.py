"""The launcher behind `make run`: what it starts, what it says, and what it survives."""

import json
import os
import pwd
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

import psycopg
import pytest

from annotator.embedded.ports import HOST
from tests.annotator.launched import Launched
from tests.servers import PROJECT
from tests.waiting import wait_until


@pytest.fixture(scope="module")
def launched():
    # A folder that any account may pass, unlike pytest's own, so that nothing has to be put elsewhere.
    data = Path(tempfile.mkdtemp(prefix="annotator-data-"))
    launched = Launched(data)
    yield launched
    launched.remove()


@pytest.fixture
def running(launched):
    if launched.process is None or launched.process.poll() is not None:
        launched.start()
    return launched


@pytest.fixture
def stopped(launched):
    if launched.process and launched.process.poll() is None:
        launched.interrupt()
    return launched


@pytest.fixture
def unstarted(tmp_path):
    """A folder in which nothing runs and nothing has run."""
    data = tmp_path / "data"
    data.mkdir()
    return Launched(data)


def test_it_says_each_step_and_ends_with_one_line_that_has_the_address(stopped):
    stopped.start()
    lines = stopped.said().strip().split("\n")
    assert lines[-1] == f"Annotator is ready at http://{HOST}:{stopped.port} (Ctrl-C stops it)"
    for word in ("Postgres", "broker", "database", "static files", "workers", "web server"):
        assert any(word in line for line in lines[:-1]), word
    assert stopped.is_healthy()
    assert all(stopped.parts().values())


def test_a_second_launcher_in_the_same_folder_says_where_the_first_one_is(running):
    answer = running.ask("run", "--port", "8000")
    assert answer.returncode == 1
    assert f"already running at http://{HOST}:{running.port}" in answer.stderr
    assert running.is_healthy()


def test_secrets_are_for_their_owner_alone_and_in_no_command_line(running):
    secrets = [*(running.data / "secrets").iterdir(), *(running.data / "postgres").glob("*_password")]
    secrets.append(running.data / "broker" / "password")
    assert len(secrets) >= 5
    commands = subprocess.run(
        ["ps", "-eww", "-o", "args="], capture_output=True, text=True, check=True
    ).stdout
    for path in secrets:
        assert path.stat().st_mode & 0o077 == 0, path
        assert path.read_text() not in commands, path


def test_c56_too_long_an_address_is_refused_as_a_problem(running):
    address = f"http://{HOST}:{running.port}/api/v1/projects?q={'a' * 10_240}"
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(address, timeout=20)
    assert (refused.value.code, refused.value.headers["Content-Type"]) == (414, "application/problem+json")
    assert json.load(refused.value)["code"] == "address_too_long"


@pytest.mark.parametrize("name", ["postgres", "broker", "application", "beat", "worker", "web"])
def test_a_part_that_is_killed_comes_back(running, name):
    # The application's process takes those that it forked along.
    names = ["application", "beat", "worker", "web"] if name == "application" else [name]
    before = running.parts()
    os.kill(before[name], signal.SIGKILL)
    for each in names:
        gone = {None, before[each]}
        wait_until(lambda each=each, gone=gone: running.part(each) not in gone, f"{each} is back", seconds=25)
    wait_until(running.is_healthy, "the web server answers", seconds=25)
    wait_until(lambda: all(running.parts().values()), "all parts run", seconds=25)
    assert f"{name} was killed by SIGKILL; starting it again now" in running.said()


def test_a_launcher_that_is_killed_leaves_data_that_the_next_one_finds(running):
    with psycopg.connect(running.owner_address(), autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS kept")
        connection.execute("CREATE TABLE kept AS SELECT 566 AS attacks")
    before = running.parts()
    running.kill()
    assert running.is_healthy(), "its parts live on, which is what the next start has to cope with"
    running.start()
    assert "left over from an earlier start" in running.said()
    after = running.parts()
    assert all(after.values())
    assert not set(before.values()) & set(after.values())
    with psycopg.connect(running.owner_address()) as connection:
        assert connection.execute("SELECT attacks FROM kept").fetchone() == (566,)


def test_everything_killed_at_once_leaves_data_that_the_next_start_finds(running):
    with psycopg.connect(running.owner_address(), autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS kept_too")
        connection.execute("CREATE TABLE kept_too AS SELECT 1669 AS attacks")
    numbers = [number for number in running.parts().values() if number]
    running.kill()
    for number in numbers:
        os.kill(number, signal.SIGKILL)
    running.start()
    assert running.is_healthy()
    with psycopg.connect(running.owner_address()) as connection:
        assert connection.execute("SELECT attacks FROM kept_too").fetchone() == (1669,)


def test_ctrl_c_stops_everything_in_order(running):
    numbers = running.parts()
    assert running.interrupt() == 0
    said = running.said()
    order = [said.index(f"Stopped {name}\n") for name in ("web", "worker", "beat", "broker", "postgres")]
    assert order == sorted(order)
    assert not any(running.parts().values())
    assert not any(Path(f"/proc/{number}").exists() for number in numbers.values())


def test_the_next_start_has_nothing_to_migrate_or_to_collect(running):
    running.interrupt()
    running.start()
    assert "The database was up to date" in running.said()
    assert "The static files were up to date" in running.said()


def test_stop_ends_what_a_launcher_runs_and_what_a_killed_one_left(running):
    assert running.ask("stop").returncode == 0
    assert running.process.wait(10) == 0
    assert not any(running.parts().values())
    running.start()
    running.kill()
    assert "Stopped postgres" in running.ask("stop").stdout
    assert not any(running.parts().values())


def test_a_taken_port_is_named_and_another_one_proposed(unstarted):
    with socket.create_server((HOST, 0)) as other:
        port = other.getsockname()[1]
        answer = unstarted.ask("run", "--port", str(port))
    assert answer.returncode == 1
    assert f"Port {port} is taken" in answer.stderr
    assert f"make run PORT={port + 1}" in answer.stderr
    assert not any(unstarted.parts().values())


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_what_is_no_port_is_refused(unstarted, port):
    answer = unstarted.ask("run", "--port", port)
    assert answer.returncode == 2
    assert "--port" in answer.stderr
    assert not any(unstarted.parts().values())


def test_env_starts_the_two_servers_alone_and_a_later_run_takes_them_over(stopped):
    lines = stopped.ask("env", "--owner").stdout.strip().split("\n")
    assert {line.split("=")[0] for line in lines} >= {"export DATABASE_URL", "export BROKER_URL"}
    assert stopped.part("postgres")
    assert not stopped.part("web")
    stopped.start()
    assert stopped.is_healthy()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's home can be closed to the server's account")
def test_as_root_a_closed_folder_stays_closed_and_the_cluster_goes_where_it_can_be_reached(tmp_path):
    tmp_path.chmod(0o700)
    launched = Launched(tmp_path / "data")
    launched.data.mkdir()
    try:
        answer = launched.ask("env", "--owner")
        assert answer.returncode == 0, answer.stderr
        with psycopg.connect(launched.owner_address()) as connection:
            assert connection.execute("SELECT current_database()").fetchone() == ("annotator",)
        assert (launched.data / "postgres").resolve().parent == Path("/var/lib")
        assert tmp_path.stat().st_mode & 0o777 == 0o700
    finally:
        launched.remove()


def _may_run_it(account: pwd.struct_passwd) -> bool:
    """Whether an ordinary user may read the interpreter, the packages and the code."""
    command = [sys.executable, "-m", "annotator.embedded", "--help"]
    try:
        answer = subprocess.run(command, user=account.pw_uid, cwd=PROJECT, env={}, capture_output=True)
    except PermissionError:
        return False
    return answer.returncode == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user runs all the other tests here as such")
def test_an_ordinary_user_can_run_it():
    account = pwd.getpwnam("nobody")
    if not _may_run_it(account):
        pytest.skip("the interpreter or the code is in a folder that is closed to ordinary users")
    data = Path(tempfile.mkdtemp(prefix="annotator-data-"))
    os.chown(data, account.pw_uid, account.pw_gid)
    launched = Launched(data, account)
    try:
        launched.start()
        assert launched.is_healthy()
        assert Path(f"/proc/{launched.part('postgres')}").stat().st_uid == account.pw_uid
        assert launched.interrupt() == 0
    finally:
        launched.remove()


def test_the_makefile_says_what_it_can_do():
    answer = subprocess.run(["make"], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert "make run" in answer.stdout
    assert "make test" in answer.stdout
