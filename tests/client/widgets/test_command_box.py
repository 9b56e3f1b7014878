"""Commands to copy: a long word is in sight whole, and stays one word on the clipboard."""

from PySide6.QtGui import QGuiApplication

from twinhelm_client.widgets.command_box import CommandBox


def test_a_long_token_is_broken_on_the_screen_only(theme, qtbot):
    box = CommandBox(theme, "On pollux, as root")
    qtbot.addWidget(box)
    box.resize(420, 300)
    box.show()
    box.show_commands("twinhelm node install-units")
    low = box.text.height()
    command = "twinhelm pair join twinhelm-join-" + "k7Qz2mVt" * 20
    box.show_commands(command)
    assert box.text.height() > low
    assert box.text.horizontalScrollBar().maximum() == 0
    box.copy.click()
    assert QGuiApplication.clipboard().text() == command
