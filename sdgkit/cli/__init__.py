"""The command line: commands, progress bars, exit codes; no logic of its own."""

from __future__ import annotations


def main() -> None:
    """Run `sdgkit`; the entry point of the installed command."""
    from sdgkit.cli.app import run

    run()
