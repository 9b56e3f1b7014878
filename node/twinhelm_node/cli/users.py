"""`twinhelm user`: who may use the pair."""

from typing import Annotated

import typer
from rich.table import Table

from twinhelm_node.cli.connection import ask_password, connection
from twinhelm_node.cli.output import AsJson, local_moment, moment, terminal, write_json
from twinhelm_node.domain.pair import AccessToken, UserRole

DAY_S = 86_400.0

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


@app.command("token")
def token(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Name of the user.")],
    days: Annotated[int, typer.Option(min=1, max=3650, help="How long it is valid.")] = 365,
    listing: Annotated[bool, typer.Option("--list", help="Show which tokens there are; makes none.")] = False,
    revoke: Annotated[bool, typer.Option("--revoke", help="End every token of the user, and the sessions opened with them.")] = False,
    token_id: Annotated[str, typer.Option("--id", metavar="ID", help="With --revoke: end this one only.")] = "",
    as_json: AsJson = False,
) -> None:
    """Make a token that serves instead of the password: for a console's keyring, or for programs. It is shown once.

    A token may all that its user may, at the moment of each call. A new password leaves tokens as they are.
    """
    if token_id and not revoke:
        raise typer.BadParameter("--id goes with --revoke")
    with connection(context).open() as client:
        if listing:
            _show_tokens(client.access_tokens(name), name, as_json=as_json)
        elif revoke:
            count = client.revoke_access_tokens(name, token_id)
            terminal().print(f"{count} token{'' if count == 1 else 's'} of {name} revoked.", markup=False)
        else:
            issued = client.issue_access_token(name, days * DAY_S)
            if as_json:
                write_json({"token": issued.text, **_for_programs(issued.about)})
                return
            print(issued.text)  # alone on standard output, so that it may go into a file
            note = f"Valid until {local_moment(issued.about.expires_ns)}. It is not shown again; keep it where only {name} can read it."
            terminal(to_errors=True).print(note, markup=False)


def _show_tokens(tokens: tuple[AccessToken, ...], name: str, *, as_json: bool) -> None:
    if as_json:
        write_json([_for_programs(one) for one in tokens])
        return
    table = Table(box=None, pad_edge=False)
    for column in ("Id", "Made", "Valid until"):
        table.add_column(column)
    for one in tokens:
        table.add_row(one.id, local_moment(one.issued_ns), local_moment(one.expires_ns))
    terminal().print(table if tokens else f"{name} has no token; make one with 'twinhelm user token {name}'.")


def _for_programs(one: AccessToken) -> dict[str, str]:
    return {"id": one.id, "user": one.user, "issued": moment(one.issued_ns), "expires": moment(one.expires_ns)}
