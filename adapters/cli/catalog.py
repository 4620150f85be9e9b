"""`stoa catalog`: work on the whole catalogue."""

from adapters.cli.commands import command_group
from adapters.cli.reindex import reindex

catalog = command_group("Work on the whole catalogue.")
catalog.command()(reindex)
