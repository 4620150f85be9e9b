"""Writes docs/configuration.md from the settings class: `python -m scripts.configuration_docs`; `--check` compares."""

import sys
from pathlib import Path

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from adapters.settings import SECTIONS, variable_name

PAGE = Path(__file__).resolve().parent.parent / "docs" / "configuration.md"

PREAMBLE = """# Configuration

Stoa reads its settings once, at start, from environment variables and from a file
`.env` in the working directory (variables win). A setting that is missing or wrong stops the start with a message
that names it. `stoa check` tests the services behind them.
`make run` needs none of them: it brings its own PostgreSQL and Redis and makes its own secret key.

<!-- Generated from adapters/settings.py by `python -m scripts.configuration_docs`; edit there. -->
"""


def render() -> str:
    """The whole page, ending in one newline."""
    parts = [PREAMBLE]
    for section in SECTIONS:
        parts.append(f"## {(section.__doc__ or '').strip()}\n\n| variable | default | meaning |\n|---|---|---|\n")
        for name in section.__annotations__:
            if name in section.model_fields:
                parts[-1] += _row(name, section.model_fields[name])
    return "\n".join(parts)


def _row(name: str, field: FieldInfo) -> str:
    return f"| `{variable_name(name)}` | {_default(field)} | {field.description} |\n"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**required**"
    value = field.default
    if isinstance(value, SecretStr):
        return "a public value for development" if value.get_secret_value() else "empty"
    if value is None or value == "" or value == ():
        return "empty"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{','.join(value)}`" if isinstance(value, tuple) else f"`{value}`"


def main() -> int:
    """Write the page, or with `--check` say whether it is current."""
    if "--check" in sys.argv[1:]:
        return 0 if PAGE.exists() and PAGE.read_text(encoding="utf-8") == render() else 1
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(render(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
