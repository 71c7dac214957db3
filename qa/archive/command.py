"""``footnote answers``, ``footnote ask --again`` and ``footnote dossier``: what the library keeps of answers."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from index.errors import BadDossier, NotKept
from qa import terminal
from qa.anchors import address_of
from qa.archive import dossiers
from qa.archive.answers import forget, forget_all, keep_or_say, listed, recall
from qa.archive.renewal import Renewed, ask_again, gone, headline, renewed_record, told
from qa.export.chicago import plain_note
from qa.record import citation_record, identity, line, record
from qa.verify import message

if TYPE_CHECKING:
    from index.answers import AnswerLine
    from index.library import Library
    from index.snapshot import Snapshot
    from qa.anchors import Resolution
    from qa.archive.dossiers import Dossier, Pin
    from qa.model import Answer

DONE, FAILED, USAGE = 0, 1, 2

#: What stands under a pinned quotation.
INDENT = "   "

Show = Callable[[str], None]


class _WrongUse(ValueError):
    """The options do not go together; the text says which."""


# ---------------------------------------------------------------- answers


def answers(library: Library, options: argparse.Namespace, out: Show) -> int:
    """List the stored answers, print one, or forget some; returns the exit code."""
    forgetting = bool(options.remove) + bool(options.remove_all)
    looking = bool(options.answer) + bool(options.search or options.limit)
    if forgetting + looking > 1:
        terminal.say("An ID, --search with --limit, --remove and --remove-all are four wishes: give one of them.")
        return USAGE
    if options.remove_all:
        return _forgotten_all(library, options, out)
    if options.remove:
        return _forgotten(library, options, out)
    if options.answer:
        return _one(library, options, out)
    return _listed(library, options, out)


def _listed(library: Library, options: argparse.Namespace, out: Show) -> int:
    with library.snapshot() as view:
        found = listed(view, options.search, options.limit)
    for one in found.lines:
        out(line(_line_record(one)) if options.json else _line(one))
    if not options.json:
        shown = f"{len(found.lines)} of " if len(found.lines) != found.total else ""
        terminal.say(f"{shown}{terminal.count(found.total, 'stored answer')}.")
    return DONE


def _line_record(one: AnswerLine) -> dict[str, Any]:
    known = asdict(one)
    del known["turn"]
    return known


def _line(one: AnswerLine) -> str:
    quoted = f", {terminal.count(one.quotations, 'quotation')}" if one.quotations else ""
    return terminal.safe(
        f"{one.id}  {one.question}\n{'':18}{one.verdict.replace('_', ' ')}{quoted} · {_moment(one.last)}"
    )


def _moment(at: str) -> str:
    """A time as people read it, in UTC as it is stored: "2026-11-23 03:28 UTC"."""
    return f"{at[:10]} {at[11:16]} UTC"


def _one(library: Library, options: argparse.Namespace, out: Show) -> int:
    try:
        with library.snapshot() as view:
            kept = recall(view, options.answer)
    except NotKept as error:
        terminal.say(str(error))
        return FAILED
    if options.json:
        out(line({**record(kept.answer), "first": kept.first, "last": kept.last}))
        return DONE
    again = f", and the same last on {_moment(kept.last)}" if kept.last != kept.first else ""
    out(f"{terminal.answer(kept.answer)}\nGiven on {_moment(kept.first)}{again}.")
    return DONE


def _forgotten(library: Library, options: argparse.Namespace, out: Show) -> int:
    missing = forget(library, options.remove)
    for name in options.remove:
        known = {"id": name, "outcome": "removed"}
        if name in missing:
            known = {"id": name, "outcome": "failed", "code": "not_kept", "message": "there is no such stored answer"}
        said = f"{known['outcome']:<9} {name}  {known.get('message', '')}"
        out(line(known) if options.json else terminal.safe(said.rstrip()))
    return FAILED if missing else DONE


def _forgotten_all(library: Library, options: argparse.Namespace, out: Show) -> int:
    number = forget_all(library)
    out(line({"outcome": "removed", "answers": number}) if options.json else f"Removed {number}.")
    return DONE


# ---------------------------------------------------------------- ask


def give(library: Library, answer: Answer, options: argparse.Namespace, out: Show) -> None:
    """Print an answer and store it, in this order: it is given also where it cannot be stored, and that is said."""
    out(line(record(answer)) if options.json else terminal.answer(answer))
    _store(library, answer, options, out)


def renew(library: Library, options: argparse.Namespace, out: Show) -> int:
    """Ask the question of the stored answer ``options.again`` again, print and store the answer; the exit code."""
    from qa.answer import QuestionRefused

    try:
        with library.snapshot() as view:
            kept, renewed = ask_again(view, options.again)
    except (NotKept, QuestionRefused) as error:
        terminal.say(str(error))
        return FAILED
    if options.json:
        out(line({**record(renewed.after), "renewed": {**renewed_record(renewed), "last": kept.last}}))
    else:
        out(terminal.answer(renewed.after))
        out(_renewed(renewed, kept.last))
    _store(library, renewed.after, options, out)
    return DONE


def _store(library: Library, answer: Answer, options: argparse.Namespace, out: Show) -> None:
    if wrong := keep_or_say(library, answer):
        terminal.say(wrong)
    elif not options.json:
        out(f"Stored as {identity(answer)}.\n")


def _renewed(renewed: Renewed, last: str) -> str:
    lines = [f"Compared with the answer of {_moment(last)}: {headline(renewed)}"]
    lines += [f"  {one}" for one in told(renewed)]
    for one in gone(renewed):
        quote = one.before.quote if one.before else ""
        lines.append(f"  - “{quote}”: {one.reason}.")
    return terminal.safe("\n".join(lines))


# ---------------------------------------------------------------- dossiers


def dossier(library: Library, options: argparse.Namespace, out: Show) -> int:
    """Do to the dossiers what the options say; returns the exit code."""
    try:
        for text in _done(library, options):
            out(text)
    except (_WrongUse, BadDossier) as error:
        terminal.say(str(error))
        return USAGE
    except NotKept as error:
        terminal.say(str(error))
        return FAILED
    return DONE


def _done(library: Library, options: argparse.Namespace) -> Iterable[str]:
    """What is printed of it, a text a line or an object a line."""
    match options.verb:
        case None:
            return _all(library, options)
        case "show":
            return _shown(library, options)
        case "pin":
            return [_pinned(library, options)]
        case "note":
            dossiers.annotate(library, options.name, options.pin, options.text)
        case "move":
            dossiers.move(library, options.name, options.pin, options.place)
        case "unpin":
            dossiers.unpin(library, options.name, options.pin)
        case "rename":
            dossiers.rename(library, options.name, options.new)
        case "remove":
            dossiers.remove(library, options.name)
    known = {"dossier": options.name, "outcome": "done"}
    return [line(known) if options.json else "Done."]


def _all(library: Library, options: argparse.Namespace) -> Iterator[str]:
    with library.snapshot() as view:
        lines = view.dossiers.lines()
    for one in lines:
        known = {"dossier": one.name, "pins": one.pins, "made": one.made}
        yield line(known) if options.json else terminal.safe(f"{one.name}  ({terminal.count(one.pins, 'pin')})")
    if not lines and not options.json:
        terminal.say("There is no dossier yet: `footnote dossier pin NAME ANSWER:NUMBER` begins one.")


def _pinned(library: Library, options: argparse.Namespace) -> str:
    name, mark, number = options.citation.rpartition(":")
    if not mark or not name or not number.isdecimal():
        raise _WrongUse(f"“{options.citation}” is no citation: write ANSWER:NUMBER, as 4613c07dadb06a17:2.")
    with library.snapshot() as view:
        given = recall(view, name).answer
    pin = dossiers.pin(library, options.name, dossiers.quotation(given, int(number)), given)
    known = {"dossier": options.name, "outcome": "pinned", "pin": pin}
    return line(known) if options.json else f"Pinned as {pin}."


def _shown(library: Library, options: argparse.Namespace) -> list[str]:
    with library.snapshot() as view:
        held = dossiers.dossier(view, options.name)
        if options.json:
            return [line(_pin_record(view, held, one)) for one in held.pins]
        texts = [_pin(view, one) for one in held.pins]
    return [terminal.safe(text) for text in (held.name, *(texts or ["Nothing is pinned here yet."]))]


def _pin_record(view: Snapshot, held: Dossier, pin: Pin) -> dict[str, Any]:
    today, said = _today(view, pin)
    return {
        "dossier": held.name,
        "pin": pin.id,
        "place": pin.place,
        "finding": today.state.value,
        "message": said,
        "note": pin.note,
        "question": pin.question,
        "answer": pin.answer,
        "made": pin.made,
        "citation": citation_record(pin.citation),
    }


def _pin(view: Snapshot, pin: Pin) -> str:
    _, said = _today(view, pin)
    cited = pin.citation
    quoted = textwrap.fill(f"{pin.place}. “{cited.quote}”", terminal.WIDTH, subsequent_indent=INDENT)
    lines = [f"{plain_note(cited)} ({cited.document})", f"pin {pin.id}: {said}"]
    if pin.note:
        lines.append(f"note: {pin.note}")
    under = [textwrap.fill(one, terminal.WIDTH, initial_indent=INDENT, subsequent_indent=INDENT) for one in lines]
    return "\n".join(["", quoted, *under])


def _today(view: Snapshot, pin: Pin) -> tuple[Resolution, str]:
    """What became of a pin, and that in a sentence."""
    today = dossiers.today(view, pin)
    return today, message(address_of(pin.citation), today)
