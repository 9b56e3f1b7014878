"""The texts of the console in German: none is missing, placeholders match, and the files belong to the sources."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from shutil import copy
from typing import Any

import pytest

from twinhelm_client.bridge.language import LANGUAGES, Language
from twinhelm_client.domain import language as words

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "resources" / "twinhelm_resources" / "translations"
CODES = [code for code, _ in LANGUAGES if code != "en"]
PLACEHOLDERS = re.compile(r"\{\w*\}")
TOOLS = Path(sys.executable).parent


def messages(path: Path) -> list[tuple[str, str, Any]]:
    found: list[tuple[str, str, Any]] = []
    for context in ET.parse(path).getroot().iter("context"):
        name = context.findtext("name") or ""
        found.extend((name, message.findtext("source") or "", message.find("translation")) for message in context.iter("message"))
    return found


@pytest.mark.parametrize("code", CODES)
def test_no_text_is_without_translation(code):
    without = [(c, s) for c, s, t in messages(FOLDER / f"twinhelm_{code}.ts") if t is None or t.get("type") or not t.text]
    assert without == []


@pytest.mark.parametrize("code", CODES)
def test_placeholders_are_the_same_in_both_languages(code):
    for context, source, translation in messages(FOLDER / f"twinhelm_{code}.ts"):
        assert sorted(PLACEHOLDERS.findall(source)) == sorted(PLACEHOLDERS.findall(translation.text)), (context, source)
        if re.search(r"\{\d\}", source):
            translation.text.format(*"abcdefghi")  # a stray brace would break the window


@pytest.mark.parametrize("code", CODES)
def test_keys_and_ends_of_sentences_are_kept(code):
    for context, source, translation in messages(FOLDER / f"twinhelm_{code}.ts"):
        assert source.count("&") == translation.text.count("&"), (context, source)
        if context not in ("Figures", "Moments"):
            assert source.endswith(".") == translation.text.endswith("."), (context, source)
        assert source.endswith("…") == translation.text.endswith("…"), (context, source)
        assert source.strip() == source


@pytest.mark.parametrize("code", CODES)
def test_the_files_belong_to_the_sources(code, tmp_path):
    """What `./dev translations` would write is what is there."""
    again = tmp_path / f"twinhelm_{code}.ts"
    copy(FOLDER / again.name, again)
    sources = sorted(str(path) for path in (ROOT / "client" / "twinhelm_client").rglob("*.py"))
    options = ["-silent", "-no-obsolete", "-locations", "none", "-tr-function-alias", "QT_TRANSLATE_NOOP=marked"]
    subprocess.run([TOOLS / "pyside6-lupdate", *options, *sources, "-ts", again], check=True, capture_output=True)
    assert {(c, s) for c, s, _ in messages(again)} == {(c, s) for c, s, _ in messages(FOLDER / again.name)}, "run ./dev translations"
    subprocess.run(
        [TOOLS / "pyside6-lrelease", "-silent", FOLDER / again.name, "-qm", tmp_path / "out.qm"], check=True, capture_output=True
    )
    assert (tmp_path / "out.qm").read_bytes() == (FOLDER / f"twinhelm_{code}.qm").read_bytes(), "run ./dev translations"


@pytest.mark.parametrize("code", CODES)
def test_every_text_has_a_context_of_its_own(code):
    assert [s for c, s, _ in messages(FOLDER / f"twinhelm_{code}.ts") if not c] == []


def test_the_running_console_speaks_it(qapp):
    spoken = Language(qapp)
    changes = []
    spoken.changed.connect(changes.append)
    spoken.speak("de")
    try:
        assert words.translate("Sentence", "up to date") == "auf dem neuesten Stand"
        assert words.decimal(0.25, 2) == "0,25"
        spoken.speak("de")
        assert changes == ["de"]
    finally:
        spoken.speak("en")
    assert words.translate("Sentence", "up to date") == "up to date"
    assert changes == ["de", "en"]


def test_a_language_without_a_file_stays_english(qapp):
    spoken = Language(qapp)
    spoken.speak("tlh")
    assert spoken.code == "en"
    assert words.decimal(0.2, 1) == "0.2"


def test_no_sentence_is_an_f_string_or_glued_together():
    """lupdate reads literals only: an f-string inside tr() or translate() would never be translated."""
    wrong = []
    for path in (ROOT / "client" / "twinhelm_client").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        wrong.extend(f"{path.name}: {match}" for match in re.findall(r"(?:self\.tr|translate|marked)\(\s*(?:\"\w+\",\s*)?f\"[^\n]*", text))
    assert wrong == []
