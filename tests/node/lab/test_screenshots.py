"""The pictures without a lab: said, and everything else rendered."""

from twinhelm_node.lab.screenshots import render_with_lab


def test_without_a_lab_the_rest_is_rendered_and_the_reason_said(tmp_path, capfd):
    (tmp_path / "somebody's").touch()  # a lab takes no directory that holds other things
    assert render_with_lab(["--help"], tmp_path) == 0
    told = capfd.readouterr()
    assert "usage: python -m twinhelm_client.screenshots" in told.out
    assert "no pictures of a real pair" in told.err
    assert "holds other things" in told.err
    assert [left.name for left in tmp_path.iterdir()] == ["somebody's"]
