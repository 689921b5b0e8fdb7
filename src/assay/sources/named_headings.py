"""Which headings a value of a mapping names."""

from assay.sources import language


def names_in(value: language.Value) -> list[str]:
    """The headings that a value names, in order."""
    match value:
        case language.Cell(names):
            return list(names)
        case language.Const():
            return []
        case language.First(parts) | language.Join(parts, _):
            return [name for part in parts for name in names_in(part)]
        case language.Case(branches, otherwise):
            named = [name for _, then in branches for name in names_in(then)]
            return named + (names_in(otherwise) if otherwise else [])
        case language.Ref(_, parts):
            return [name for part in parts for name in names_in(part)]
        case language.Sharpened(day, at):
            return [name for part in (day, *at) for name in names_in(part)]
        case language.StageClass():
            return names_in(value.stage)
        case _:
            return names_in(value.of)
