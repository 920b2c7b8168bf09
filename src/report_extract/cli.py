"""The command line: parses options, prints, sets the exit code.

Records go to standard output, messages to standard error. Nothing heavy is imported
before a command needs it.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from report_extract.errors import ReportExtractError

if TYPE_CHECKING:
    from report_extract.pattern_set import PatternSet
    from report_extract.readers import Limits
    from report_extract.records import Report


class _DefaultGroup(TyperGroup):
    """`report-extract FILE` is `report-extract extract FILE`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        own = ("--help", "-h", "--version", "--install-completion", "--show-completion")
        if args and args[0] not in self.commands and args[0] not in own:
            args = ["extract", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_DefaultGroup,
    help="Every figure of a Vietnamese administrative report, as JSON. Số liệu của báo cáo hành chính, thành JSON.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)
patterns_app = typer.Typer(help="Check and list the patterns. Kiểm tra, liệt kê mẫu.", no_args_is_help=True)
app.add_typer(patterns_app, name="patterns")

Files = Annotated[
    list[str],
    typer.Argument(help="Reports (.docx, .pdf, .html, .xlsx, .txt, ...), or - for standard input.", show_default=False),
]
Patterns = Annotated[
    list[Path] | None,
    typer.Option("--patterns", help="A folder of patterns that adds to the built-in ones.", show_default=False),
]

Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        show_default=False,
        help="The encoding of text files, where it is found out wrongly: utf-8, tcvn3, vni, viqr, viscii, cp1258, ...",
    ),
]
Limit = Annotated[
    list[str] | None,
    typer.Option(
        "--limit", metavar="NAME=NUMBER", help="Allow a file more: seconds=600, pages=5000, ...", show_default=False
    ),
]


def _show_version(value: bool) -> None:
    if value:
        from importlib.metadata import version  # noqa: PLC0415

        typer.echo(version("report-extract"))
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


@app.command()
def extract(
    files: Files,
    output_dir: Annotated[
        Path | None, typer.Option("--output-dir", help="Write STEM.json here for each report.", show_default=False)
    ] = None,
    patterns: Patterns = None,
    encoding: Encoding = None,
    limit: Limit = None,
    indent: Annotated[
        int | None,
        typer.Option("--indent", min=0, max=8, help="Indent the JSON by so many blanks.", show_default=False),
    ] = None,
) -> None:
    """Extract the figures of reports: one report prints JSON, several print JSON Lines.

    Trích xuất số liệu: một báo cáo in ra JSON, nhiều báo cáo in ra JSON Lines.
    """
    from report_extract.pipeline import extract_files  # noqa: PLC0415

    pattern_set, limits = _load(patterns), _limits(limit)
    targets = _targets(files, output_dir) if output_dir else {}
    several = len(files) > 1
    failed = False
    reports = extract_files(files, patterns=pattern_set, encoding=encoding, limits=limits)
    for i, file in enumerate(files, 1):
        _progress(i, len(files), file)
        try:
            report = next(reports)
            if isinstance(report, ReportExtractError):
                raise report
            line = _json(report, None if several and not output_dir else indent)
            if output_dir:
                _write(targets[file], line + "\n")
            else:
                _print(line)
        except ReportExtractError as error:
            failed = True
            _complain(error)
    _progress(0, 0, "")
    if failed:
        raise typer.Exit(1)


@app.command()
def text(
    file: Annotated[str, typer.Argument(help="A report, or - for standard input.", show_default=False)],
    encoding: Encoding = None,
    limit: Limit = None,
) -> None:
    """Print the text that the offsets of the record refer to. In ra văn bản mà các vị trí trỏ tới."""
    from report_extract.readers import read  # noqa: PLC0415

    limits = _limits(limit)
    try:
        document = read(file, encoding=encoding, limits=limits)
    except ReportExtractError as error:
        _complain(error)
        raise typer.Exit(1) from None
    sys.stdout.buffer.write(document.text.encode("utf-8", "surrogatepass"))


@app.command()
def schema() -> None:
    """Print the JSON Schema of the record. In ra JSON Schema của bản ghi."""
    from report_extract.records import Report  # noqa: PLC0415

    _print(json.dumps(Report.model_json_schema(mode="serialization"), ensure_ascii=False, indent=2))


