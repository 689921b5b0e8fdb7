"""How each file of a draft is to be read: by the profile that knows it best, by another one, or as a person maps it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assay.sources.importing import Asked
from assay.sources.kept_mappings import name_mapping, next_version
from assay.sources.looking import INTERCHANGE, make_choice
from assay.sources.mapping_text import Choice, write_likeness, write_mapping
from assay.sources.slots import KINDS
from assay.store.durable import write_durably
from assay.store.home import Home
from assay.web.imports.models import ImportDraft
from assay.web.imports.uploading import find_draft_folder

Found = dict[str, Any]

#: stands for a mapping by hand where else the name of a profile stands
BY_HAND = "by hand"


@dataclass
class Made:
    """A mapping file that a draft comes to. readings: name of a file -> what is to read it."""

    name: str
    text: str
    readings: dict[str, str] = field(default_factory=dict)


def list_files(draft: ImportDraft) -> list[Found]:
    """The files that were found, each with its place among all."""
    files = draft.found["files"] if draft.found else []
    return [{**file, "index": index} for index, file in enumerate(files)]


def list_ways(file: Found) -> list[str]:
    """What a file can be read as: the names of profiles, and by hand; the way that holds unasked comes first."""
    profiles = [file["profile"], *(one["profile"] for one in file.get("others", []))]
    by_hand = [] if file["profile"] == INTERCHANGE or file["kind"] == "transcript" else [BY_HAND]
    return [*profiles, *by_hand] if file["profile"] else [*by_hand, *profiles[1:]]


def find_way(draft: ImportDraft, file: Found) -> str:
    """What a file is to be read as."""
    ways = list_ways(file)
    said = draft.chosen.get(file["name"], {}).get("reading", "")
    return str(said if said in ways else ways[0])


def find_reading(draft: ImportDraft, file: Found) -> Found:
    """What the profile that is to read a file says of it: as in looking.Reading; the file itself when by hand."""
    way = find_way(draft, file)
    return next((one for one in file.get("others", []) if one["profile"] == way), file)


def list_by_hand(draft: ImportDraft) -> list[Found]:
    """The files that a person maps: those that no profile knows, and those of which somebody said so."""
    return [file for file in list_files(draft) if find_way(draft, file) == BY_HAND]


def list_left_out(draft: ImportDraft) -> frozenset[str]:
    """Names of the files that a person left out."""
    return frozenset(name for name, choice in draft.chosen.items() if choice.get("out"))


def list_unproposed(draft: ImportDraft) -> list[str]:
    """Names of the files to be mapped by hand whose columns have not been looked at for that."""
    out = list_left_out(draft)
    return [file["name"] for file in list_by_hand(draft) if not file["proposed"] and file["name"] not in out]


def lacks_fields(draft: ImportDraft) -> list[str]:
    """Names of the files to be mapped by hand for which nothing was decided."""
    return [file["name"] for file in list_by_hand(draft) if not {"kind", "out"} & _choice(draft, file).keys()]


def _choice(draft: ImportDraft, file: Found) -> Found:
    found: Found = draft.chosen.get(file["name"], {})
    return found


def list_stages(draft: ImportDraft) -> list[tuple[str, int, str | None, bool]]:
    """(stage, rows, the class that its name tells, whether a file of ours is read by a profile) over all files."""
    found: dict[str, tuple[str, int, str | None, bool]] = {}
    out = list_left_out(draft)
    for file in list_files(draft):
        if file["name"] in out:
            continue
        by_profile = find_way(draft, file) != BY_HAND
        for value, rows, named in _stages_of(draft, file):
            known = found.get(value.casefold(), (value, 0, named, by_profile))
            found[value.casefold()] = (known[0], known[1] + rows, known[2] or named, known[3] and by_profile)
    return sorted(found.values(), key=lambda one: (-one[1], one[0]))


def _stages_of(draft: ImportDraft, file: Found) -> list[tuple[str, int, str | None]]:
    if find_way(draft, file) != BY_HAND:
        return [(value, rows, named) for value, rows, named in find_reading(draft, file)["stages"]]
    choice = _choice(draft, file)
    heading = choice.get("columns", {}).get("stage")
    if choice.get("kind") != "deals" or heading not in file["headings"] or not file["proposed"]:
        return []
    number = str(file["headings"].index(heading))
    return [(value, rows, named) for value, rows, named in file["proposed"]["stages"].get(number, [])]


def make_asked(home: Home, draft: ImportDraft) -> Asked:
    """How the import reads the files. Writes the mappings that were chosen into the draft's folder."""
    known = {stage.casefold() for stage, _rows, _named, by_profile in list_stages(draft) if by_profile}
    classes = tuple((stage, one) for stage, one in sorted(draft.classes.items()) if one and stage.casefold() in known)
    made = make_mappings(home, draft)
    return Asked(
        mappings=tuple(_write_mapping(home, draft, one) for one in made),
        instance=draft.instance,
        date_order=draft.date_order or None,
        without=list_left_out(draft),
        classes=classes,
        readings=tuple(sorted(_list_readings(draft, made).items())),
    )


