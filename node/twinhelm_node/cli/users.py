"""`twinhelm user`: who may use the pair."""

from typing import Annotated

import typer
from rich.table import Table

from twinhelm_node.cli.connection import ask_password, connection
from twinhelm_node.cli.output import AsJson, terminal, write_json
from twinhelm_node.domain.pair import UserRole

app = typer.Typer(no_args_is_help=True, help="Users of the console and of the command line from afar.")


@app.command("list")
def list_users(context: typer.Context, as_json: AsJson = False) -> None:
    """Show users and their roles."""
    with connection(context).open() as client:
        users = client.users()
    if as_json:
        write_json([{"name": user.name, "role": user.role.value} for user in users])
        return
    table = Table(box=None, pad_edge=False)
    for column in ("Name", "Role"):
        table.add_column(column)
    for user in users:
        table.add_row(user.name, user.role.value)
    terminal().print(table if users else "There is no user yet; add one with 'twinhelm user add NAME --role admin'.")


@app.command("add")
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="1 to 63 letters, digits and . _ @ -")],
    role: Annotated[UserRole, typer.Option(help="viewer looks, operator also switches over, admin may all.")] = UserRole.VIEWER,
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input.")] = False,
) -> None:
    """Add a user, or give one a new role and password."""
    with connection(context).open() as client:
        password = ask_password(f"New password of {name}", from_stdin=password_stdin, confirm=True)
        user = client.add_user(name, role, password)
    terminal().print(f"{user.name} may sign in as {user.role.value}.", markup=False)


@app.command("remove")
def remove(context: typer.Context, name: Annotated[str, typer.Argument(help="Name of the user.")]) -> None:
    """Remove a user; running sessions of that user end."""
    with connection(context).open() as client:
        client.remove_user(name)
    terminal().print(f"{name} has been removed.", markup=False)
