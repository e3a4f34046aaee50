"""The modules of layers/web as one script: each in a function of its own, in the order of their imports, no comments.

A page of many modules would have the browser fetch each from a data: URL, base64 and comments included, before the
first runs: a third more bytes and some tenths of a second.
"""

from __future__ import annotations

import re
from functools import cache

from geo.errors import SourceError
from layers.assets import read_modules

IMPORT = re.compile(r'^import \{([^}]*)\} from "atlas/(\w+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let) (\w+))", re.MULTILINE)
COMMENT = re.compile(
    r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|[ \t]*/\*.*?\*/|(?<![:\\\w])[ \t]*//[^\n]*""", re.DOTALL
)
"""A text in quotes, which stays, or a comment."""
INDENT = re.compile(r"\n\s+")
"""Empty lines and the spaces a line begins with; no text of ours goes over several lines."""


@cache
def bundle_modules() -> str:
    """Return the script; it holds the exports of each module under its name, as `atlasModules.main`.

    Raises
    ------
    SourceError
        If modules import each other in a circle, or one that is not there.
    """
    sources = read_modules()
    order: dict[str, str] = {}
    for name in sources:
        _place(name, sources, order, ())
    body = "\n".join(f"modules.{name} = (() => {{\n{order[name]}\n}})();" for name in order)
    return f'const atlasModules = (() => {{\n"use strict";\nconst modules = {{}};\n{body}\nreturn modules;\n}})();'


def _place(name: str, sources: dict[str, str], order: dict[str, str], above: tuple[str, ...]) -> None:
    """Put a module into `order`, after those it imports."""
    if name in order:
        return
    if name in above or name not in sources:
        raise SourceError(f"module {name!r} is imported by {above}: expected one of layers/web, and no circle")
    source = strip_comments(sources[name])
    for _names, other in IMPORT.findall(source):
        _place(other, sources, order, (*above, name))
    exports = ", ".join(EXPORT.findall(source))
    body = IMPORT.sub(lambda found: f"const {{{found[1].replace(' as ', ': ')}}} = modules.{found[2]};\n", source)
    order[name] = EXPORT.sub("", body).strip() + f"\nreturn {{ {exports} }};"


def strip_comments(source: str) -> str:
    """Return JavaScript without comments, empty lines and indents; texts in quotes stay as they are.

    Examples
    --------
    >>> strip_comments('let a = "// no"; // yes')
    'let a = "// no";'
    """
    return INDENT.sub("\n", COMMENT.sub(lambda found: found[1] or "", source))
