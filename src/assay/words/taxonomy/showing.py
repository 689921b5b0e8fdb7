"""The taxonomy as text for the command line."""

import textwrap
from collections.abc import Iterator

from assay.domain.errors import InputError
from assay.words.taxonomy.driver import Driver, Taxonomy, name_codes

_WHOSE = {"ours": "ours to act on", "theirs": "theirs to act on", "circumstance": "nobody's to act on"}


def show_taxonomy(taxonomy: Taxonomy, code: str = "") -> str:
    """All drivers by group, or one in full. Raises InputError for a code that the taxonomy never had."""
    if code:
        driver = taxonomy.by_code.get(code)
        if driver is None:
            raise InputError(f"There is no driver {code!r}.", fix=f"The drivers are {name_codes(taxonomy)}.")
        return "\n".join(_show_driver(taxonomy, driver))
    lines = [f"Taxonomy, version {taxonomy.version}: {len(taxonomy.in_use)} drivers"]
    for group in taxonomy.groups:
        drivers = [driver for driver in taxonomy.drivers if driver.group == group.code]
        if drivers:
            lines += ["", group.name]
            lines += [f"  {driver.code:<22} {_note(driver)}" for driver in drivers]
    return "\n".join([*lines, "", "One in full: assay taxonomy show CODE"])


def _note(driver: Driver) -> str:
    if driver.retired:
        return f"{driver.name} (retired)"
    if driver.replaced_by:
        return f"{driver.name} (now {' or '.join(driver.replaced_by)})"
    return f"{driver.name}: {_WHOSE[driver.whose]}"


def _show_driver(taxonomy: Taxonomy, driver: Driver) -> Iterator[str]:
    group = next(group.name for group in taxonomy.groups if group.code == driver.group)
    yield f"{driver.code}: {_note(driver)}"
    yield f"{group}; theme {driver.theme or 'none'}"
    yield textwrap.fill(driver.definition, 100)
    yield ""
    yield "Examples"
    yield from (f"  {text}" for text in driver.examples)
    if driver.counter_examples:
        yield "Not this"
        yield from (f"  {text}" for text in driver.counter_examples)
