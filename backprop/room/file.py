"""One SQLite file for all rooms, and what happens where the disk fails: they live in memory."""

import logging
import os
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

ELSEWHERE = "BACKPROP_ROOMS"  # the environment's word for the file
OURS = 0x42505231  # marks a file as one of ours; another form of the tables gets another number
PATIENCE = 2.0  # seconds to wait for another process that is writing
SETTINGS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON")
LOGGER = logging.getLogger(__name__)
Result = TypeVar("Result")

# What SQLite says where the disk, not the question, is at fault → half a sentence.
FAILURES = {
    sqlite3.SQLITE_FULL: "its disk is full",
    sqlite3.SQLITE_READONLY: "it may not be written",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
    sqlite3.SQLITE_PERM: "it may not be written",
    sqlite3.SQLITE_IOERR: "its disk does not answer",
}
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def place() -> Path:
    """Where the file is: BACKPROP_ROOMS, else in the user's folder for data."""
    if named := os.environ.get(ELSEWHERE):
        return Path(named)
    home = Path.home()
    folders = {"win32": home / "AppData" / "Local", "darwin": home / "Library/Application Support"}
    usual = folders.get(sys.platform, home / ".local" / "share")
    return Path(os.environ.get("XDG_DATA_HOME") or usual) / "backprop-studio" / "rooms.sqlite"


class File:
    """The tables of `schema` in a file. All threads may use it, and other processes at once.

    problem: what the host should know about it, "" where all is well
    """

    def __init__(self, path: Path, schema: str) -> None:
        self.problem = ""
        self._path, self._schema = path, schema
        self._lock = threading.RLock()
        self._db = self._opened()
        self._seen = self._version()

    def do(self, work: Callable[[sqlite3.Connection], Result], write: bool = True) -> Result:
        """Call it with the database, all of it or nothing; in memory where the disk has failed."""
        with self._lock:
            try:
                return self._transaction(work, write)
            except sqlite3.DatabaseError as error:
                reason = "it is damaged" if _damaged(error) else _reason(error)
                if not reason:
                    raise
                self._move_into_memory(reason)
                return self._transaction(work, write)

    def changed_elsewhere(self) -> bool:
        """Whether another process has written since this was last asked."""
        with self._lock:
            before, self._seen = self._seen, self._version()
            return before != self._seen

    def forget(self) -> None:
        """What was deleted leaves the disk, too: the log beside the file still holds it."""
        with self._lock:
            try:
                self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            except sqlite3.DatabaseError as error:
                LOGGER.warning("The log of %s could not be emptied: %s", self._path, error)

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def _version(self) -> int:
        try:
            return int(self._db.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.DatabaseError:  # the next use tells what is wrong
            return -1

    def _transaction(self, work: Callable[[sqlite3.Connection], Result], write: bool) -> Result:
        self._db.execute("BEGIN IMMEDIATE" if write else "BEGIN")
        try:
            result = work(self._db)
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        return result

    def _opened(self) -> sqlite3.Connection:
        for _ in range(2):
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                return self._connect(str(self._path))
            except OSError as error:
                LOGGER.warning("Rooms are kept in memory: %s", error)
                return self._in_memory("its folder cannot be made")
            except sqlite3.DatabaseError as error:
                if reason := _reason(error):
                    LOGGER.warning("Rooms are kept in memory: %s: %s", self._path, error)
                    return self._in_memory(reason)
                if not _damaged(error):
                    raise
                self._put_aside()
        return self._in_memory("it is damaged")

    def _connect(self, where: str) -> sqlite3.Connection:
        db = sqlite3.connect(where, timeout=PATIENCE, check_same_thread=False, isolation_level=None)
        try:
            _is_ours(db)
            for setting in SETTINGS:
                db.execute(f"PRAGMA {setting}").fetchall()
            db.execute("BEGIN IMMEDIATE")
            if not _is_ours(db):
                for statement in filter(str.strip, self._schema.split(";")):
                    db.execute(statement)
                db.execute(f"PRAGMA application_id = {OURS}")
            db.execute("COMMIT")
            if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise _Damaged
        except BaseException:
            db.close()
            raise
        return db

    def _in_memory(self, reason: str) -> sqlite3.Connection:
        self.problem = (
            f"The server cannot keep its file of rooms: {reason}. This room lives in the server's "
            "memory, and is gone when the server stops. Download the results before."
        )
        return self._connect(":memory:")

    def _move_into_memory(self, reason: str) -> None:
        """Take along all that can still be read."""
        LOGGER.warning("Rooms are kept in memory from now on: %s: %s", self._path, reason)
        memory = self._in_memory(reason)
        try:
            self._db.backup(memory)
        except sqlite3.DatabaseError as error:
            LOGGER.error("What %s held could not be read: %s", self._path, error)
            memory.close()
            memory = self._connect(":memory:")
        self._db.close()
        self._db = memory

    def _put_aside(self) -> None:
        """Keep what is damaged for who can mend it, and begin anew."""
        stamp = time.strftime("%Y%m%d-%H%M%S")
        for ending in ("", "-wal", "-shm"):
            path = self._path.with_name(self._path.name + ending)
            try:
                path.replace(self._path.with_name(f"{self._path.name}.damaged-{stamp}{ending}"))
            except FileNotFoundError:
                continue
        LOGGER.warning("%s is damaged; it was put aside", self._path)
        self.problem = (
            "The server's file of rooms was damaged. It was put aside and a new one begun, so "
            "older rooms are not found; this one is kept."
        )


class _Foreign(sqlite3.DatabaseError):
    """A database, but of another program."""


class _Damaged(sqlite3.DatabaseError):
    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


def _is_ours(db: sqlite3.Connection) -> bool:
    """False for a new file. Raises _Foreign for another program's, before anything is changed."""
    # In this order: another process may mark and fill it at once in between.
    filled = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if db.execute("PRAGMA application_id").fetchone()[0] == OURS:
        return True
    if filled:
        raise _Foreign("it is not a file of rooms")
    return False


def _damaged(error: sqlite3.DatabaseError) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in DAMAGED


def _reason(error: sqlite3.DatabaseError) -> str:
    """Why the file cannot be used; "" where it is not the disk's fault."""
    if isinstance(error, _Foreign):
        return "it belongs to another program, or to another version of this one"
    return FAILURES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, "")
