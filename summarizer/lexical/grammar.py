"""Small grammar over tokens: noun phrases to the left and right of a cue, adverbials, clause-likeness.

Positions are indices into a token list; ranges are half open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.lexical.lexicon import Lexicon
from summarizer.lexical.nouns import singular
from summarizer.lexical.words import Token

Range = tuple[int, int]

_STOPS = frozenset({",", ";", ":", "(", ")", "[", "]", "\u2014", "\u2013", "--", "...", "|"})
_ENDS = frozenset({".", "!", "?", ";"})


@dataclass(frozen=True)
class Grammar:
    """A sentence's tokens with the lexicon to read them by."""

    tokens: Sequence[Token]
    lexicon: Lexicon

    def low(self, index: int) -> str:
        """Lower-case token at ``index``; empty outside the sentence."""
        return self.tokens[index].low if 0 <= index < len(self.tokens) else ""

    def is_quote(self, index: int) -> bool:
        """Whether the token is a quotation that can be speech (more than a word or two in scare quotes)."""
        if not (0 <= index < len(self.tokens) and self.tokens[index].quote):
            return False
        text = self.tokens[index].text
        opens = index == 0 and len(text.split()) > 1 and self.low(1) == ","
        return len(text.split()) > 3 or opens or text[:-1].rstrip().endswith((",", ".", "!", "?"))

    def is_end(self, index: int) -> bool:
        """Whether nothing but closing punctuation follows."""
        return all(token.low in _ENDS or token.low in ")]" for token in self.tokens[index:])

    def is_time(self, index: int) -> bool:
        """Whether the token is a word of dates and times ("Monday", "last", "hours")."""
        return self.low(index) in self.lexicon.words.times

    def is_adverb(self, index: int) -> bool:
        """Whether the token is a known adverb, or looks like one by its "-ly"."""
        low = self.low(index)
        return low in self.lexicon.words.adverbs or (
            low.endswith("ly") and len(low) > 4 and low not in self.lexicon.words.not_adverbs
        )

    def is_finite(self, index: int) -> bool:
        """Whether the token looks like a finite verb: auxiliaries, modals, known forms, "-ed" after a subject."""
        if self.tokens[index].quote:
            return False
        words = self.lexicon.words
        low = self.low(index)
        if index and self.low(index - 1) in ("a", "an", "the"):
            # "a think tank", "the accused"
            return False
        if low.endswith("s") and low in words.verb_forms and self._is_plural_noun(index):
            return False
        if (
            low in words.modals
            or low in words.contractions
            or low in words.verb_forms
            or (low in words.auxiliaries and low not in ("be", "been", "being", "having"))
        ):
            return not (low == "may" and self.tokens[index].capital and index > 0)
        cues = self.lexicon.cues
        form = cues.statement.get(low) or cues.act.get(low) or cues.denial.get(low)
        if form is not None and not form.gerund and not form.base and not low.endswith("s"):
            return True
        if low in cues.relay and low.endswith("s") and index + 1 < len(self.tokens):
            # "quotes the minister"; "price quotes" has no object
            return self.low(index + 1) in words.determiners or self.tokens[index + 1].capital
        if form is not None and low.endswith("s") and self.low(index - 1) not in words.determiners:
            # "says the", "reports a": the noun has no object
            return self.low(index + 1) in ("a", "an", "the", "its", "his", "her", "he", "she", "it", "they", "that")
        return (
            low.endswith("ed")
            and len(low) > 4
            and not self.tokens[index].capital
            and self.low(index - 1) not in words.determiners
            and low not in words.not_past
            and "-" not in low
        )

    def _is_plural_noun(self, index: int) -> bool:
        """Whether a form in "-s" that can be a verb stands where nouns stand: "their claims", "of supports"."""
        before, words = self.low(index - 1), self.lexicon.words
        determined = before in words.determiners and before not in ("this", "that", "each", "all")
        return determined or before in words.prepositions

    def is_clause(self, start: int, end: int) -> bool:
        """Whether ``start:end`` holds a finite verb, or speech."""
        return any(self.is_finite(i) or self.is_quote(i) for i in range(max(0, start), min(end, len(self.tokens))))

    def skip_setting(self, index: int) -> int:
        """First position behind adverbials of time and setting: "on Thursday", "in a statement", "to reporters"."""
        while index < len(self.tokens):
            after = self._adverbial(index)
            if after == index:
                return index
            index = after
        return index

    def _adverbial(self, index: int) -> int:
        """End of the adverbial that starts at ``index``, or ``index``."""
        low = self.low(index)
        words = self.lexicon.words
        if low in ("late", "early", "earlier", "later", "last", "this", "next") and (
            self.is_time(index + 1) or self.low(index + 1) in ("on", "in")
        ):
            return self.over_time(index + 1) if self.is_time(index + 1) else self._adverbial(index + 1)
        if (ago := self._ago(index)) is not None:
            return ago
        if low in words.adverbs and low not in ("here", "there", "only", "now", "still", "even", "just", "today"):
            return index + 1
        if low == "here" and self.low(index - 1) not in words.auxiliaries:
            return index + 1
        if self.is_time(index) and low != "may" and low != "this" and not self._is_given_name(index):
            return self.over_time(index)
        if low == "in" and self.low(index + 1) == "the" and self.low(index + 2) == "past":
            return self.over_time(index + 3)
        if low in ("on", "in", "at", "by", "during", "from", "via", "through", "to", "over"):
            place = index + 1
            while self.low(place) in words.determiners or self.low(place) in words.setting_adjectives:
                if (
                    self.low(place) in self.lexicon.cues.setting
                    and self.low(place + 1) not in self.lexicon.cues.setting
                ):
                    break
                place += 1
            if self.is_time(place) and low not in ("from", "to", "via", "over"):
                return self.over_time(place)
            if self.low(place) in self.lexicon.cues.setting and low in (
                "in",
                "on",
                "at",
                "via",
                "during",
                "through",
                "over",
            ):
                return self._over_setting(place + 1)
            if low == "to" and self.low(place) in words.audiences:
                return place + 1
        return index

    def _ago(self, index: int) -> int | None:
        """Behind a time that is counted back from another: "two years ago", "some six months earlier"."""
        stop = index
        while stop < index + 3 and (
            self.low(stop) in self.lexicon.statuses.figures.values
            or self.low(stop).isdigit()
            or self.low(stop) in ("a", "an", "some", "several", "many", "few", "about", "more")
        ):
            stop += 1
        counted = stop > index and self.is_time(stop) and self.low(stop + 1) in ("ago", "earlier", "before", "later")
        return stop + 2 if counted else None

    def is_named_for_day(self, index: int) -> bool:
        """Whether a day of the week opens a name: "the [Sunday] Herald"."""
        named = index + 1 < len(self.tokens) and self.tokens[index + 1].capital and not self.is_time(index + 1)
        return named and self.low(index).endswith("day") and self.low(index - 1) in ("", ",", "the", "told")

    def _is_given_name(self, index: int) -> bool:
        """Whether a month's name is somebody's: "Jan Prokop"."""
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else self.tokens[index]
        return self.low(index) in self.lexicon.words.given_names and following.capital and not self.is_time(index + 1)

    def over_time(self, index: int) -> int:
        """First position behind words of dates and times."""
        while index < len(self.tokens) and (
            self.is_time(index)
            or self.tokens[index].text.isdigit()
            or (self.low(index) in ("on", "of", "in") and self.is_time(index + 1))
        ):
            index += 1
        return index

    def _over_setting(self, index: int) -> int:
        """Behind what follows the setting noun: "in a statement posted on its website"."""
        while self.low(index) in self.lexicon.cues.setting or self.is_time(index):
            index += 1
        if self.low(index) in self.lexicon.words.setting_tails:
            after = index + 1
            limit = min(len(self.tokens), after + 8)
            while after < limit and not self._breaks(after) and self.low(after) != "that" and not self.is_finite(after):
                after += 1
            if (after < limit and self.low(after) in (",", "that", ":")) or self.is_quote(after) or self.is_end(after):
                return after
            if self.low(index) in ("on", "late") and self.is_time(index + 1):
                return self.over_time(index + 1)
        return index

    def _breaks(self, index: int) -> bool:
        return (
            self.low(index) in _STOPS
            or self.is_quote(index)
            or (self.low(index) in _ENDS and index + 1 >= len(self.tokens))
        )

    def phrase_left(self, end: int, floor: int = 0) -> Range:
        """The noun phrase that ends before ``end``, adverbial tails stripped: the subject of the verb behind it."""
        words = self.lexicon.words
        start = end
        if end - 1 >= floor and self.low(end - 1) in words.pronouns:
            # "asked if he would sign the pact [he] said"
            return end - 1, end
        while start > floor:
            low = self.low(start - 1)
            token = self.tokens[start - 1]
            if low == ")" and (opening := self._opening_bracket(start - 1, floor)) is not None:
                # an acronym, a party and a state belong to the name before them
                start = opening
                continue
            if low == "," and (listed := self.list_around(start - 1, floor)) is not None:
                start = listed[0]
                continue
            if low in _STOPS or self.is_quote(start - 1) or (low in words.subordinators and low != "once"):
                break
            if low in _ENDS and not (low == "." and self.is_abbreviation(start - 1)):
                break
            if low in ("and", "or") and self.is_clause(self._behind_comma(floor, start - 1), start - 1):
                break
            named = low in ("called", "named", "dubbed") and start < end and self.tokens[start].capital
            # "drawings made of the bridge": a participle before a preposition belongs to the noun
            reduced = (
                (low.endswith("ed") or low in words.reduced) and start < end and self.low(start) in words.prepositions
            )
            verb = self.is_finite(start - 1) or low in ("be", "been", "being")
            if start < end and not token.capital and verb and not (named or reduced):
                break
            if low in words.pronouns and start < end:
                break
            if low.isdigit() and start < end and self.low(start) in words.determiners:
                # "in 2008 the government"
                break
            start -= 1
        return self.trim(start, end)

    def _opening_bracket(self, close: int, floor: int) -> int | None:
        """Where the bracket opens that ends at ``close`` and holds a word in capitals or two, behind a name."""
        opening = next((i for i in range(close - 1, max(floor, close - 13), -1) if self.low(i) == "("), None)
        if opening is None or opening <= floor or opening == close - 1:
            return None
        joins = ("and", "of", "the", "for", "de", "et")
        inside = (
            self.tokens[i].capital or not self.low(i)[0].isalnum() or self.low(i) in joins
            for i in range(opening + 1, close)
        )
        named = self.low(opening - 1)[0].isalnum() or self.is_abbreviation(opening - 1)
        return opening if all(inside) and named else None

    def list_around(self, index: int, floor: int = 0) -> Range | None:
        """The list with one head that the comma or "and" at ``index`` belongs to: "Ministry of Food, Farms and Fish".

        Returns:
            Where its preposition stands, and the first word behind its "and".
        """
        end = index
        while end < len(self.tokens) and (self.tokens[end].capital or self.low(end) == ","):
            end += 1
        start = index
        while start > floor and (self.tokens[start - 1].capital or self.low(start - 1) == ","):
            start -= 1
        joined = self.low(end) == "and" and end + 1 < len(self.tokens) and self.tokens[end + 1].capital
        if not joined or start in (floor, index) or index + 1 == end:
            return None
        return (start - 1, end + 1) if self.heads_list(start - 1, end + 1) else None

    def heads_list(self, preposition: int, last: int) -> bool:
        """Whether what stands before a preposition is of all that is listed behind it, to the item at ``last``.

        "Department of [Health and Human Services]", "the leaders of [Alba, Borda and Cela]"; but not "the Ministry of
        Health and Lovaas Shipping".
        """
        words = self.lexicon.words
        if preposition < 1 or self.low(preposition) not in ("of", "for", "on"):
            return False
        head = self.tokens[preposition - 1]
        if head.low.endswith("s") and singular(head.low) in words.human_roles:
            return True
        return head.capital and (
            self.low(last) in words.portfolios
            or (self.low(last + 1) in words.portfolios and self.tokens[last + 1].capital)
        )

    def _behind_comma(self, floor: int, end: int) -> int:
        """Position behind the last comma in ``floor:end``, or ``floor``."""
        return next((i + 1 for i in range(end - 1, floor, -1) if self.low(i) == ","), floor)

    def is_abbreviation(self, index: int) -> bool:
        """Whether the full stop at ``index`` belongs to a short capitalised word before it ("Gov.")."""
        before = self.tokens[index - 1] if index else None
        return (
            before is not None
            and before.end == self.tokens[index].start
            and before.capital
            and len(before.text) <= 4
            and index + 1 < len(self.tokens)
        )

    def trim(self, start: int, end: int) -> Range:
        """Strip adverbs, times and settings from both ends of a noun phrase."""
        words = self.lexicon.words
        while start < end:
            low = self.low(start)
            if (
                low in words.adverbs
                or (low.endswith("'s") and low[:-2] in words.times and end - start > 1)
                or low in words.coordinators
                or low in ("\u2014", "-", ",")
                or (self.is_adverb(start) and not self.tokens[start].capital)
            ):
                start += 1
                continue
            after = self._adverbial(start) if low not in ("this", "to", "the") or self.is_time(start + 1) else start
            if self.is_named_for_day(start):
                break
            if after == start or after > end:
                break
            start = after
        for position in range(start + 1, end):
            titled = self.tokens[position].capital and self.tokens[position - 1].capital and self.is_adverb(position)
            if self._adverbial(position) > position and self._tail(position, end) and not titled:
                end = position
                break
            if (
                self.low(position) == "in"
                and self.tokens[position - 1].capital
                and all(self.tokens[i].capital or self.is_time(i) for i in range(position + 1, end))
                and position + 1 < end
                and position - start >= 2
            ):
                end = position
                break
        while end > start and (
            (self.is_adverb(end - 1) and not self.tokens[end - 1].capital)
            or (self.low(end - 1) in words.floating and end - 1 > start)
            or self.low(end - 1) in (",", "-")
            or (
                self.is_time(end - 1)
                and not (self.tokens[end - 1].capital and self.is_adverb(end - 1))
                and self.low(end - 1) not in ("may", "march", "hour", "day", "week", "april", "june", "august", "night")
            )
        ):
            end -= 1
        return start, end

    def _tail(self, position: int, end: int) -> bool:
        """Whether adverbials alone fill ``position:end``."""
        after = self.skip_setting(position)
        return after >= end

    def phrase_right(self, start: int, end: int | None = None) -> Range:
        """The noun phrase that starts at ``start``: to a comma, a clause word or a verb."""
        stop = self.phrase_stop(start, end)
        return (start, stop) if stop == start + 1 else self.trim(start, stop)

    def phrase_stop(self, start: int, end: int | None = None) -> int:
        """Where the noun phrase that starts at ``start`` stops, adverbials and all."""
        words = self.lexicon.words
        limit = len(self.tokens) if end is None else end
        index = start
        seen_noun = False
        while index < limit:
            low = self.low(index)
            token = self.tokens[index]
            if low == "(" and seen_noun and self.low(index + 2) == ")":
                # an acronym belongs to its name
                index += 3
                continue
            if low in (",", "and") and seen_noun and (listed := self.list_around(index, start)) is not None:
                index = listed[1]
                continue
            if low in _STOPS or self.is_quote(index) or (low in _ENDS and not self.is_abbreviation(index)):
                break
            if low in words.subordinators or low in words.modals or low in words.auxiliaries:
                break
            if low in words.pronouns:
                return index + (index == start)
            if seen_noun and low in words.determiners and self.low(index - 1) not in words.prepositions:
                break
            if seen_noun and self.is_finite(index) and not token.capital:
                break
            if low in ("and", "or") and self.is_clause(index, self._comma(index, limit)):
                break
            seen_noun = seen_noun or (low not in words.determiners and low not in words.prepositions)
            index += 1
        return index

    def _comma(self, start: int, end: int) -> int:
        """The first comma in ``start:end``, or ``end``."""
        return next((i for i in range(start, end) if self.low(i) == ","), end)

    def name_right(self, start: int) -> Range:
        """The addressee that starts at ``start``, where a clause may follow at once: "Harbour Radio the ferry will"."""
        words = self.lexicon.words
        index = start
        while self.low(index) in words.determiners:
            index += 1
        while index < len(self.tokens):
            low = self.low(index)
            token = self.tokens[index]
            if (
                low in _STOPS
                or low in _ENDS
                or low in words.relatives
                or self.is_quote(index)
                or low in words.determiners
                or low in words.pronouns
                or low in words.subordinators
            ):
                break
            if (self.is_time(index) and not self.is_named_for_day(index)) or (
                low in words.prepositions and low not in ("of", "for")
            ):
                break
            if low in ("mr", "mrs", "ms", "dr") and index > start:
                # "told the Herald Mr Varga would …"
                break
            if low in ("of", "for") and index > start and not self.tokens[index - 1].capital:
                # "told the inquiry of shots"
                break
            if index > start and self.is_finite(index) and not token.capital and low not in words.outlet_nouns:
                break
            previous_capital = self.tokens[index - 1].capital and index > start
            media_noun = low in words.outlet_nouns
            joined = previous_capital and (low == "&" or token.text.isdigit())
            lower = previous_capital and not token.capital and not media_noun and not joined
            if lower and not any(self.low(i) in words.outlet_nouns for i in (index + 1, index + 2)):
                # but "Ruritanian sports daily El Porto" is one name
                break
            index += 1
        return start, index

    def clause_subject(self, start: int, end: int) -> Range | None:
        """The noun phrase that opens the clause ``start:end``, where a finite verb follows it."""
        begin, words = start, self.lexicon.words
        while begin < end and (
            self.is_adverb(begin) or self.low(begin) in words.coordinators or self.low(begin) == ","
        ):
            begin += 1
        gerund = self.low(begin) in words.subordinators and self.low(begin + 1).endswith("ing")
        opens = gerund or self.low(begin) in words.prepositions
        for index in range(begin, end):
            if self.low(index) in _STOPS and index > begin and opens:
                return self.clause_subject(index + 1, end)
            if self.low(index) in _STOPS or (self.is_finite(index) and not self.tokens[index].capital):
                return self.trim(begin, index) if index > begin else None
        return None

    def head(self, start: int, end: int) -> str:
        """The head of a noun phrase: its last word before a preposition, a relative clause or a participle."""
        words = self.lexicon.words
        head = ""
        for index in range(start, end):
            low = self.low(index)
            if low in words.prepositions or low in ("who", "which", "that", ",", "("):
                break
            if head and low.endswith("ed") and low not in words.not_past:
                break
            head = low
        return head
