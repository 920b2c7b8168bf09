"""The other process that reads PDFs: started once, used for one file after the other, ended where a file hangs it."""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Generator

from report_extract.errors import ReadError
from report_extract.readers.assembly import Source
from report_extract.readers.limits import Budget
from report_extract.readers.pdf.worker import Answer, Failure, Request, Sheet

_MEMORY = 1_500_000_000  # beside what a file may unpack to
_WORKER = "import sys; from report_extract.readers.pdf.worker import serve; serve(sys.stdin.buffer, sys.stdout.buffer)"
_AGAIN = "save it again, or get it anew"


class _Process:
    """One reading process for this one, for one thread at a time."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def get(self) -> subprocess.Popen[bytes]:
        """The running process; a forked copy of this one starts its own."""
        if self._running is None or self._owner != os.getpid() or self._running.poll() is not None:
            environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
            self._running = subprocess.Popen(  # noqa: S603
                [sys.executable, "-P", "-c", _WORKER], env=environment,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            self._owner = os.getpid()
        return self._running

    def end(self) -> None:
        """Kill it: the next file gets a new one."""
        running, self._running = self._running, None
        if running is None or self._owner != os.getpid():
            return
        running.kill()
        for stream in (running.stdin, running.stdout):
            with contextlib.suppress(OSError):
                if stream:
                    stream.close()
        running.wait()


_PROCESS = _Process()
TURN = threading.Lock()  # who holds it may call `sheets`
atexit.register(_PROCESS.end)


def sheets(source: Source, budget: Budget, dpi: int) -> Generator[int | Sheet]:
    """How many pages the file has, then those within the limits; raises `ReadError`. Hold `TURN` meanwhile."""
    limits = source.limits
    request = Request(source.data, limits.pages, dpi, _MEMORY + limits.unpacked)
    process = _PROCESS.get()
    timer = threading.Timer(budget.left(), process.kill)
    timer.start()
    answer: Answer | Failure = Failure("")
    try:
        if process.stdin is None or process.stdout is None:
            raise EOFError
        pickle.dump(request, process.stdin, pickle.HIGHEST_PROTOCOL)
        process.stdin.flush()
        while (answer := pickle.load(process.stdout)) is not None:  # noqa: S301
            budget.left()
            if isinstance(answer, Failure):
                raise _error(source, answer)
            yield answer
    except (EOFError, OSError, pickle.UnpicklingError):
        budget.left()
        raise ReadError("is broken, or takes too much memory", file=source.name, remedy=_AGAIN) from None
    finally:
        timer.cancel()
        if answer is not None:  # the rest of the answers would be taken for those to the next request
            _PROCESS.end()


def _error(source: Source, failure: Failure) -> ReadError:
    remedy = "save it without a password" if "encrypted" in failure.problem else _AGAIN
    place = f"page {failure.page}" if failure.page else ""
    return ReadError(failure.problem, file=source.name, place=place, remedy=remedy)
