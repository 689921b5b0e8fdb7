"""How tables of results are described."""

from assay.tables.column import Column, Table


def computed(name: str, about: str, *columns: Column, sort: tuple[str, ...]) -> Table:
    """A table of results, written whole by each run."""
    return Table(name, about, columns, sort=sort, common=False)


#: version of the results at which a deal's rows were computed; those of an earlier one are superseded
_MADE_IN = Column("made_in", "whole", "version of the results that brought the row")


def of_deals(name: str, about: str, *columns: Column, sort: tuple[str, ...]) -> Table:
    """A table of rows that are computed deal by deal, and written only for the deals that changed."""
    return Table(
        name, about, (*columns, _MADE_IN), sort=sort, common=False, standing=("moment", ("deal_id", "made_in"))
    )


def ratio(name: str, about: str) -> tuple[Column, ...]:
    """The three columns of a figure: itself, and the ends of its interval."""
    return (
        Column(name, "number", about),
        Column(f"{name}_low", "number", "95 % interval"),
        Column(f"{name}_high", "number", "95 % interval"),
    )
