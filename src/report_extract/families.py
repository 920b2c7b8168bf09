"""Which classes of nouns are of one kind."""

BODIES = frozenset({"body", "party_unit", "union_unit"})
PEOPLE = frozenset({"member", "official", "delegate", "person", "turn", "collective", "household"})
_CASES = frozenset({"crime", "case"})


def family(noun_class: str) -> str:
    """People of all classes are one family, with the cases they make.

    >>> family("member") == family("person"), family("award")
    (True, 'award')
    """
    return "people" if noun_class in PEOPLE | _CASES else noun_class
