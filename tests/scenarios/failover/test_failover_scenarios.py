"""Each TOML file tells a failover as a story; here it is played in the simulated world and compared with its golden outcome."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.node.failover.simulation import World

START = 100.0
FILES = sorted(Path(__file__).parent.glob("*.toml"))


def calm_world(seed: int) -> World:
    """Make a world that loses nothing by itself."""
    world = World(seed)
    world.loss, world.slowest_s, world.failing, world.lag_s = 0.0, 0.005, 0.0, 0.01
    return world


def deed(world: World, text: str) -> Callable[[], None]:
    word, what, seconds = text.split()
    server = {"castor": world.castor, "pollux": world.pollux}.get(what, world.castor)
    for_s = float(seconds)
    return {
        "crash": lambda: world.crash(server, for_s),
        "pause": lambda: world.pause(server, for_s),
        "isolate": lambda: world.isolate(server, for_s),
        "cut": lambda: world.cut_link(what, world.servers, for_s),
    }[word]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_story(file: Path) -> None:
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    world = calm_world(told["seed"])
    for step in told["step"]:
        world.at(step["at"], deed(world, step["do"]))
    for expected in told["expect"]:
        world.run(START + expected["at"])
        story = f"{told['story']}, at {expected['at']} s\n" + "\n".join(world.log)
        heard = [server.name for server in world.servers if server.voice_until > world.now and server.lan and server.running]
        assert expected.get("speaking", heard) == heard, story
        assert not set(expected.get("silent", ())) & {s.name for s in world.servers if s.voice_until > world.now}, story
        for sentence in expected.get("said", ()):
            assert any(sentence in line for line in world.log), f"nobody said {sentence!r}\n{story}"
        if "generations" in expected:
            assert [generation for _, _, generation in world.spoken] == expected["generations"], story


def test_there_are_stories() -> None:
    assert len(FILES) >= 6
