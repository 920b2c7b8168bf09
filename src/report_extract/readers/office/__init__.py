"""Word 97, RTF, OpenDocument texts, and sheets of that age: LibreOffice makes them .docx or .xlsx.

LibreOffice runs without a window, in a temporary folder with a profile of its own (two
that share one lose files), without macros, links and network, for as long and with as
much memory as the limits allow. Its start costs a second: `convert` takes many files.
Where it is not installed, `fallbacks` reads what can be read without it.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import time
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from report_extract.errors import ReadError
from report_extract.readers.assembly import Source
from report_extract.readers.document import Document, Note
from report_extract.readers.limits import Budget, Limits
from report_extract.readers.modules import load
from report_extract.readers.office.fallbacks import read_without
from report_extract.readers.office.kinds import Kind, kind_of

_PROGRAMS = ("soffice", "libreoffice")
_POLL = 0.05
# What the profile says: no macros, no links to other files, and a proxy that is not there.
_SCRIPTING = "Office.Common/Security/Scripting"
_INTERNET = "Inet/Settings"
_SETTINGS: Final = (
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
    (_INTERNET, "ooInetProxyType", "2"),
    (_INTERNET, "ooInetNoProxy", ""),
    *((_INTERNET, f"ooInet{kind}ProxyName", "127.0.0.1") for kind in ("HTTP", "HTTPS", "FTP")),
    *((_INTERNET, f"ooInet{kind}ProxyPort", "9") for kind in ("HTTP", "HTTPS", "FTP")),
)
# A field of Word whose text is the day or hour at which it is opened.
_CLOCK = re.compile(
    rb'<w:instrText[^>]*>\s*(?:DATE|TIME)\b[^<]*</w:instrText>.*?"separate"/>.*?<w:fldChar w:fldCharType="end"',
    re.S,
)
_LEFT_OUT = Note("clock_field", "a field that shows the day or hour of opening was left out")
_WORDS = re.compile(rb"<w:t\b[^>]*>[^<]*</w:t>")


def read(source: Source) -> Document:
    """The document in an older office file; raises `ReadError`."""
    budget = source.budget
    kind = kind_of(source)
    made = source.converted
    if made is None and (program := _program()):
        made = _convert(program, kind.target, [(source, kind)])[source.name]
    if made is None:
        return read_without(source, kind)
    if isinstance(made, ReadError):
        raise made
    made, clock = _without_clock(made, budget)
    rest = replace(source.limits, seconds=max(1, round(budget.left())))
    reader = load(kind.target, kind.target, source.name)
    document: Document = reader.read(source._replace(data=made, limits=rest))
    return replace(
        document, sha256=source.sha256, media_type=kind.media_type, notes=(*document.notes, *([_LEFT_OUT] * clock))
    )


def convert(sources: Sequence[Source]) -> dict[str, bytes | ReadError]:
    """What LibreOffice makes of each file, by its name: a .docx or .xlsx, or why there is none.

    One start for all texts, one for all sheets; a file that fails does not fail the
    others. Empty where LibreOffice is not installed.
    """
    program = _program()
    if program is None:
        return {}
    made: dict[str, bytes | ReadError] = {}
    groups: dict[str, list[tuple[Source, Kind]]] = {}
    for source in {source.name: source for source in sources}.values():
        try:
            kind = kind_of(source)
        except ReadError as error:
            made[source.name] = error
        else:
            groups.setdefault(kind.target, []).append((source, kind))
    for target, group in groups.items():
        made |= _convert(program, target, group)
    return made


def _program() -> str | None:
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def _convert(program: str, target: str, group: list[tuple[Source, Kind]]) -> dict[str, bytes | ReadError]:
    """Run until each file has an output or an error: whoever stops a run is left out of the next."""
    made: dict[str, bytes | ReadError] = {}
    while group:
        try:
            with TemporaryDirectory(prefix="report-extract-", ignore_cleanup_errors=True) as name:
                folder = Path(name)
                ended = _run(program, target, group, folder)
                outputs = [_output(folder / "out" / f"{i}.{target}") for i in range(len(group))]
        except OSError as error:
            return made | {source.name: _no_room(source, error) for source, _ in group}
        made |= {source.name: data for (source, _), data in zip(group, outputs, strict=True) if data}
        missing = [source_kind for source_kind, data in zip(group, outputs, strict=True) if not data]
        failed = missing if ended else missing[:1]
        made |= {source.name: _failure(source, kind, target, ended) for source, kind in failed}
        group = missing[len(failed) :]
    return made


def _run(program: str, target: str, group: Sequence[tuple[Source, Kind]], folder: Path) -> bool | None:
    """One start of LibreOffice; True where it came to its end, False where it died, None where it hung."""
    out, files = folder / "out", []
    out.mkdir()
    for i, (source, kind) in enumerate(group):
        file = folder / f"{i}.{kind.suffix}"
        file.write_bytes(source.data)
        files.append(str(file))
    _write_profile(folder / "profile")
    limits = group[0][0].limits
    command = [
        program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
        "--convert-to", target, "--outdir", str(out), *files,
    ]  # fmt: skip
    env = {**os.environ, "TMPDIR": str(folder), "LC_ALL": "C.UTF-8"}
    try:
        process = subprocess.Popen(  # noqa: S603
            _in_memory(command, limits), cwd=folder, env=env, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except OSError:
        return False
    try:
        return _watch(process, out, limits.seconds)
    finally:
        if process.poll() is None:
            _kill(process)


def _watch(process: subprocess.Popen[bytes], out: Path, seconds: float) -> bool | None:
    """Wait as long as each file takes no longer than `seconds`."""
    done, since = 0, time.monotonic()
    while True:
        try:
            return process.wait(_POLL) == 0
        except subprocess.TimeoutExpired:
            now, count = time.monotonic(), len(os.listdir(out))
            if count > done:
                done, since = count, now
            elif now - since > seconds:
                return None


def _in_memory(command: list[str], limits: Limits) -> list[str]:
    """The command, held to so much memory where the system knows how."""
    if os.name != "posix":
        return command
    return ["/bin/sh", "-c", 'ulimit -v "$0" 2>/dev/null; exec "$@"', str(limits.memory // 1024), *command]


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the program and all it started."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _write_profile(folder: Path) -> None:
    items = "\n".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n{items}\n</oor:items>\n',
        encoding="utf-8",
    )


def _output(path: Path) -> bytes | None:
    """A whole output: LibreOffice that is stopped leaves half a file or none."""
    return path.read_bytes() if path.is_file() and zipfile.is_zipfile(path) else None


def _failure(source: Source, kind: Kind, target: str, ended: bool | None) -> ReadError:
    if ended is None:
        seconds = source.limits.seconds
        return ReadError(
            f"LibreOffice takes longer than {seconds} s to read it", file=source.name,
            remedy=f"split it, or allow more with --limit seconds={2 * seconds}",
        )  # fmt: skip
    said = "LibreOffice cannot read it" if ended else "LibreOffice stopped while it read it"
    return ReadError(
        f"is a broken .{kind.suffix} file, or {said}", file=source.name,
        remedy=f"open it in an office program and save it as .{target} (LibreOffice needs {kind.program})",
    )  # fmt: skip


def _no_room(source: Source, error: OSError) -> ReadError:
    return ReadError(
        f"LibreOffice has no temporary folder to read it in ({error.strerror or error})", file=source.name,
        remedy="set TMPDIR to a folder with free space",
    )  # fmt: skip


def _without_clock(data: bytes, budget: Budget) -> tuple[bytes, bool]:
    """A .docx without the fields that LibreOffice filled in with today's date; whether there were any."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        budget.check("unpacked", sum(info.file_size for info in archive.infolist()))
        changed: dict[str, bytes] = {}
        for name in archive.namelist():
            part = archive.read(name) if name.startswith("word/") and name.endswith(".xml") else b""
            cleared = _CLOCK.sub(lambda m: _WORDS.sub(b"", m[0]), part) if b"instrText" in part else part
            if cleared != part:
                changed[name] = cleared
        if not changed:
            return data, False
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as other:
            for name in archive.namelist():
                other.writestr(name, changed.get(name) or archive.read(name))
    return packed.getvalue(), True
