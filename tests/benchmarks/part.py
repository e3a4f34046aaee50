"""One part with a table of its own: `python -m tests.benchmarks.part MODULE` prints title and rows as one JSON line."""

from __future__ import annotations

import contextlib
import importlib
import json
import sys


def main() -> None:
    """Run the part; what it prints goes to stderr."""
    module = importlib.import_module(f"tests.benchmarks.{sys.argv[1]}")
    with contextlib.redirect_stdout(sys.stderr):
        table = module.run()
    title, _, about = (module.__doc__ or sys.argv[1]).strip().partition("\n")
    columns, rows = list(map(str, table.columns)), table.astype(object).to_numpy().tolist()
    part = {"title": title.rstrip("."), "about": about.strip(), "columns": columns, "rows": rows}
    print(json.dumps(part, default=str))


if __name__ == "__main__":
    main()
