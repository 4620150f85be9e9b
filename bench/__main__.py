"""Every benchmark one after the other, but the million: `python -m bench`."""

from __future__ import annotations

import subprocess
import sys

PROGRAMS = (["bench.run"], ["bench.import_rate"], ["bench.overload"], ["bench.enumeration"])


def main() -> None:
    for program in PROGRAMS:
        print(f"\n=== {' '.join(program)}", flush=True)
        subprocess.run([sys.executable, "-m", *program], check=True)


if __name__ == "__main__":
    main()
