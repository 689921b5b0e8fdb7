"""Changes to a taxonomy: each gives another one, in which old codes can still be read.

Nothing is taken out: a driver that is merged, split or retired stays in the file, for codes that name it.
"""

from collections.abc import Sequence
from dataclasses import replace

from assay.domain.errors import InputError
from assay.words.taxonomy.driver import OTHER, UNKNOWN, Driver, Group, Taxonomy, name_codes

LASTING = (OTHER, UNKNOWN)


def add_driver(taxonomy: Taxonomy, driver: Driver) -> Taxonomy:
    """With one driver more, after the last one of its group. Raises InputError for a code that was ever used."""
    _check_new(taxonomy, driver)
    return replace(taxonomy, drivers=_insert(taxonomy.drivers, driver))


def change_driver(taxonomy: Taxonomy, driver: Driver) -> Taxonomy:
    """With the driver of that code as it is given; its name is no part of its identity."""
    _find(taxonomy, driver.code)
    return _put(taxonomy, driver)


def merge_drivers(taxonomy: Taxonomy, code: str, into: str, *, take_examples: bool) -> Taxonomy:
    """With `code` read as `into` from now on. take_examples: its examples and counter-examples go with it."""
    gone, stays = _find_removable(taxonomy, code, "merged"), _find(taxonomy, into)
    if code == into:
        raise InputError(f"{gone.name} cannot be merged into itself.", fix="Choose another driver.")
    if take_examples:
        stays = replace(stays, examples=_unite(stays.examples, gone.examples))
        # what was the other's example is no counter-example of both together
        against = _unite(stays.counter_examples, gone.counter_examples)
        stays = replace(stays, counter_examples=tuple(text for text in against if text not in stays.examples))
    return change_driver(change_driver(taxonomy, stays), replace(gone, replaced_by=(into,)))


def split_driver(taxonomy: Taxonomy, code: str, parts: Sequence[Driver]) -> Taxonomy:
    """With these drivers in the place of `code`. Codes given before stay at it: nobody can tell which is meant."""
    whole = _find_removable(taxonomy, code, "split")
    if len(parts) < 2:
        raise InputError(f"{whole.name} is split into {len(parts)}.", fix="Describe two drivers at least.")
    split = taxonomy
    for part in parts:
        split = add_driver(split, part)
    return change_driver(split, replace(whole, replaced_by=tuple(part.code for part in parts)))


def retire_driver(taxonomy: Taxonomy, code: str) -> Taxonomy:
    """With a driver that no new code may name; those given before keep it."""
    return change_driver(taxonomy, replace(_find_removable(taxonomy, code, "retired"), retired=True))


def restore_driver(taxonomy: Taxonomy, code: str) -> Taxonomy:
    """With a driver in use again that was merged, split or retired; the codes that named it are its own again."""
    driver = taxonomy.by_code.get(code)
    if driver is None or driver.in_use:
        raise InputError(f"{code} is in use, or was never there.", fix="Choose one that was merged, split or retired.")
    return _put(taxonomy, replace(driver, replaced_by=(), retired=False))


def keep_group(taxonomy: Taxonomy, group: Group) -> Taxonomy:
    """With the group of that code named so, or with one group more."""
    known = {one.code for one in taxonomy.groups}
    others = tuple(group if one.code == group.code else one for one in taxonomy.groups)
    return replace(taxonomy, groups=others if group.code in known else (*taxonomy.groups, group))


def _put(taxonomy: Taxonomy, driver: Driver) -> Taxonomy:
    return replace(taxonomy, drivers=tuple(driver if one.code == driver.code else one for one in taxonomy.drivers))


def _find(taxonomy: Taxonomy, code: str) -> Driver:
    driver = taxonomy.by_code.get(code)
    if driver is None or not driver.in_use:
        raise InputError(f"There is no driver {code!r} in use.", fix=f"Choose one of {name_codes(taxonomy)}.")
    return driver


def _find_removable(taxonomy: Taxonomy, code: str, what: str) -> Driver:
    driver = _find(taxonomy, code)
    if code in LASTING:
        raise InputError(
            f"{driver.name} cannot be {what}: without it, what nobody can tell would be coded as something else.",
            fix="Leave it as it is; its definition can be changed.",
        )
    return driver


def _check_new(taxonomy: Taxonomy, driver: Driver) -> None:
    if driver.code in taxonomy.by_code:
        named = taxonomy.by_code[driver.code].name
        raise InputError(
            f"The code {driver.code} is that of {named} already, and a code never means another thing.",
            fix="Choose another code.",
        )
    if any(one.in_use and one.name.casefold() == driver.name.casefold() for one in taxonomy.drivers):
        raise InputError(f"There is a driver called {driver.name} already.", fix="Choose another name.")


def _insert(drivers: tuple[Driver, ...], driver: Driver) -> tuple[Driver, ...]:
    places = [place for place, one in enumerate(drivers) if one.group == driver.group]
    place = places[-1] + 1 if places else len(drivers)
    return (*drivers[:place], driver, *drivers[place:])


def _unite(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
