"""What a person is told about a file or a figure: kept as words and what fills them, worded when it is shown.

Who will read it is not known where a file is read, so nothing is put into a language there. It is used as
Django's own: `_("«{text}» er ikke en dato.").format(text=…)`, with `%` for whom that suits better.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from django.utils.functional import Promise

Parts = Mapping[str, Any]
_BEGINS = '{"says": '


class Message(str):
    """A text that knows how it was made. `str(…)` of it, and so every page, has it in the reader's language;
    the text itself, to compare and to keep where nobody asks how it was made, is bokmål.

    `parts` fill the gaps of `says`: texts, numbers and other messages. `many` is what is said of a `number`
    that is not one. `others`, by language, is for what has words of its own, as the title of an indicator.
    """

    __slots__ = ("many", "number", "others", "parts", "says")

    says: str
    many: str
    number: int
    parts: Parts | None
    others: Mapping[str, str]

    def __new__(
        cls,
        says: str,
        *,
        many: str = "",
        number: int = 1,
        parts: Parts | None = None,
        others: Mapping[str, str] | None = None,
    ) -> Self:
        words = many if many and number != 1 else says
        plain = {name: _plain(part) for name, part in parts.items()} if parts else parts
        message = super().__new__(cls, _filled(words, plain))
        message.says, message.many, message.number = says, many, number
        message.parts, message.others = parts, others or {}
        return message

    @classmethod
    def of_label(cls, label: str | Promise) -> Self:
        """Of a label of Django's, which would be translated at once if it were asked for its text."""
        from django.utils import translation

        with translation.override("nb"):
            return cls(str(label))

    def format(self, *_positions: object, **parts: Any) -> Message:
        return Message(self.says, many=self.many, number=self.number, parts=parts)

    def __mod__(self, parts: Parts) -> Message:
        return Message(self.says, many=self.many, number=self.number, parts=parts)

    def __str__(self) -> str:
        # The process that opens files has no Django, and starts in half the time.
        translation = sys.modules.get("django.utils.translation")
        if not self.says or translation is None:
            return str.__str__(self)
        if own := self.others.get(translation.get_language() or ""):
            return own
        if self.many:
            words = translation.ngettext(self.says, self.many, self.number)
        else:
            words = translation.gettext(self.says)
        shown = {
            name: str(part) if isinstance(part, str) else part for name, part in (self.parts or {}).items()
        }
        return _filled(words, shown if self.parts is not None else None)

    def as_data(self) -> dict[str, Any]:
        """Plain data, read back by `from_data`."""
        data: dict[str, Any] = {"says": self.says}
        if self.many:
            data |= {"many": self.many, "number": self.number}
        # Also where there are none: nothing else that is kept looks like it.
        data["with"] = (
            None if self.parts is None else {name: as_data(part) for name, part in self.parts.items()}
        )
        return data | ({"others": dict(self.others)} if self.others else {})

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        parts = data.get("with")
        return cls(
            data["says"],
            many=data.get("many", ""),
            number=data.get("number", 1),
            parts=None if parts is None else {name: from_data(part) for name, part in parts.items()},
            others=data.get("others"),
        )


class ToldError(Exception):
    """An error whose message is fit to show, in the language of whoever reads it."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


def gettext(says: str) -> Message:
    return Message(says)


def ngettext(says: str, many: str, count: int) -> Message:
    return Message(says, many=many, number=count)


def gettext_noop(says: str) -> str:
    """Marks a text that is made a message only when it is needed."""
    return says


def sentences(*told: str) -> Message:
    """One after the other, with a space between; what is empty is left out."""
    return _joined([each for each in told if each], " ", " ")


def listed(words: Sequence[str], joint: str = "og") -> Message:
    """Words as a sentence lists them: a, b og c."""
    return _joined(words, ", ", f" {joint} ")


def as_data(value: Any) -> Any:
    """Any data with the messages in it as plain data too."""
    if isinstance(value, Message):
        return value.as_data()
    if isinstance(value, Mapping):
        return {name: as_data(each) for name, each in value.items()}
    return [as_data(each) for each in value] if isinstance(value, list | tuple) else value


def from_data(value: Any) -> Any:
    """The opposite of `as_data`, for one value: a message where it is one, else itself."""
    is_one = isinstance(value, Mapping) and "says" in value and not isinstance(value.get("with", ""), str)
    return Message.from_data(value) if is_one else value


def written(text: str) -> str:
    """A message as a text to keep; any other text is that already."""
    return json.dumps(text.as_data(), ensure_ascii=False) if isinstance(text, Message) else text


def read(text: str) -> str:
    """The opposite of `written`. What was kept as plain words is itself."""
    return Message.from_data(json.loads(text)) if text.startswith(_BEGINS) else text


def _joined(words: Sequence[str], between: str, last: str) -> Message:
    gaps = [f"{{p{place}}}" for place in range(len(words))]
    says = last.join([between.join(gaps[:-1]), gaps[-1]]) if len(gaps) > 1 else "".join(gaps)
    return Message(says, parts={f"p{place}": word for place, word in enumerate(words)})


def _plain(part: Any) -> Any:
    """A message in bokmål, and a member of an enumeration as the text it is; anything else as it is."""
    return str.__str__(part) if isinstance(part, str) else part


def _filled(words: str, parts: Parts | None) -> str:
    if parts is None:
        return words
    return words % parts if "%(" in words else words.format(**parts)
