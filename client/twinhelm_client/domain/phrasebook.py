"""Sentences that servers send, in the language in force. Servers speak English; what has no pattern here is shown as it came."""


def said(sentence: str) -> str:
    """Return what a server said."""
    return sentence
