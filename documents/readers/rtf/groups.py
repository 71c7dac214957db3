"""The groups of an RTF file → its blocks: a small machine that knows where text goes and how it is set.

Each brace opens a group with the state of the one around it; most groups that begin with an unknown word after "\\*"
are not text and are passed over, as the format asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from documents.errors import TooComplex
from documents.readers.docx.symbols import with_symbols
from documents.readers.office import Part
from documents.readers.rtf.flow import Flow, Format, Style, Styles
from documents.readers.rtf.tokens import Token, codec_of_charset, codec_of_page, decoded

#: Deeper groups than any program writes.
_DEEPEST = 1_000
#: Groups that hold no text of the document.
_SKIPPED = frozenset(
    """colortbl pict fldinst pntext listtext pntxta pntxtb nonshppict shprslt nonesttables xe tc rxe txe bkmkstart
    bkmkend sp ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn filetbl revtbl private mmathPict do objdata
    datafield""".split()  # noqa: SIM905
)
_STORIES = {
    "footnote": "footnote",
    "shptxt": "box",
    **dict.fromkeys("header headerl headerr headerf footer footerl footerr footerf".split(), "running"),  # noqa: SIM905
}
_INFO = frozenset({"title", "author"})
_TABLES = {"fonttbl": "fonts", "stylesheet": "styles", "info": "info"}
_CHARACTERS = {
    "tab": "\t", "line": "\n", "page": "\n", "column": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ", "softline": "\n",
}  # fmt: skip
_SIGNS = {"~": "\u00a0", "_": "-", "-": "\u00ad"}
#: The character set of picture fonts, and the Windows numbers of two code pages.
_SYMBOL_CHARSET, _LATIN, _MAC = 2, 1252, 10000
#: Word's default type size, in half points.
_USUAL_SIZE = 24


@dataclass(frozen=True, slots=True)
class _State:
    """How text is taken inside a group.

    ``into`` names a story, "fonts", "styles", "info" or "nothing", and ``outer`` what it was before it was nothing.
    """

    into: str = "body"
    outer: str = "body"
    field: str = ""
    font: int = -1
    bold: bool = False
    unseen: bool = False
    deleted: bool = False
    size: int = _USUAL_SIZE
    #: How many characters after ``\\u`` stand for it in programs that know no Unicode.
    fallback: int = 1


class Groups:
    """Takes tokens one by one; afterwards the stories and the information of the file are here."""

    def __init__(self) -> None:
        self._stack: list[_State] = []
        self._state = _State()
        self._styles = Styles()
        box = Flow(self._styles)
        self._flows = {name: Flow(self._styles) for name in ("footnote", "endnote", "running")}
        self._flows |= {"box": box, "body": Flow(self._styles, box)}
        #: The numbers of the style and the font that are being described.
        self._style, self._font = 0, -1
        self._fonts: dict[int, str] = {}
        self._symbols: dict[int, str] = {}
        self._usual_font = -1
        self._page = "cp1252"
        self._bytes = bytearray()
        self._skip = 0
        self._star = self._opened = self._merging = False
        #: "title" and "author", as they stand.
        self.info: dict[str, str] = {}

    def run(self, stream: Iterable[Token]) -> None:
        """All tokens of a file.

        Raises:
            TooComplex: groups nested deeper than any program writes.
        """
        for token in stream:
            if token.kind == "text":
                self._text(token.data)
                continue
            self._flush()
            if token.kind == "word":
                self._word(token.name, token.number)
            elif token.kind == "sign":
                self._sign(token.name)
            else:
                self._brace(token.kind)
        self._flush()

    def story(self, name: str) -> list[Part]:
        """The blocks of "body", "footnote", "endnote" or "running"."""
        return self._flows[name].taken()

    # --- groups ----------------------------------------------------------------------------------------------

    def _brace(self, brace: str) -> None:
        self._skip = 0
        if brace == "{":
            if len(self._stack) >= _DEEPEST:
                raise TooComplex("The file is nested deeper than any good one: open it in its program, save it anew.")
            self._stack.append(self._state)
            self._opened = True
            return
        was = self._state
        self._state = self._stack.pop() if self._stack else _State()
        self._opened = self._star = False
        within = self._state.outer if self._state.into == "nothing" else self._state.into
        if was.into != within and was.into in self._flows:
            self._flows[was.into].end_paragraph()

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._star = self._opened
        elif sign in _SIGNS:
            self._say(_SIGNS[sign])

    def _word(self, word: str, number: int | None) -> None:
        star, opened = self._star, self._opened
        self._star = self._opened = False
        if opened and self._enters(word, star=star):
            return
        if self._state.into == "nothing":
            return
        if self._state.into == "fonts":
            self._of_font(word, number or 0)
        elif self._state.into == "styles":
            self._of_style(word, number or 0)
        elif word in _CHARACTERS:
            self._say(_CHARACTERS[word])
        elif (action := self._ACTIONS.get(word)) is not None:
            action(self, number)

    def _enters(self, word: str, *, star: bool) -> bool:
        """Whether the word says where the text of the group that begins here goes."""
        state = self._state
        entered = self._entered(word, star=star)
        if entered is None:
            return False
        if entered.into == "nothing" and state.into != "nothing":
            entered = replace(entered, outer=state.into)
            if word in ("listtext", "pntext"):
                self._format(lambda form: replace(form, listed=True))
        self._state = entered
        return True

    def _entered(self, word: str, *, star: bool) -> _State | None:
        state = self._state
        in_body = state.into == "body"
        if word == "ud" and state.field == "upr":  # the Unicode form of what stands before it for older programs
            return replace(state, into=state.outer, field="")
        if state.into == "nothing" or word == "upr":
            return replace(state, into="nothing", field=word if state.into != "nothing" else "")
        if word in _TABLES:
            return replace(state, into=_TABLES[word], field="")
        if word in _INFO and state.into == "info":
            return replace(state, field=word)
        if word in _STORIES:
            return replace(state, into=_STORIES[word] if in_body else state.into)
        if word == "shpinst":
            return state
        return replace(state, into="nothing") if star or word in _SKIPPED else None

    # --- tables of fonts and styles --------------------------------------------------------------------------

    def _of_font(self, word: str, number: int) -> None:
        if word == "f":
            self._font = number
        elif word == "fcharset":
            self._fonts[self._font] = codec_of_charset(number)
            if number == _SYMBOL_CHARSET:
                self._symbols[self._font] = ""
        elif word == "cpg":
            self._fonts[self._font] = codec_of_page(number)

    def _of_style(self, word: str, number: int) -> None:
        if word == "s":
            self._style = number
        style = self._styles.setdefault(self._style, Style())
        if word == "outlinelevel":
            style.outline = number
        elif word == "sbasedon":
            style.parent = number
        elif word == "ls":
            style.listed = number > 0

    def _named(self, text: str) -> None:
        """The name of a font or style; it ends with a semicolon."""
        name, ended, _ = text.partition(";")
        if self._state.into == "styles":
            self._styles.setdefault(self._style, Style()).name += name
            self._style = 0 if ended else self._style
        elif self._font in self._symbols:
            self._symbols[self._font] += name.strip()

    # --- text ------------------------------------------------------------------------------------------------

    def _text(self, data: bytes) -> None:
        self._opened = self._star = False
        if self._skip:
            skipped = min(self._skip, len(data))
            self._skip -= skipped
            data = data[skipped:]
        if data and self._state.into != "nothing":
            self._bytes += data

    def _flush(self) -> None:
        """The bytes that stood together, in the code page of their font."""
        if not self._bytes:
            return
        data, self._bytes = bytes(self._bytes), bytearray()
        font = self._used_font()
        if font in self._symbols and self._state.into in self._flows:
            private = "".join(chr(0xF000 + byte) for byte in data)
            self._say(with_symbols(private, self._symbols[font]))
        else:
            self._say(decoded(data, self._fonts.get(font) or self._page))

    def _used_font(self) -> int:
        return self._state.font if self._state.font >= 0 else self._usual_font

    def _unicode(self, number: int | None) -> None:
        character = chr((number or 0) & 0xFFFF)
        self._say(with_symbols(character, self._symbols.get(self._used_font(), "Symbol")))
        self._skip = self._state.fallback

    def _say(self, text: str) -> None:
        state = self._state
        if state.into in ("fonts", "styles"):
            self._named(text)
        elif state.into == "info":
            if state.field:
                self.info[state.field] = self.info.get(state.field, "") + text
        elif state.into in self._flows and not (state.unseen or state.deleted):
            self._flows[state.into].say(text, state.size, bold=state.bold)

    # --- control words ---------------------------------------------------------------------------------------

    def _format(self, change: Callable[[Format], Format]) -> None:
        if (flow := self._flows.get(self._state.into)) is not None:
            flow.format = change(flow.format)

    def _of_flow(self, change: Callable[[Flow], None]) -> None:
        if (flow := self._flows.get(self._state.into)) is not None:
            change(flow)

    def _trowd(self, _number: int | None) -> None:
        def begin(flow: Flow) -> None:
            flow.continued, flow.repeated = [], False

        self._merging = False
        self._of_flow(begin)

    def _trhdr(self, _number: int | None) -> None:
        def repeat(flow: Flow) -> None:
            flow.repeated = True

        self._of_flow(repeat)

    def _clvmrg(self, _number: int | None) -> None:
        self._merging = True

    def _cellx(self, _number: int | None) -> None:
        self._of_flow(lambda flow: flow.continued.append(self._merging))
        self._merging = False

    def _ftnalt(self, _number: int | None) -> None:
        if self._state.into == "footnote":
            self._state = replace(self._state, into="endnote")

    def _plain(self, _number: int | None) -> None:
        self._state = replace(self._state, font=-1, bold=False, unseen=False, deleted=False, size=_USUAL_SIZE)

    def _set(self, **change: bool | int) -> None:
        self._state = replace(self._state, **change)  # type: ignore[arg-type]

    def _set_page(self, number: int | None) -> None:
        self._page = codec_of_page(number or _LATIN)

    def _set_usual_font(self, number: int | None) -> None:
        self._usual_font = -1 if number is None else number

    _ACTIONS: Mapping[str, Callable[[Groups, int | None], None]] = MappingProxyType({
        "par": lambda self, _: self._of_flow(Flow.end_paragraph),
        "sect": lambda self, _: self._of_flow(Flow.end_paragraph),
        "nestcell": lambda self, _: self._of_flow(Flow.end_paragraph),
        "cell": lambda self, _: self._of_flow(Flow.end_cell),
        "row": lambda self, _: self._of_flow(Flow.end_row),
        "pard": lambda self, _: self._format(lambda _: Format()),
        "intbl": lambda self, _: self._format(lambda form: replace(form, in_table=True)),
        "s": lambda self, number: self._format(lambda form: replace(form, style=number or 0)),
        "outlinelevel": lambda self, number: self._format(lambda form: replace(form, outline=number)),
        "ls": lambda self, number: self._format(lambda form: replace(form, listed=(number or 0) > 0)),
        "b": lambda self, number: self._set(bold=number != 0),
        "v": lambda self, number: self._set(unseen=number != 0),
        "deleted": lambda self, number: self._set(deleted=number != 0),
        "f": lambda self, number: self._set(font=-1 if number is None else number),
        "fs": lambda self, number: self._set(size=number or _USUAL_SIZE),
        "uc": lambda self, number: self._set(fallback=max(number or 0, 0)),
        "mac": lambda self, _: self._set_page(_MAC),
        "pc": lambda self, _: self._set_page(437),
        "pca": lambda self, _: self._set_page(850),
        "trowd": _trowd, "trhdr": _trhdr, "clvmrg": _clvmrg, "cellx": _cellx, "ftnalt": _ftnalt, "plain": _plain,
        "u": _unicode, "ansicpg": _set_page, "deff": _set_usual_font,
    })  # fmt: skip
