"""The errors OnRecord raises: one short tree, each carrying the values a caller needs to act on.

Imports the standard library only. Exit codes belong to `cli`, HTTP status codes to `web`; neither is known here.
"""

from __future__ import annotations

from datetime import datetime


class OnRecordError(Exception):
    """The root of every error that OnRecord raises on purpose."""


class UsageError(OnRecordError):
    """The caller asked for something that makes no sense: an unknown filter value, a missing option."""


class ChangedSinceError(UsageError):
    """Somebody changed the object after the caller last looked at it. Carries the object's id, who did so and when."""

    def __init__(self, object_id: str, by: str, at: datetime) -> None:
        super().__init__(f"{by} changed {object_id} at {at:%Y-%m-%d %H:%M:%S}, after you last looked at it")
        self.object_id = object_id
        self.by = by
        self.at = at


class RefusedError(OnRecordError):
    """One item cannot be read; the rest goes on. Carries the item, the stage that refused it and a stable code.

    `passed_over` marks what was met on the way and is no page at all, a notes file in a folder, say: it is listed, but
    nobody asked for it.
    """

    def __init__(
        self, item: str, code: str, reason: str, *, stage: str = "captures", passed_over: bool = False
    ) -> None:
        super().__init__(f"{item}: {reason}")
        self.item = item
        self.code = code
        self.reason = reason
        self.stage = stage
        self.passed_over = passed_over

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions cross process borders by their arguments; keyword-only ones would be lost.
        return (_refused, (self.item, self.code, self.reason, self.stage, self.passed_over))


def _refused(item: str, code: str, reason: str, stage: str, passed_over: bool) -> RefusedError:
    return RefusedError(item, code, reason, stage=stage, passed_over=passed_over)


class RecordError(OnRecordError):
    """The record as a whole cannot be used."""


class RecordLockedError(RecordError):
    """Another process is writing to the record. Carries who: process id, host, since when."""

    def __init__(self, record: str, holder: str) -> None:
        super().__init__(f"{record} is being written by {holder}; try again when it has finished")
        self.record = record
        self.holder = holder


class RecordNewerError(RecordError):
    """The record was written by a newer program than this one. Carries both schema revisions."""

    def __init__(self, record: str, found: str, known: str) -> None:
        super().__init__(f"{record} has schema {found}, newer than this program's {known}; update onrecord")
        self.record = record
        self.found = found
        self.known = known


class RecordDamagedError(RecordError):
    """The record does not open, or a write to it failed (a full disk, a broken file). Carries the cause."""

    def __init__(self, record: str, cause: str) -> None:
        super().__init__(f"{record}: {cause}")
        self.record = record
        self.cause = cause


class WorkerLostError(OnRecordError):
    """A process that read pages died from outside, most likely for want of memory. Carries how many there were."""

    def __init__(self, jobs: int) -> None:
        super().__init__(
            f"one of {jobs} reading processes was ended from outside, most likely for want of memory; what was read "
            "before is kept: read again with fewer --jobs to take up from there"
        )
        self.jobs = jobs


class KnowledgeError(OnRecordError):
    """A knowledge file breaks its schema. Carries the file and the entry."""

    def __init__(self, file: str, entry: str, reason: str) -> None:
        super().__init__(f"{file}: {entry}: {reason}")
        self.file = file
        self.entry = entry
        self.reason = reason
