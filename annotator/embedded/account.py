"""The account that runs Postgres, which refuses to run as root."""

import os
import pwd
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.embedded.console import LaunchError

CANDIDATES = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """An unprivileged account of this machine."""

    user: int
    group: int


def unprivileged_account(home: Path) -> Account | None:
    """The account for the servers in `home`: None unless we are root; whoever owns `home` already, if set.

    Raises LaunchError when the machine has no account that would do.
    """
    if os.geteuid() != 0:
        return None
    if home.exists() and home.stat().st_uid != 0:
        return Account(home.stat().st_uid, home.stat().st_gid)
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    message = (
        f"Postgres can't run as root and none of the accounts {', '.join(CANDIDATES)} exists. "
        "Run this as an ordinary user."
    )
    raise LaunchError(message)


def identity(account: Account | None) -> dict[str, Any]:
    """The options that make `subprocess` start something as `account`, or as ourselves."""
    return {"user": account.user, "group": account.group, "extra_groups": []} if account else {}


def can_reach(account: Account, path: Path) -> bool:
    """Whether `account` may enter every folder above `path`."""
    return all(_may(account, folder, stat.S_IXUSR) for folder in path.resolve().parents)


def can_read(account: Account, folder: Path) -> bool:
    """Whether `account` may reach, enter and list `folder`."""
    return can_reach(account, folder) and _may(account, folder.resolve(), stat.S_IRUSR | stat.S_IXUSR)


def give(account: Account | None, path: Path) -> None:
    """Makes `path` belong to `account`."""
    if account is not None:
        os.chown(path, account.user, account.group)


def give_tree(account: Account, folder: Path) -> None:
    """Makes `folder` and all that is in it belong to `account`."""
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, account.user, account.group)


def _may(account: Account, path: Path, owner_bits: int) -> bool:
    status = path.stat()
    if status.st_uid == account.user:
        wanted = owner_bits
    elif status.st_gid == account.group:
        wanted = owner_bits >> 3
    else:
        wanted = owner_bits >> 6
    return status.st_mode & wanted == wanted
