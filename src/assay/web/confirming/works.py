"""What workers see to for this room."""

from assay.jobs.turns import do_every


def _tell_rest() -> None:
    from assay.web.confirming.telling import tell_rest

    tell_rest()


do_every(60, "owners of deals like a confirmed loss", _tell_rest)
