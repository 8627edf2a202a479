"""The launcher's commands: `python -m annotator.embedded run | env | stop`."""

import argparse
import os
import shlex
import sys
from pathlib import Path

from annotator.embedded import launcher
from annotator.embedded.console import LaunchError, complain, say
from annotator.embedded.folder import DataFolder, FolderHeldError
from annotator.embedded.servers import Servers

PROJECT = Path(__file__).resolve().parent.parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    options = _options(arguments)
    try:
        folder = DataFolder.at(Path(os.environ.get("DATA_DIR") or PROJECT / ".data"))
        if options.command == "run":
            return launcher.run(folder, PROJECT, port=options.port)
        if options.command == "env":
            return _show_environment(folder, owner=options.owner)
        return launcher.stop(folder)
    except LaunchError as error:
        complain(f"\n{error}")
        return 1


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m annotator.embedded", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="start everything, watch it, stop it on Ctrl-C")
    run.add_argument("--port", type=_port, default=os.environ.get("PORT") or "8000")
    environment = commands.add_parser(
        "env", help="start Postgres and the broker alone; print their variables"
    )
    environment.add_argument("--owner", action="store_true", help="as the role that migrates")
    commands.add_parser("stop", help="stop what runs in the data folder")
    return parser.parse_args(arguments)


def _port(text: str) -> int:
    port = int(text)
    if not 0 < port < 65536:
        message = f"{port} is no port; choose one from 1024 to 65535"
        raise argparse.ArgumentTypeError(message)
    return port


def _show_environment(folder: DataFolder, *, owner: bool) -> int:
    """Prints lines for a shell's `eval`, and leaves the servers running."""
    servers = Servers.of(folder)
    try:
        with folder.held():
            if not servers.are_running():
                servers.end_leftovers()
                servers.start()
    except FolderHeldError:
        if not servers.are_running():
            raise
    for name, value in (servers.owner_environment() if owner else servers.environment()).items():
        say(f"export {name}={shlex.quote(value)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
