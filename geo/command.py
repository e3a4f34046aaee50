"""How a command line of ours ends: a mistake of the reader is one sentence, never a traceback."""

from __future__ import annotations

import click

from geo.errors import AtlasError
from geo.words import _


def run_command(command: click.Command) -> int:
    """Run `command` with the arguments of the process and return its exit code.

    The code is 2 after a mistake of the reader, told in one sentence on stderr, and 130 after Ctrl-C.
    """
    try:
        return int(command.main(standalone_mode=False) or 0)
    except click.ClickException as error:
        click.echo(error.format_message(), err=True)
    except AtlasError as error:
        click.echo(str(error), err=True)
    except click.Abort:
        click.echo(_("stopped; nothing was written"), err=True)
        return 130
    return 2
