"""What a page asks for by name because it reaches beyond the page: channels, templates; knows no messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cjm_widgets.errors import OperationRefused
from cjm_widgets.model import channels, lookup, plan
from cjm_widgets.model.document import Document
from cjm_widgets.model.ops import Op
from cjm_widgets.model.records import JourneyRecord
from cjm_widgets.model.templates import template, templates

Args = Mapping[str, str]
Command = Callable[[Document, str, str, Args], Sequence[Op]]
"""A document, the id of the board's journey, the board's language and the arguments in; a batch out."""


def _merge(document: Document, _journey: str, _locale: str, args: Args) -> list[Op]:
    state = document.state
    source, target = (lookup.find_channel(state, args[name]) for name in ("channel", "into"))
    return channels.merge(state, source, target)


def _remove(document: Document, _journey: str, _locale: str, args: Args) -> list[Op]:
    return channels.remove(document.state, lookup.find_channel(document.state, args["channel"]))


def _apply(document: Document, journey_id: str, locale: str, args: Args) -> list[Op]:
    journey = document.state.get(JourneyRecord, journey_id)
    return plan.apply_template(document.state, journey, template(args["template"], locale))


def _name(document: Document, _journey: str, _locale: str, args: Args) -> tuple[Op, ...]:
    document.save_version(args["label"])
    return ()


def _restore(document: Document, _journey: str, _locale: str, args: Args) -> tuple[Op, ...]:
    return document.prepare_restore(args["version"])


def _resolve(document: Document, _journey: str, _locale: str, args: Args) -> tuple[Op, ...]:
    return document.prepare_resolve(args["conflict"], args["keep"])


COMMANDS: dict[str, tuple[Command, tuple[str, ...]]] = {
    "merge_channels": (_merge, ("channel", "into")),
    "remove_channel": (_remove, ("channel",)),
    "apply_template": (_apply, ("template",)),
    "save_version": (_name, ("label",)),
    "restore_version": (_restore, ("version",)),
    "resolve_conflict": (_resolve, ("conflict", "keep")),
}
ORIGINS = {"restore_version": "version"}
"""Where the batches of some commands are from, if not from the page: what was stored comes back as it is."""


def command_ops(
    document: Document, journey_id: str | None, locale: str, name: object, args: object
) -> Sequence[Op]:
    """Return the batch of a command; empty where nothing is to be changed.

    Raises
    ------
    OperationRefused
        No such command, or arguments it does not take.
    NotFound
        What an argument names is not there.
    """
    known = COMMANDS.get(name) if isinstance(name, str) else None
    if known is None or journey_id is None:
        raise _malformed("This is no command of this board.", name, ", ".join(COMMANDS))
    run, wanted = known
    texts = isinstance(args, Mapping) and all(isinstance(value, str) for value in args.values())
    if not isinstance(args, Mapping) or not texts or set(args) != set(wanted):
        raise _malformed(f"{name} takes other arguments.", args, ", ".join(wanted))
    return run(document, journey_id, locale, args)


def recipe_of(binding: Any, metric: str, stage_id: str, locale: str) -> tuple[str, ...]:
    """Return how a number was made, in lines; none where there is no such number."""
    if binding is None or stage_id not in binding.cells().get(metric, {}):
        return ()
    from cjm_widgets.render.recipe_words import recipe_lines

    return recipe_lines(binding.recipe(metric, stage_id), locale)


def offered_templates(locale: str) -> list[dict[str, Any]]:
    """Return the templates as a page shows them: words only, in its language."""
    return [
        {
            "name": each.name,
            "title": each.title,
            "description": each.description,
            "stages": list(each.stages),
            "lanes": list(each.lanes),
        }
        for each in templates(locale)
    ]


def _malformed(message: str, value: object, expected: str) -> OperationRefused:
    return OperationRefused(message, code="invalid_message", value=value, expected=expected)
