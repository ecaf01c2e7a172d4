"""Where a store lives: its data folder, its account, its short private folder for the socket, and who holds it."""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from plugin.errors import Conflict, SmartLinksError

SOCKET_PATH_LIMIT = 107  # bytes: sun_path of unix(7), less the closing NUL
LONGEST_SOCKET = ".s.PGSQL.5432"
ROOT = 0


@dataclass(frozen=True, slots=True)
class Account:
    """The user and group that a store runs as."""

    uid: int
    gid: int


@dataclass(frozen=True, slots=True)
class Place:
    """One store's folders, held by this process until `leave`."""

    data: Path
    run: Path
    log: Path
    account: Account | None  # None: the account that we run as
    hold: IO[str]

    def leave(self) -> None:
        """Let go of the folders, so that another process may start the store; a second call does nothing."""
        if self.hold.closed:
            return
        shutil.rmtree(self.run, ignore_errors=True)
        self.hold.close()


def take(data_dir: Path, store: str) -> Place:
    """The place of `store` ("postgres" or "valkey") under `data_dir`, made at need.

    Raises Conflict `stores_busy` while another process holds it, SmartLinksError `stores_folder` where it cannot be.
    """
    root = data_dir.resolve()
    try:
        root.mkdir(parents=True, exist_ok=True)
        hold = _hold(root / f"{store}.lock", root)
        account = _account(root / store)
        data = private_folder(root / store, account)
        return Place(data, _run_folder(data, account), root / f"{store}.log", account, hold)
    except OSError as fault:
        raise SmartLinksError(f"The folder {root} cannot hold {store}: {fault}", code="stores_folder") from fault


def private_folder(path: Path, account: Account | None) -> Path:
    """The folder, made at need, which nobody but `account` may enter; OSError if it is somebody else's."""
    path.mkdir(mode=0o700, exist_ok=True)
    found = path.lstat()
    owner = account.uid if account else os.geteuid()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {owner, os.geteuid()}:
        raise PermissionError(f"{path} belongs to uid {found.st_uid}, not to uid {owner}")
    path.chmod(0o700)
    if account and found.st_uid != owner:
        os.chown(path, account.uid, account.gid)
    return path


def holder(data_dir: Path, store: str) -> int | None:
    """The pid of the process that holds the store now, or None."""
    try:
        with (data_dir / f"{store}.lock").open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        return int((data_dir / f"{store}.lock").read_text() or 0)
    return None


def _hold(path: Path, folder: Path) -> IO[str]:
    file = path.open("a+")
    try:
        # The kernel lets go of it when we die, however we die.
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as held:
        file.seek(0)
        pid = file.read().strip() or "unknown"
        file.close()
        message = f"The stores in {folder} are in use by process {pid}: stop it, or set DATA_DIR to another folder."
        raise Conflict(message, code="stores_busy", folder=str(folder), pid=pid) from held
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def _account(data: Path) -> Account | None:
    """Who runs the store: as root, which PostgreSQL refuses, whoever owns the data, else an account that exists."""
    if os.geteuid() != ROOT:
        return None
    if data.exists() and (found := data.stat()).st_uid != ROOT:
        return Account(found.st_uid, found.st_gid)
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in known:
            return Account(known[name].pw_uid, known[name].pw_gid)
    raise SmartLinksError(
        "PostgreSQL does not run as root and there is no account postgres or nobody: run as a plain user.",
        code="stores_account",
    )


def _run_folder(data: Path, account: Account | None) -> Path:
    """A folder whose name follows from the data folder's, since sockets' paths are too short for most of those."""
    uid = account.uid if account else os.geteuid()
    name = f"smartlinks-{uid}-{hashlib.sha256(os.fsencode(data)).hexdigest()[:12]}"
    refusals = []
    for parent in (Path("/run"), Path(f"/run/user/{uid}"), Path(tempfile.gettempdir()), Path("/tmp")):  # noqa: S108 - the last resort; the folder in it is private and its owner is checked
        if len(os.fsencode(parent / name / LONGEST_SOCKET)) > SOCKET_PATH_LIMIT:
            continue
        try:
            return private_folder(parent / name, account)
        except OSError as refusal:
            refusals.append(str(refusal))
    raise SmartLinksError(f"No folder can hold the stores' sockets: {'; '.join(refusals)}", code="stores_folder")
