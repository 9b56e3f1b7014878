"""The pair document: changed by pure functions, kept whole, never replaced by an older one."""

import os

import pytest

from twinhelm_node.config.pair_changes import with_application, with_set, with_user, without_set, without_user
from twinhelm_node.config.pair_store import PairStore, decode_document, encode_document
from twinhelm_node.domain.errors import DataError, NotFound, NotReady, TwinhelmError
from twinhelm_node.domain.pair import Application, PairDocument, ProtectedSet, User, UserRole
from twinhelm_node.domain.status import Mode
from twinhelm_node.system.mount_table import Mount

EMPTY = PairDocument("id", "gemini", 1)


@pytest.fixture
def folders(tmp_path):
    for name in ("data", "data/inner", "other", "state"):
        (tmp_path / name).mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "data" / "inner")
    (tmp_path / "file").touch()
    return tmp_path


def test_a_set_is_added_with_its_real_path_and_removed(folders):
    document = with_set(EMPTY, ProtectedSet("data", f"{folders}/other/../data/", exclude=("*.tmp", "cache/[ab]*", "[!x]", "[]a]")))
    assert (document.version, document.sets[0].path) == (2, str(folders / "data"))
    assert without_set(document, "data").sets == ()
    with pytest.raises(NotFound, match="there are: data"):
        without_set(document, "dta")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"path": "none"}, "PATH_MISSING"),
        ({"path": "file"}, "PATH_MISSING"),
        ({"path": "data"}, "PATH_OVERLAPS"),
        ({"path": "data/inner"}, "PATH_OVERLAPS"),
        ({"path": "link"}, "PATH_OVERLAPS"),
        ({"path": "."}, "PATH_OVERLAPS"),
        ({"path": "state"}, "PATH_OVERLAPS"),
        ({"name": "data"}, "NAME_TAKEN"),
        ({"name": "Data"}, "BAD_NAME"),
        ({"name": "../x"}, "BAD_NAME"),
        ({"quota_bytes": 1}, "BAD_QUOTA"),
        *(({"exclude": (pattern,)}, "BAD_FILTER") for pattern in ("", "/a", "a/../b", "a//b", "./a", "[a", "a\nb", "x" * 2000)),
        ({"include": ("[!",)}, "BAD_FILTER"),
    ],
)
def test_a_set_that_cannot_be_is_refused(folders, changes, reason):
    document = with_set(EMPTY, ProtectedSet("data", str(folders / "data")))
    values = {"name": "more", "path": "other"} | changes
    values["path"] = str(folders / str(values["path"]))
    with pytest.raises(TwinhelmError) as caught:
        with_set(document, ProtectedSet(**values), reserved=(str(folders / "state"),))
    assert caught.value.reason == reason


@pytest.mark.parametrize("path", ["/", "/etc", "relative", "/proc"])
def test_folders_of_the_system_are_refused(path):
    with pytest.raises(TwinhelmError) as caught:
        with_set(EMPTY, ProtectedSet("data", path))
    assert caught.value.reason in {"PATH_OVERLAPS", "PATH_MISSING"}


@pytest.mark.parametrize(
    ("kind", "read_only", "reason"), [("nfs4", False, "PATH_SHARED"), ("fuse.sshfs", False, "PATH_SHARED"), ("xfs", True, "PATH_READ_ONLY")]
)
def test_a_file_system_that_cannot_be_protected_is_refused(folders, kind, read_only, reason):
    rows = (Mount("8:1", "/", "/", "ext4", False), Mount("0:77", "/", str(folders / "other"), kind, read_only))
    with pytest.raises(TwinhelmError) as caught:
        with_set(EMPTY, ProtectedSet("more", str(folders / "other")), mounts=lambda: rows)
    assert caught.value.reason == reason
    assert str(folders / "other") in str(caught.value)
    assert with_set(EMPTY, ProtectedSet("more", str(folders / "data")), mounts=lambda: rows).sets


def test_a_folder_that_a_bind_mount_shows_twice_is_protected_once(folders):
    # "other" shows data/inner; "data" is captured, so only what lies beneath it is the same directory
    data, other = str(folders / "data"), str(folders / "other")
    rows = (
        Mount("8:1", "/", "/", "ext4", False), Mount("8:1", f"{data}/inner", other, "ext4", False),
        Mount("0:50", "/", data, "fuse.twinhelm", False),
    )  # fmt: skip
    document = with_set(EMPTY, ProtectedSet("data", data), mounts=lambda: rows[:2])
    with pytest.raises(TwinhelmError) as caught:
        with_set(document, ProtectedSet("more", other), mounts=lambda: rows)
    assert caught.value.reason == "PATH_OVERLAPS"


def test_siblings_with_a_common_beginning_do_not_overlap(tmp_path):
    for name in ("data", "data2"):
        (tmp_path / name).mkdir()
    document = with_set(EMPTY, ProtectedSet("data", str(tmp_path / "data")))
    assert len(with_set(document, ProtectedSet("data2", str(tmp_path / "data2"))).sets) == 2


def test_the_last_admin_can_neither_leave_nor_be_made_less():
    document = with_user(with_user(EMPTY, User("ada", UserRole.ADMIN, "h")), User("vera", UserRole.VIEWER, "h"))
    for change in (lambda: without_user(document, "ada"), lambda: with_user(document, User("ada", UserRole.VIEWER, "h"))):
        with pytest.raises(NotReady) as caught:
            change()
        assert caught.value.reason == "LAST_ADMIN"
    two = with_user(document, User("vera", UserRole.ADMIN, "h2"))
    assert [user.name for user in without_user(two, "ada").users] == ["vera"]
    with pytest.raises(TwinhelmError, match="is not allowed"):
        with_user(EMPTY, User("a b", UserRole.ADMIN, "h"))


def test_what_is_saved_is_loaded_and_readable_by_its_owner_alone(tmp_path):
    document = PairDocument(
        "id",
        "gemini",
        4,
        (ProtectedSet("data", "/srv/data", ("*.db",), ("*.tmp",), Mode.DURABLE, 123456789),),
        (Application("postgresql", units=("postgresql@15-main.service",)), Application("files", start=("a", "b c"), stop=("d",))),
        (User("ada", UserRole.ADMIN, "$argon2id$…"),),
    )
    PairStore(tmp_path / "pair.json").save(document)
    assert PairStore(tmp_path / "pair.json").load() == document
    assert decode_document(encode_document(document)) == document
    assert (tmp_path / "pair.json").stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) == ["pair.json"]


def test_an_older_document_another_of_the_same_version_and_a_foreign_one_are_refused(tmp_path):
    store = PairStore(tmp_path / "pair.json")
    now = PairDocument("id", "gemini", 5)
    store.save(now)
    store.save(now)
    other_application = with_application(PairDocument("id", "gemini", 4), Application("a", start=("x",), stop=("y",)))
    for document, reason in (
        (PairDocument("id", "gemini", 4), "OLD_VERSION"),
        (other_application, "OLD_VERSION"),
        (PairDocument("other", "castor", 9), "OTHER_PAIR"),
    ):
        with pytest.raises(NotReady) as caught:
            store.save(document)
        assert caught.value.reason == reason
    assert PairStore(tmp_path / "pair.json").load() == now


def test_a_damaged_document_says_where_to_get_another(tmp_path):
    (tmp_path / "pair.json").write_text('{"pair_id": "id"')
    with pytest.raises(DataError, match=r"copy pair\.json from the other server"):
        PairStore(tmp_path / "pair.json").load()
    with pytest.raises(NotFound, match="pair init"):
        PairStore(tmp_path / "none.json").load()
