"""``footnote mcp``: the tools over standard input and output, for programs that start the server themselves."""

from __future__ import annotations

import inspect

from mcp.server.fastmcp import FastMCP

from qa.mcp.tools import Tools
from qa.programs import OpenLibrary

#: What a model is told of the server as a whole.
INSTRUCTIONS = (
    "Footnote answers from the user's own library of documents, in verbatim quotations with citations, and checks "
    "quotations. Ask before you answer from memory; quote word for word; check a draft before you give it away."
)


def server(library: OpenLibrary) -> FastMCP:
    """The server with its tools."""
    made = FastMCP("footnote", instructions=INSTRUCTIONS)
    for tool in Tools(library).all:
        made.tool(description=inspect.getdoc(tool))(tool)
    return made


def serve(library: OpenLibrary) -> int:
    """Serve one program until it closes our standard input; returns the exit code."""
    server(library).run("stdio")
    return 0
