"""How a loss came about, by its main driver: neglect, what we offer, indecision, competition, or circumstance (T1)."""

from collections.abc import Sequence

from assay.words.taxonomy import Driver

#: drivers by which a loss came about through neglect or indecision; all others go by group and by who could have acted
_OF_DRIVER = {
    "slow_or_neglected": "neglect",
    "left_the_process": "neglect",
    "indecision": "indecision",
    "buying_group_split": "indecision",
}
_OF_GROUP = {"competition": "competition"}
#: what cannot be told for want of a main driver
CANNOT_TELL = "cannot_tell"
#: in the order in which they are shown
KINDS = ("neglect", "offer", "indecision", "competition", "circumstance", CANNOT_TELL)


def tell_kind(driver: Driver) -> str:
    """Neglect and indecision by the driver, competition by its group; of all others what is ours is the offer."""
    named = _OF_DRIVER.get(driver.code) or _OF_GROUP.get(driver.group)
    return named or ("offer" if driver.whose == "ours" else "circumstance")


def list_kinds(drivers: Sequence[Driver]) -> tuple[str, ...]:
    """The kind of each."""
    return tuple(map(tell_kind, drivers))
