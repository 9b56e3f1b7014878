"""The names of the steps that wizards carry out themselves, in the language in force."""

from twinhelm_client.domain.language import marked, translate
from twinhelm_client.domain.phrasebook import said

_STEPS = {
    "heard": marked("Steps", "heard again"),
    "silent and passive": marked("Steps", "silent and passive"),
    "configuration": marked("Steps", "same configuration"),
    "copy and check": marked("Steps", "copy and check"),
    "ready": marked("Steps", "ready to take over"),
    "add the set": marked("Steps", "protect the folder"),
    "add the application": marked("Steps", "protect the application"),
    "first copy": marked("Steps", "first copy"),
    "start the application": marked("Steps", "start the application"),
    "join": marked("Steps", "join with the token"),
}


def step(name: str) -> str:
    """Return the name of a step for people; a phase of the server's own is looked up among what servers say."""
    return translate("Steps", _STEPS[name]) if name in _STEPS else said(name)