@app.command()
def evaluate(
    gold_dir: Annotated[Path, typer.Argument(help="A folder of X.txt with X.gold.tsv.", show_default=False)],
    errors: Annotated[bool, typer.Option("--errors", help="List every figure missed, invented or wrong.")] = False,
    patterns: Patterns = None,
) -> None:
    """Score the patterns on texts with known answers. Chấm điểm mẫu trên văn bản có đáp án."""
    from report_extract.evaluate import evaluate as run  # noqa: PLC0415

    try:
        result = run(gold_dir, patterns=_load(patterns))
    except ReportExtractError as error:
        _complain(error)
        raise typer.Exit(1) from None
    if errors:
        _print("\n".join(result.errors))
    for title, scores in (("figures", result.levels), ("indicators", result.indicators)):
        _print(f"{title:24} precision  recall     f1   gold")
        for name, score in scores.items():
            _print(f"  {name:22} {score.precision:9.3f} {score.recall:7.3f} {score.f1:6.3f} {score.gold:6}")
    _print(f"{'confidence':24}   figures    mean  right")
    for row in result.reliability.bins:
        _print(f"  {f'{row.low:.1f} to {row.high:.1f}':22} {row.count:9} {row.confidence:7.3f} {row.right:6.3f}")
    _print(f"{'calibration error (ECE)':26}{result.reliability.ece:7.3f}")
    _print(f"{'numbers accounted for':26}{result.accounted:7.3f}")
    _print(f"{result.texts} texts")


@patterns_app.command("check")
def patterns_check(
    folder: Annotated[Path | None, typer.Argument(help="A folder of your own patterns.", show_default=False)] = None,
    patterns: Patterns = None,
) -> None:
    """Run the examples of all patterns and name each one that fails. Chạy mọi ví dụ của các mẫu."""
    from report_extract.verify import verify  # noqa: PLC0415

    pattern_set = _load([*([folder] if folder else []), *(patterns or [])])
    issues = verify(pattern_set)
    for issue in issues:
        typer.echo(str(issue), err=True)
    typer.echo(f"{len(pattern_set.entries)} entries, {len(issues)} problems", err=True)
    if issues:
        raise typer.Exit(1)


@patterns_app.command("list")
def patterns_list(patterns: Patterns = None) -> None:
    """List the entries: section, id, label, file. Liệt kê các mục."""
    pattern_set = _load(patterns)
    for entry in pattern_set.entries:
        _print(f"{pattern_set.section(entry)}\t{entry.id}\t{entry.label}\t{Path(pattern_set.origin(entry)).name}")


def _load(folders: list[Path] | None) -> PatternSet:
    from report_extract.pattern_set import load_patterns  # noqa: PLC0415

    try:
        return load_patterns(*(folders or ()))
    except ReportExtractError as error:
        _complain(error)
        raise typer.Exit(1) from None


def _limits(settings: list[str] | None) -> Limits:
    from report_extract.readers.limits import Limits  # noqa: PLC0415

    try:
        return Limits.of(*(settings or ()))
    except ReportExtractError as error:
        _usage(str(error))


def _json(report: Report, indent: int | None) -> str:
    return report.model_dump_json(indent=indent)


def _targets(files: list[str], folder: Path) -> dict[str, Path]:
    """The output of each input; two inputs may not claim the same."""
    targets: dict[str, Path] = {}
    owner: dict[Path, str] = {}
    for file in dict.fromkeys(files):
        target = folder / f"{'stdin' if file == '-' else Path(file).stem}.json"
        if target in owner:
            _usage(f"{owner[target]} and {file} would both be written to {target}; rename one or use another folder")
        owner[target] = file
        targets[file] = target
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        _usage(f"{folder}: cannot be made ({error.strerror}); give a folder that can be written to")
    return targets


def _usage(message: str) -> NoReturn:
    typer.echo(f"report-extract: {message}", err=True)
    raise typer.Exit(2)


def _write(path: Path, content: str) -> None:
    """Write a whole file or none: through a temporary file beside it."""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="surrogatepass", newline="\n") as file:
                file.write(content)
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ReportExtractError(
            f"cannot be written ({error.strerror})", file=str(path), remedy="check the folder and the free space"
        ) from None


def _print(line: str) -> None:
    sys.stdout.buffer.write(line.encode("utf-8", "surrogatepass") + b"\n")
    sys.stdout.buffer.flush()


def _complain(error: ReportExtractError) -> None:
    for line in str(error).splitlines():
        typer.echo(f"report-extract: {line}", err=True)


def _progress(done: int, total: int, file: str) -> None:
    """A counter on a terminal while several reports are read."""
    if not sys.stderr.isatty() or (total and total < 10):
        return
    sys.stderr.write(f"\r\033[K[{done}/{total}] {file}" if total else "\r\033[K")
    sys.stderr.flush()


def main() -> None:
    """Run the command line; a closed pipe (`| head`) is no error."""
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
