"""Personal names and the titles and offices before them, told apart word by word."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.lexical.lexicon import Lexicon
from summarizer.lexical.words import Token, without_possessive


def is_role(word: str, lexicon: Lexicon) -> bool:
    """Whether ``word`` is a title, an office or a kind of body."""
    return is_human_role(word, lexicon) or _plain(word) in lexicon.tables.roles


def is_human_role(word: str, lexicon: Lexicon) -> bool:
    """Whether ``word`` is a title, an office or a trade of one human being."""
    low = _plain(word)
    if _plain_case(word) in lexicon.words.title_acronyms:
        return True
    return low in lexicon.words.human_roles or ("-" in low and not lexicon.words.human_roles.isdisjoint(low.split("-")))


def _plain(word: str) -> str:
    return _plain_case(word).lower()


def _plain_case(word: str) -> str:
    return word.rstrip(".").removesuffix("'s").removesuffix("\u2019s")


def name_core(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[str, ...]:
    """The personal name at the end of a phrase: ("Ilse", "Varga") of "Ruritanian Mining Minister Ilse Varga".

    Empty where the phrase ends in no personal name.
    """
    tokens = _without_generation(tokens, lexicon)
    run: list[str] = []
    for token in reversed(tokens):
        if token.text == ".":
            continue
        low = token.low.rstrip(".")
        particle = low in lexicon.words.name_particles and bool(run)
        if not (token.capital or particle or is_prefixed(token.text, lexicon)):
            break
        if particle and not token.capital:
            run.append(token.text)
            continue
        before = tokens[len(tokens) - len(run) - 2] if len(tokens) > len(run) + 1 else None
        given = bool(run) and low in lexicon.words.given_names
        role = is_role(token.text, lexicon) and not given and not _is_part(token, before, run, lexicon)
        if role or _is_compound(token.text, lexicon):
            break
        run.append(without_possessive(token.text))
    core = tuple(reversed(run))
    office = tokens[len(tokens) - len(run) - 1].low if len(run) < len(tokens) else ""
    while len(core) > 1 and office in ("of", "for") and core[0].lower() in lexicon.words.portfolios:
        # "Secretary of State Ilse Varga"
        core = core[1:]
    while core and (core[0] in lexicon.tables.places or core[0].lower() in lexicon.words.determiners):
        core = core[1:]
    if len(core) == 3 and office in ("of", "for", "to") and len(run) < len(tokens) - 1:
        before = tokens[len(tokens) - len(run) - 2]
        # "president of Graustark Ilse Varga": a land that no table has
        core = core[1:] if is_human_role(before.text, lexicon) else core
    for size in (3, 2):
        land = " ".join(core[:size])
        if (
            len(core) > size
            and office in ("of", "for", "to", "the")
            and (land in lexicon.tables.places or land in lexicon.tables.bodies)
        ):
            # "ambassador to the United Nations Ilse Varga"
            core = core[size:]
    if (
        not core
        or len(core) > 5
        or " ".join(core) in lexicon.tables.media
        or " ".join(core) in lexicon.tables.bodies
        or " ".join(core) in lexicon.tables.places
    ):
        return ()
    if any(part.isupper() and len(part) > 1 and "." not in part for part in core) or any(
        char.isdigit() for part in core for char in part
    ):
        return ()
    return core


def _without_generation(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """A name without what counts its bearers: "Ilse Varga Jr.", "King Abdullah II"; but all of "World War II"."""
    end = len(tokens) - (len(tokens) > 1 and tokens[-1].text == ".")
    if end < 2 or tokens[end - 1].low.rstrip(".") not in lexicon.words.generations:
        return tokens
    numeral = tokens[end - 1].text.isupper()
    borne = not numeral or any(is_human_role(token.text, lexicon) for token in tokens[: end - 1])
    return tokens[: end - 1] if borne else tokens


def _is_part(token: Token, before: Token | None, run: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a title is part of a name here: "Hassan Sheikh Barre", but not "Supreme Court Justice Barre"."""
    return (
        token.low in lexicon.words.name_roles
        and before is not None
        and (bool(run) or token.low in lexicon.words.trade_surnames)
        and before.capital
        and not is_role(before.text, lexicon)
        and before.low not in lexicon.words.thing_words
        and before.text not in lexicon.tables.places
    )


def _is_compound(word: str, lexicon: Lexicon) -> bool:
    """Whether a capital only opens the sentence: "State-owned"."""
    first, hyphen, last = word.partition("-")
    return bool(hyphen) and first.istitle() and last in lexicon.words.compound_ends


def is_prefixed(word: str, lexicon: Lexicon) -> bool:
    """Whether ``word`` is a name that begins in lower case: "al-Masri"."""
    return word[:1].islower() and unprefixed(word, lexicon) != word


def unprefixed(part: str, lexicon: Lexicon) -> str:
    """A part of a name without what a hyphen joins to it: "Masri" of "al-Masri" and of "Al-Masri"."""
    prefix, hyphen, name = part.partition("-")
    return name if hyphen and prefix.lower() in lexicon.words.name_prefixes and name[:1].isupper() else part


def is_possessive_name(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word that looks like a possessive is a name in the tables: "Moody's"."""
    return token.low.endswith("'s") and token.text.replace("\u2019", "'") in lexicon.tables.bodies
