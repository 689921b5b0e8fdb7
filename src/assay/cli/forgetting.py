"""The command that erases a person."""

import click

from assay.domain.errors import InputError
from assay.store.home import open_home


@click.command()
@click.argument("person")
@click.option("--reference", default="", help="Of the request, such as the number of the letter; without the name.")
@click.option("--confirm", default="", help="The name as it is asked for, where nobody can type it.")
def forget(person: str, reference: str, confirm: str) -> None:
    """Erase a person for good: by name, address, telephone number or id, or as person:ID, seller:ID, user:ID.

    Says first what would go, and asks for the name; prints a receipt without it.
    """
    from assay.web.booting import boot

    boot()
    from assay.web.erasing.commanding import describe_plan, erase_now
    from assay.web.preparing import prepare_database

    prepare_database()
    plan = describe_plan(open_home(), person)
    click.echo(plan.text)
    name = plan.meant.person.name
    typed = confirm or click.prompt(f"Type {name} to erase this person for good", default="", show_default=False)
    if not plan.meant.is_named(typed):
        raise InputError("That is not the name; nothing was erased.", fix="Type it as it stands above.")
    click.echo(erase_now(open_home(), plan, reference))
