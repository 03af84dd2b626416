"""Words: common English ones and made-up ones, put into phrases so that no model hangs on known wording.

What an instruction asks for is then carried by what is left: the object's name, a question, a negation, a
pace word.
"""

from __future__ import annotations

import random
import zlib

_TEXT = """
able about above accept across act add adjust afternoon age agree aim air almost alone along already also
always among amount ancient angle animal answer any apart appear apple area arm around arrange arrive art
ask aside assist attach attend autumn aware away baby balance bank bar base basic basket bath bay bear beat
become bed before begin behind bell below bend beneath best better between beyond big bird bit blow board
boat body bone book border both bottom bounce bowl branch brave break breath bridge brief bright bring broad
brother brush build burn bus busy button buy by cake camp cap capital care carry case catch cause center
certain chain chance change charge chase cheap check chief child choice circle city claim class clean clear
climb clock close cloth cloud club coast coat cold collect colony come comfort common company complete
concern connect consider contact contain continue cook cool copy corner correct cost cotton count country
couple course cover cross crowd cry cup current curve custom cut damage dance danger dark date daughter day
dead deal decide deep degree deliver demand depend desert design desk detail develop different dig dinner
direct dirt discover discuss distance divide doctor dollar double doubt draw dream dress drift drink drop
dry during dust duty each eager early earn earth ease east eat edge effect effort egg eight either electric
else empty end enemy engine enjoy enough enter entire equal escape even evening event ever every exact
example except exchange excited exercise exist expect experience explain extra eye face fact fair fall
familiar family famous far farm fashion father favor fear feed feel fence fetch few field fifty fight figure
fill final fine finger finish fire firm fish fit fix flat flight float floor flow flower fly fold follow
food foot force foreign forest form fortune forth forty found fox frame free fresh friend fruit full fun
future gain game garden gate gather general gift girl give glad glass glide goal gone grand grass great
ground group grow guard guess guest guide hair half hall hand handle hang happen happy hard harm hat head
health hear heart heat heaven heavy height help here hide high hill history hit hole home honest honor hope
horse hospital hotel hour house huge human hundred hunt hurt idea imagine important include increase indeed
inform inside instead interest iron island issue item itself jacket job jump junior just keen keep key kick
kid kill kind king kiss kitchen knee knife knock know labor lack lady lake land language large last late
laugh law lay lead leaf lean learn least leather leg lend length less lesson let letter level library lie
life lift light limit line lion lip list little live load local lock lonely long loose lose lot loud low
luck lunch machine magic main major manage manner map march mark market match material matter mean measure
meat medium member memory mention metal meter method middle might mile milk million mind mine minute mirror
miss mix model modern moment monkey month mood morning mother mountain mouse mouth movement much murder
museum must nail name narrow nation nature near neat necessary neck neighbor nerve nest net next nice nine
noise noon normal north nose note notice number object observe ocean odd offer office often oil once only
onto open opinion opposite orbit order ordinary original ought outside over own pack page pain paint pair
palace paper parent park part party pass past path patient pattern pay peace pencil people perfect perhaps
period permit person phone photo phrase pick picture piece pilot pipe place plain plan plate play please
plenty pocket poem point polite pool poor popular port pose possible post pot pound pour power practice
prepare present press pretty prevent price pride print private prize problem process produce program promise
proper protect proud prove provide public pull pupil pure purpose push put quarter queen quiet quite race
radio rain raise range rank rare rather reach read ready real reason receive record regard regular relate
remember remove rent repair repeat reply report request rescue result rich rid ride ring rise risk river
road rock role roof room root rope rose rough route row royal rub rule sad safe sail salt same sand save
scale scene school science score sea search season seat second secret see seem select sell send sense
separate serious serve settle seven several shade shadow shake shape share sharp she sheet shelter shift
shine ship shirt shoe shop shore short should shoulder shout show shut sick side sign signal silent simple
since single sister sit six size skill skin sky sleep slide slip small smart smell smile smoke smooth snake
snow social soft soil soldier solid solve some son soon sort soul sound soup source south space speak
special spell spend spirit split sport spot spread spring square staff stage stairs stamp standard star
state station steam steel stick stone store storm story strange stream street strength stretch strike string
strong student study stuff style subject succeed such sudden sugar suggest suit summer sun supply support
suppose surface surprise sweet swim switch system table tail talent talk tall taste taxi teach team tear ten
tend tent term test text than theater themselves thick thin thing think third thirty those though thousand
thread three through throw thus ticket tie tiger tight till tiny title today toe together tomorrow tone
tonight tool tooth top total touch tour tower town toy track trade train travel treat tree trial trick trip
trouble truck true trust truth try twelve twenty twice twin twist type uncle under understand unit until
upon upper use usual valley value various vast very village visit voice wake wall wander warm warn wash
waste watch water wave weak wear weather week weight west wet wheel whether whole wide wife wild wind window
wing winter wire wise wish within without woman wonder wood word world worry worth wrap write yard year yes
yesterday yet young zero zone
"""
COMMON = tuple(_TEXT.split())

