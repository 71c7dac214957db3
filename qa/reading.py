"""Values back from JSON, by the types of their fields: what is not of the type is no such value."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Hashable, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Value = TypeVar("Value")


class Unreadable(ValueError):
    """What was given is not of the type."""


def value_of(kind: type[Value], given: object) -> Value:
    """The dataclass that ``dataclasses.asdict`` made this of; fields that are missing have their defaults.

    Args:
        kind: A dataclass whose fields are texts, numbers, enumerations, dataclasses, and tuples and mappings of them.
        given: As ``json.loads`` gives it. What the dataclass does not know is left out.

    Raises:
        Unreadable: it is no such value.
    """
    if not isinstance(given, Mapping):
        raise Unreadable(f"not a {kind.__name__}")
    hints = _hints(kind)  # type: ignore[arg-type]  # a class is hashable
    read = {name: _read(hint, given[name]) for name, hint in hints.items() if name in given}
    try:
        return kind(**read)
    except (TypeError, ValueError) as error:
        raise Unreadable(f"not a {kind.__name__}: {error}") from error


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(hint: object, given: object) -> object:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _optional(get_args(hint), given)
    if origin is tuple:
        return _several(get_args(hint), given)
    if origin is not None and issubclass(origin, Mapping):
        return _by_name(get_args(hint)[1], given)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return value_of(hint, given)
    return _single(hint, given)


def _optional(kinds: Sequence[object], given: object) -> object:
    """``X | None``: the only union there is."""
    if given is None and types.NoneType in kinds:
        return None
    (kind,) = (one for one in kinds if one is not types.NoneType)
    return _read(kind, given)


def _several(kinds: Sequence[object], given: object) -> tuple[object, ...]:
    if not isinstance(given, list | tuple):
        raise Unreadable("not a list")
    each = [kinds[0]] * len(given) if kinds[-1] is Ellipsis else list(kinds)
    if len(each) != len(given):
        raise Unreadable(f"not {len(each)} of them")
    return tuple(_read(kind, one) for kind, one in zip(each, given, strict=True))


def _by_name(kind: object, given: object) -> dict[str, object]:
    if not isinstance(given, Mapping) or not all(isinstance(name, str) for name in given):
        raise Unreadable("not an object")
    return {name: _read(kind, one) for name, one in given.items()}


def _single(kind: object, given: object) -> object:
    if kind is object:
        return given
    if isinstance(kind, type) and issubclass(kind, Enum):
        try:
            return kind(given)
        except ValueError as error:
            raise Unreadable(f"not a {kind.__name__}") from error
    if kind is float and type(given) is int:
        return float(given)
    if type(given) is not kind:
        raise Unreadable(f"not a {kind}")
    return given
