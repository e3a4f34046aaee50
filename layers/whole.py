"""Files written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from geo.errors import SourceError
from geo.words import _


def write_whole(files: Mapping[Path, bytes]) -> None:
    """Write each content beside its path and put all there at the end, so that nobody meets half a file.

    Raises
    ------
    SourceError
        If a file cannot be written; then none is left that is not whole.
    """
    fresh = {path: path.with_name(f".{path.name}.{os.getpid()}.tmp") for path in files}
    path = Path()
    try:
        for path, content in files.items():
            fresh[path].write_bytes(content)
        for path in files:
            fresh[path].replace(path)
    except OSError as error:
        raise SourceError(
            _("Cannot write {path!r}: {reason}; choose a folder you may write to.").format(
                path=str(path), reason=error.strerror
            )
        ) from error
    finally:
        for path in fresh.values():
            path.unlink(missing_ok=True)
