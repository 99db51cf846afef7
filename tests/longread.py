"""Articles of any length, as a long inquiry into one subject reads: many towns, many people, one thread."""

from __future__ import annotations

from itertools import count

_FIRST = (
    "Amina", "Bruno", "Celia", "Darko", "Edith", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kaja", "Leila", "Marek",
    "Nadia", "Otto", "Petra", "Rafael", "Salma", "Tomas", "Ursula", "Viktor", "Wanda", "Yusuf",
)  # fmt: skip
_LAST = (
    "Abelard", "Brandvold", "Castellan", "Drummond", "Eskola", "Fontaine", "Grabowski", "Haldane", "Ivarsson",
    "Jurado", "Kessler", "Lindqvist", "Moravec", "Nakagawa", "Okonjo", "Pellegrin", "Quintero", "Rasmussen",
    "Szabados", "Tarkovsky", "Ullman", "Vandermeer", "Wickham", "Xylander", "Yarrow", "Zeman", "Ashdown", "Bellamy",
    "Corrigan",
)  # fmt: skip
_PLACES = ("bridge", "haven", "field", "mouth", "ford", "wick", "ness", "dale", "combe", "stead", "cliff", "moor")
_STEMS = (
    "Alder", "Brack", "Carn", "Dun", "Elm", "Fern", "Gar", "Hal", "Ivel", "Kel", "Lan", "Mar", "Nor", "Or", "Pen",
    "Rad", "Sel",
)  # fmt: skip
_OFFICES = ("Mayor", "Governor", "Police Chief", "Prosecutor", "Senator", "Judge")
_FIRMS = ("Water", "Dredging", "Cement", "Power", "Shipping", "Rail", "Timber")
_GOODS = ("pumps", "turbines", "barges", "transformers", "pipes", "wagons", "cranes")

_SECTIONS = (
    """{town} was the first place where the {goods} failed. {office} {name} said on {day} that {number} of them had \
stood still since {month}, and that the city had paid for every one. "We were told that they were new," {last} said. \
"They were not."

The supplier, {firm}, denied that it had sold used {goods}. In a letter to the council it said that all {number} had \
been tested before they left the works. The letter was seen by this newspaper.

{other}, an engineer who inspected the machines, said the numbers on the housings had been filed off. Three officials \
of the city, who asked not to be named because an inquiry is under way, said the invoices were signed before delivery. \
The claim could not be independently verified.

The regional audit office is expected to publish its findings in {later}. A spokeswoman for {firm}, {third}, declined \
to comment on the inquiry. The works stand on the river, two kilometres below the old lock, and employ {few} people.""",
    """In {town} the money went another way. According to court papers, {firm} received {number} million crowns for a \
flood wall that was never built. The prosecutor's office said in a statement that {few} people are suspected of fraud.

"Nobody here has seen a stone of it," said {name}, who keeps a shop behind the dyke. Her neighbour, {other}, told \
reporters that surveyors came in {month} and left the same day.

{office} {third} rejected the accusation. He said that the wall had been moved to {next} after new measurements, and \
that the ministry of works had agreed. The ministry did not respond to a request for comment.

The {town} Herald reported on {day} that the contract was changed twice. There was no official confirmation of the \
report. A final hearing will be held in {later}, the court's clerk said.""",
    """The union of dockers puts the losses in {town} at {number} jobs. Its chairwoman, {name}, said that {few} \
families had left since {month}. The employers' association speaks of half as many.

"The port is not dying," {other}, the association's director, told a meeting on {day}. "It is changing its trade." He \
added that {firm} would take over two berths in {later}.

A study by the University of {next} found that wages in the region fell by {few} percent in five years. The study's \
author, Professor {third}, warned that the figures may understate the decline. People familiar with the talks said \
that a buyer from abroad was likely to withdraw.

Fishing boats still land here every morning. The market hall, built of brick a century ago, was reopened in {month} \
with {few} stalls.""",
    """On the night of the flood the sirens of {town} stayed silent. {office} {name} confirmed that the line to the \
control room had been cut. At least {few} people died, police said, and {number} houses were destroyed.

The state broadcaster reported that the sirens had been tested a week before. {other}, who was on duty that night, \
said the opposite: "Nobody tested anything." Investigators have not said which account is true.

The national grid operator, {firm}, said that a transformer caught fire at about four in the morning. Relatives of \
the victims accuse the operator of hiding the cause. Their lawyer, {third}, said that they would sue in {later}.

The governor of the province apologised on {day}. He said he had been given wrong figures by his staff. It is unclear \
how many people are still missing. Soldiers carried sandbags to {next}, where the water was still rising.""",
)
_MONTHS = ("January", "February", "April", "June", "July", "September", "October", "November")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def section(number: int) -> str:
    """Four paragraphs, some 140 words, about one town; no two numbers within a thousand have the same people."""
    return _SECTIONS[number % len(_SECTIONS)].format(
        town=_town(number),
        next=_town(number + 1),
        name=_person(3 * number),
        last=_person(3 * number).split()[1],
        other=_person(3 * number + 1),
        third=_person(3 * number + 2),
        office=_OFFICES[number % len(_OFFICES)],
        firm=f"{_LAST[number * 5 % len(_LAST)]} {_FIRMS[number % len(_FIRMS)]}",
        goods=_GOODS[number % len(_GOODS)],
        day=_DAYS[number % len(_DAYS)],
        month=_MONTHS[number % len(_MONTHS)],
        later=_MONTHS[(number + 3) % len(_MONTHS)],
        number=number * 7 % 900 + 21,
        few=number * 3 % 17 + 3,
    )


def long_article(words: int) -> str:
    """An article of about ``words`` words, at least one section long."""
    sections: list[str] = []
    size = 0
    for number in count():
        sections.append(section(number))
        size += len(sections[-1].split())
        if size >= words:
            break
    return "Where the flood money went\n\n" + "\n\n".join(sections) + "\n"


def _town(number: int) -> str:
    return _STEMS[number % len(_STEMS)] + _PLACES[number % len(_PLACES)]


def _person(number: int) -> str:
    return f"{_FIRST[number % len(_FIRST)]} {_LAST[(number + number // (len(_FIRST) * len(_LAST))) % len(_LAST)]}"
