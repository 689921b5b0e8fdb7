"""A taxonomy as text: what reading it gives back is the same taxonomy."""

from typing import Any

import yaml

from assay.words.taxonomy.driver import Driver, Taxonomy

_HEAD = """\
# Drivers: why a deal was lost, or might be. Kept by the application, which counts the version up at each change.
# code: never reused for another meaning. replaced_by: what is used instead since it was merged or split.
"""

_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def write_taxonomy(taxonomy: Taxonomy) -> str:
    """The text of taxonomy.yml."""
    told = {
        "version": taxonomy.version,
        "themes": [{"code": t.code, "name": t.name, "definition": t.definition} for t in taxonomy.themes],
        "groups": [{"code": g.code, "name": g.name} for g in taxonomy.groups],
        "drivers": [_write_driver(driver) for driver in taxonomy.drivers],
    }
    return _HEAD + yaml.dump(told, Dumper=_DUMPER, sort_keys=False, allow_unicode=True, width=110)


def _write_driver(driver: Driver) -> dict[str, object]:
    entry: dict[str, object] = {
        "code": driver.code,
        "name": driver.name,
        "group": driver.group,
        "definition": driver.definition,
        "whose": driver.whose,
        "theme": driver.theme,
        "about": driver.about,
        "polarity": driver.polarity,
        "examples": list(driver.examples),
        "counter_examples": list(driver.counter_examples),
    }
    if driver.replaced_by:
        entry["replaced_by"] = list(driver.replaced_by)
    if driver.retired:
        entry["retired"] = True
    return entry
