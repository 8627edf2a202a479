"""Starts everything step by step, watches it until Ctrl-C, and stops it in order."""

import http.client
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from annotator.embedded import processes
from annotator.embedded.application import Application
from annotator.embedded.console import LaunchError, say, step
from annotator.embedded.folder import DataFolder, FolderHeldError
from annotator.embedded.ports import HOST, is_free
from annotator.embedded.processes import POLL_SECONDS, Part, Process
from annotator.embedded.servers import Servers
from annotator.embedded.supervisor import StopRequestedError, Supervisor

READY_SECONDS = 90
STOP_SECONDS = 60


def run(folder: DataFolder, project: Path, *, port: int) -> int:
    """Runs the product in the foreground; returns its exit code. Raises LaunchError if it can't start."""
    servers = Servers.of(folder)
    application = Application(project, servers, port)
    with folder.held():
        try:
            with Supervisor(folder.records) as supervisor:
                for name in servers.end_leftovers():
                    step(f"Ended {name}, left over from an earlier start")
                _check_port(port)
                folder.describe_holder({"process": os.getpid(), "address": application.address})
                _start(application, supervisor)
                supervisor.run()
        except StopRequestedError:
            step("Everything is stopped; the data stays in " + str(folder.path))
    return 0


def stop(folder: DataFolder) -> int:
    """Stops whatever runs in the data folder, be it watched by a launcher or not; returns the exit code."""
    try:
        with folder.held():
            for name in Servers.of(folder).end_leftovers():
                step(f"Stopped {name}")
    except FolderHeldError:
        launcher = int(str(folder.holder()["process"]))
        os.kill(launcher, signal.SIGTERM)
        began, deadline = processes.started(launcher), time.monotonic() + STOP_SECONDS
        while began and processes.started(launcher) == began and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
        step(f"Stopped the launcher (process {launcher})")
    return 0


def _start(application: Application, supervisor: Supervisor) -> None:
    step("Starting Postgres and the broker")
    for part, process in application.servers.start():
        supervisor.watch(part, process)
    servers = application.servers
    step(f"Postgres {servers.postgres.version} and the broker are up (ports {servers.postgres.port} and "
         f"{servers.broker.port})")  # fmt: skip
    step("Bringing the database and the static files up to date")
    with ThreadPoolExecutor(2) as pool:
        migrating = pool.submit(application.migrate)
        collecting = pool.submit(application.collect_static_files)
    step("The database is migrated" if migrating.result() else "The database was up to date")
    step("The static files are collected" if collecting.result() else "The static files were up to date")
    step("Starting beat, the workers and the web server")
    part = application.part()
    process = supervisor.start(part)
    if application.load_samples():
        step("The samples are loaded")
    _wait_for_web(application, part, process)
    say(f"\n{application.sample_logins()}\nLogs: {servers.folder.logs}\n")
    say(f"Annotator is ready at {application.address} (Ctrl-C stops it)")


def _check_port(port: int) -> None:
    if port < 1024 and os.geteuid() != 0:
        message = f"Port {port} is for root alone. Choose another one: make run PORT=8000"
        raise LaunchError(message)
    if not is_free(port):
        message = (
            f"Port {port} is taken by another program. Choose another one: make run PORT={port + 1}, "
            f"or see who has it: lsof -i :{port}"
        )
        raise LaunchError(message)


def _wait_for_web(application: Application, part: Part, process: Process) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not _is_healthy(application.port):
        if process.poll() is not None or time.monotonic() > deadline:
            message = f"The web server didn't start. The end of {part.log}:\n{processes.tail(part.log)}"
            raise LaunchError(message)
        time.sleep(POLL_SECONDS)


def _is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
