"""What a page holds and does not show: taken out, so that nobody is quoted with it."""

from __future__ import annotations

import re

from summarizer.readers.element import Element, local

HIDDEN = "text that a page would not show was left out"

_NEVER_SHOWN = frozenset(["script", "style", "template", "noscript", "iframe", "object", "svg", "canvas"])
_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:^|;)\s*opacity\s*:\s*(?:0?\.0\d*|0)(?![.\d]*[1-9])"
    r"|font-size\s*:\s*(?:0|1px)(?![.\d])|(?:^|;)\s*color\s*:\s*transparent"
    r"|(?:left|top|right|text-indent|margin-left)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]"
    r"|(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|$|!)",
    re.IGNORECASE,
)
_WHITE = r"(?:white|#fff(?:fff)?|rgba?\(\s*255\s*,\s*255\s*,\s*255\s*(?:,[^)]*)?\))"
_WHITE_TEXT = re.compile(rf"(?:^|;)\s*color\s*:\s*{_WHITE}\s*(?:;|$|!)", re.IGNORECASE)
_GROUND = re.compile(r"background(?:-color)?\s*:\s*([^;]+)", re.IGNORECASE)
_FOR_READERS = re.compile(r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader(?:-text|-only)?)(?:\s|$)", re.IGNORECASE)
"""Classes of words that are read aloud only: what a sighted reader sees anyway."""
_LABEL = 3
"""Words up to which what is hidden from machines that read aloud is part of the line, such as a large first letter."""
_TRIVIAL = 3
"""Hidden words up to which nobody need be told."""
_WITHIN = frozenset(["article", "main", "p"])


def without_hidden(tree: Element) -> tuple[str, ...]:
    """Take out of ``tree`` all that is not shown; a note where that was words amid the text.

    Only what elements say themselves counts: style sheets, which may hide what a script shows, are not read.
    """
    amid = 0
    for element in list(tree.iter()):
        if not isinstance(element.tag, str):
            _drop(element)
            continue
        name = local(element)
        if name in ("html", "body", "head"):
            continue
        if name in _NEVER_SHOWN or _FOR_READERS.search(element.get("class") or ""):
            _drop(element)
        elif is_hidden(element):
            if _is_amid(element):
                amid += len("".join(element.itertext()).split())
            _drop(element)
        else:
            element.attrib.pop("aria-hidden", None)  # shown, which is what counts here
    return (HIDDEN,) if amid > _TRIVIAL else ()


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    previous, tail = element.getprevious(), element.tail or ""
    if previous is not None:
        previous.tail = (previous.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def is_hidden(element: Element) -> bool:
    """Whether an element says itself that it is not shown."""
    style = element.get("style") or ""
    if element.get("hidden") is not None or _STYLE.search(style):
        return True
    if (element.get("aria-hidden") or "").lower() == "true":
        return len("".join(element.itertext()).split()) > _LABEL
    white = _WHITE_TEXT.search(style) or re.fullmatch(_WHITE, element.get("color") or "", re.IGNORECASE)
    return bool(white) and not _on_colour(element)


def _on_colour(element: Element | None) -> bool:
    """Whether something around the element says that the ground is not white."""
    while element is not None:
        ground = _GROUND.search(element.get("style") or "")
        colour = ground[1].strip() if ground else element.get("bgcolor")
        if colour:
            return re.match(rf"{_WHITE}|transparent|none", colour, re.IGNORECASE) is None
        element = element.getparent()
    return False


def _is_amid(element: Element) -> bool:
    """Whether it stands in or between paragraphs of an article, where hidden words are meant for machines."""
    parent = element.getparent()
    if parent is None or local(parent) in _WITHIN:
        return parent is not None
    return any(local(each) == "p" and each is not element for each in parent)