def _list_readings(draft: ImportDraft, made: list[Made]) -> dict[str, str]:
    """What reads each file, so that a mapping made for one is not used for the next; empty where nothing was chosen."""
    chosen = {name: reading for one in made for name, reading in one.readings.items()}
    told = {file["name"]: find_way(draft, file) for file in list_files(draft) if file["profile"] != INTERCHANGE}
    if not chosen and not any(choice.get("reading") for choice in draft.chosen.values()):
        return {}
    return {name: way for name, way in told.items() if way != BY_HAND} | chosen


def make_mappings(home: Home, draft: ImportDraft) -> list[Made]:
    """The mappings of the files that are not read by the profile that knows them best, a file for each source."""
    return [*_map_by_hand(home, draft), *_map_alike(home, draft)]


def _map_by_hand(home: Home, draft: ImportDraft) -> Iterator[Made]:
    sources: dict[tuple[str, str], list[Choice]] = {}
    for settings, choice in _list_choices(draft):
        sources.setdefault((settings.get("source", "files"), settings.get("ids", "plain")), []).append(choice)
    for (source, ids), choices in sources.items():
        stem = name_mapping(choice.proposal.raw.stem for choice in choices)
        name = stem if source == "files" else f"{stem}_of_{source}"
        version = next_version(home.mappings, name)
        title = f"{name}-v{version}"
        readings = {one.proposal.raw.name: f"{title} {one.proposal.raw.name}" for one in choices}
        yield Made(title, write_mapping(name, version, choices, source, ids), readings)


def _list_choices(draft: ImportDraft) -> Iterator[tuple[dict[str, str], Choice]]:
    """The settings of the profile that would else read a file, and how a person maps it."""
    said = {stage.casefold(): one for stage, one in draft.classes.items() if one}
    for file in list_by_hand(draft):
        choice = _choice(draft, file)
        if choice.get("out") or choice.get("kind") not in KINDS or not file["proposed"]:
            continue
        classes = {
            value: said.get(value.casefold()) or named or "unknown" for value, _rows, named in _stages_of(draft, file)
        }
        made = make_choice(file, choice["kind"], choice["columns"], classes, choice.get("order") or None)
        yield file.get("settings", {}), made


def _map_alike(home: Home, draft: ImportDraft) -> Iterator[Made]:
    """So that another profile than the one that knows a file best reads it the next time too."""
    liked: dict[str, tuple[dict[str, str], list[tuple[str, str, list[str]]]]] = {}
    out = list_left_out(draft)
    for file in list_files(draft):
        reading = find_reading(draft, file)
        if reading is not file and reading["like"] and file["name"] not in out:
            profile = reading["like"].partition("/")[0]
            settings, files = liked.setdefault(profile, (reading["settings"], []))
            files.append((file["name"], reading["like"], file["headings"]))
    for profile, (settings, files) in liked.items():
        name = f"{name_mapping([Path(files[0][0]).stem])}_as_{profile}"
        version = next_version(home.mappings, name)
        title = f"{name}-v{version}"
        readings = {file: f"{title} {file}" for file, _like, _headings in files}
        yield Made(title, write_likeness(name, version, settings, files), readings)


def _write_mapping(home: Home, draft: ImportDraft, made: Made) -> Path:
    folder = find_draft_folder(home, draft) / "mapping"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{made.name}.yml"
    write_durably(path, made.text)
    return path
