"""What differs between two taxonomies, driver by driver."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assay.words.taxonomy.driver import Driver, Taxonomy


@dataclass(frozen=True)
class Difference:
    """kind: added, merged, split, retired, restored, renamed or redefined.  into: names of what takes its place."""

    driver: Driver
    kind: str
    into: tuple[str, ...] = ()


def compare(before: Taxonomy, after: Taxonomy) -> list[Difference]:
    """In the order of the later one. A driver that was both renamed and redefined stands there twice."""
    return [one for driver in after.drivers for one in _compare_driver(before.by_code.get(driver.code), driver, after)]


def keep_missing(before: Taxonomy, after: Taxonomy) -> Taxonomy:
    """The later one with the drivers, groups and themes that it lacks, retired: old codes go on to be readable."""
    groups = [group for group in before.groups if group.code not in {one.code for one in after.groups}]
    themes = [theme for theme in before.themes if theme.code not in {one.code for one in after.themes}]
    gone = [driver for driver in before.drivers if driver.code not in after.by_code]
    needed = {driver.group for driver in gone}
    wanted = {driver.theme for driver in gone}
    # a driver that was in the place of another may be gone too: whoever leads to it still finds it, retired
    kept = tuple(driver if driver.replaced_by else replace(driver, retired=True) for driver in gone)
    return replace(
        after,
        drivers=(*after.drivers, *kept),
        groups=(*after.groups, *(group for group in groups if group.code in needed)),
        themes=(*after.themes, *(theme for theme in themes if theme.code in wanted)),
    )


def _compare_driver(before: Driver | None, now: Driver, after: Taxonomy) -> Iterator[Difference]:
    if before is None:
        if now.in_use:
            yield Difference(now, "added")
        return
    if now.replaced_by and now.replaced_by != before.replaced_by:
        into = tuple(after.by_code[code].name for code in now.replaced_by)
        yield Difference(now, "merged" if len(into) == 1 else "split", into)
    elif now.retired and not before.retired:
        yield Difference(now, "retired")
    elif now.in_use and not before.in_use:
        yield Difference(now, "restored")
    if now.name != before.name:
        yield Difference(replace(now, name=before.name), "renamed", (now.name,))
    if _read_by_coding(now) != _read_by_coding(before):
        yield Difference(now, "redefined")


def _read_by_coding(driver: Driver) -> tuple[object, ...]:
    told = (driver.definition, driver.examples, driver.counter_examples)
    return (*told, driver.whose, driver.theme, driver.about, driver.polarity, driver.group)