_STARTS = (
    "b",
    "br",
    "c",
    "ch",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "qu",
    "r",
    "s",
    "sh",
    "sl",
    "st",
    "t",
    "th",
    "tr",
    "v",
    "w",
    "y",
    "z",
    "",
)
_MIDDLES = ("a", "e", "i", "o", "u", "ai", "ea", "ee", "oo", "ou", "y")
_ENDS = (
    "",
    "b",
    "ck",
    "d",
    "f",
    "g",
    "l",
    "ll",
    "m",
    "n",
    "nd",
    "ng",
    "nt",
    "p",
    "r",
    "rt",
    "s",
    "ss",
    "st",
    "t",
    "th",
    "x",
)


def word(rng: random.Random) -> str:
    """Draw a word that asks for nothing: a common one, or one made of one to three syllables."""
    if rng.random() < 0.7:
        return rng.choice(COMMON)
    return "".join(
        rng.choice(_STARTS) + rng.choice(_MIDDLES) + rng.choice(_ENDS)
        for _ in range(rng.choice((1, 1, 2, 2, 3)))
    )


def is_held_out_word(text: str) -> bool:
    """Whether training never uses a common word as the name of a tool, a parameter or a value."""
    return zlib.crc32(f"word {text}".encode()) % 8 == 0


KNOWN = tuple(word for word in COMMON if not is_held_out_word(word))
HELD_OUT = tuple(word for word in COMMON if is_held_out_word(word))


def nonsense(rng: random.Random) -> str:
    """Draw a word of two or three syllables that does not exist."""
    return "".join(
        rng.choice(_STARTS) + rng.choice(_MIDDLES) + rng.choice(_ENDS) for _ in range(rng.choice((2, 2, 3)))
    )


def alike(rng: random.Random) -> str:
    """Draw a string of letters with the letter pairs of English, three to nine long."""
    text = rng.choice("abcdefghijklmnoprstuvw")
    while len(text) < rng.randint(3, 9):
        text += rng.choice(_FOLLOWING.get(text[-1], "aeiou"))
    return text


def name(rng: random.Random, kind: str) -> str:
    """Draw a name that has nothing to do with what it names.

    Args:
        rng: the source of chance.
        kind: ``nonsense``, ``known`` (common words that training uses) or ``held_out`` (those it does not).
    """
    if kind == "nonsense":
        parts = [rng.choice((nonsense, alike))(rng) for _ in range(rng.choice((1, 1, 1, 2)))]
    else:
        parts = [rng.choice(KNOWN if kind == "known" else HELD_OUT) for _ in range(rng.choice((1, 1, 2)))]
    chance = rng.random()
    if chance < 0.8:
        return "_".join(parts)
    if chance < 0.9:
        return parts[0] + "".join(part.capitalize() for part in parts[1:])
    return "-".join(parts)


def _pairs() -> dict[str, str]:
    following: dict[str, str] = {}
    for text in KNOWN:
        for first, second in zip(text, text[1:], strict=False):
            following[first] = following.get(first, "") + second
    return following


_FOLLOWING = _pairs()


def words(rng: random.Random, least: int, most: int) -> str:
    """Draw ``least`` to ``most`` words, small words between them."""
    said = []
    for _ in range(rng.randint(least, most)):
        said.append(word(rng) if rng.random() < 0.65 else rng.choice(_SMALL))
    return " ".join(said)


_SMALL = (
    "the",
    "a",
    "to",
    "and",
    "of",
    "in",
    "on",
    "at",
    "up",
    "it",
    "with",
    "for",
    "me",
    "you",
    "your",
    "my",
    "that",
    "this",
    "by",
    "as",
    "so",
    "we",
    "us",
    "all",
    "i",
    "i'd",
    "it's",
    "be",
    "is",
    "will",
    "would",
    "let",
    "make",
    "over",
    "out",
    "there",
    "then",
    "now",
    "one",
    "more",
    "go",
    "get",
    "take",
    "please",
    "want",
    "need",
)
