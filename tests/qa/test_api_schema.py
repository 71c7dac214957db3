"""The API against its own schema: whatever is sent, what comes back is what the schema says, and never an error 500.

Schemathesis makes requests of the schema, such as fit it and such as do not.
"""

from __future__ import annotations

from importlib.resources import files

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance, unsupported_method

from qa import open_library
from qa.api.app import application

OPERATIONS = (
    *("POST /ask", "POST /passages", "POST /find", "POST /check", "GET /health", "GET /answers", "GET /answers/{name}"),
    *("GET /documents", "POST /documents", "GET /documents/{name}", "DELETE /documents/{name}"),
    "GET /documents/{name}/paragraphs/{number}",
)
#: Where a request of the right form may still be refused: a date that is none, a filter that names nothing, terms that
#: cannot be parsed, a file that cannot be read. Such refusals are held against the schema like everything else.
JUDGED = frozenset(OPERATIONS) - {"GET /health", "POST /check"}
#: Where what is of the wrong form cannot be told: everything in an uploaded form is text.
FORMLESS = frozenset({"POST /documents"})
#: An operation without parameters has no wrong requests.
KINDS = [
    (label, mode)
    for label in OPERATIONS
    for mode in GenerationMode
    if (label, mode.value) != ("GET /health", "negative")
]


@pytest.fixture(scope="module")
def api(tmp_path_factory):
    with open_library(tmp_path_factory.mktemp("schema") / "library") as library:
        library.add(str(files("qa") / "samples"))
        yield schemathesis.openapi.from_asgi("/openapi.json", application(library))


def test_every_operation_of_the_schema_is_tried(api):
    assert {one.ok().label for one in api.get_all_operations()} == set(OPERATIONS)


def tried(api, label: str, mode: GenerationMode, examples: int) -> None:
    """Send so many requests of a kind to an operation and hold each response against the schema."""
    method, path = label.split()
    excluded = [unsupported_method]
    excluded += [positive_data_acceptance] if label in JUDGED else []
    excluded += [negative_data_rejection] if label in FORMLESS else []

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=api[path][method].as_strategy(generation_mode=mode))
    def holds(case) -> None:
        case.call_and_validate(excluded_checks=excluded)

    holds()


@pytest.mark.parametrize(("label", "mode"), KINDS, ids=lambda one: getattr(one, "value", one))
def test_what_is_sent_is_answered_as_the_schema_says(api, label, mode):
    tried(api, label, mode, 15)


@pytest.mark.slow
@pytest.mark.parametrize(("label", "mode"), KINDS, ids=lambda one: getattr(one, "value", one))
def test_whatever_is_sent_is_answered_as_the_schema_says(api, label, mode):
    tried(api, label, mode, 500)
