"""The figures of this machine are plausible."""

from twinhelm_node.health.system_figures import SystemMeter


def test_figures_of_this_machine(tmp_path):
    figures = SystemMeter().measure(str(tmp_path))
    assert 0 <= figures.processor_ratio <= 1
    assert 0 < figures.memory_used_bytes < figures.memory_total_bytes
    assert 0 < figures.disk_used_bytes <= figures.disk_total_bytes
    assert figures.disk_path == str(tmp_path)


def test_a_missing_folder_is_no_error(tmp_path):
    assert SystemMeter().measure(str(tmp_path / "none")).disk_total_bytes == 0
    assert SystemMeter().measure("").disk_path == ""
