"""Every follow-up and every open question that the ear may offer, as they stand in its files."""

from assay.words.ear.phrases import read_file, read_groups


def list_catalogue(language: str) -> list[str]:
    """The probes and open questions of a language ("en" or "de"), each once; the noun of a topic filled in."""
    found: list[str] = []
    for entry in read_groups("topics.yml").values():
        found += [*entry["probes"][language], entry["open"][language].replace("{it}", entry["noun"][language])]
    for kind, entries in read_file("probes.yml").items():
        if kind != "reassurance" and isinstance(entries, list):
            found += [str(probe) for entry in entries for probe in entry.get(language, ())]
    return list(dict.fromkeys(found))
