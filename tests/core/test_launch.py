"""Where the app listens: on this machine alone, unless it is told otherwise, and then it says so."""

from __future__ import annotations

import tomllib

import pytest

from ontherecord import places
from ontherecord.launch import warning
from ontherecord.settings import settings


def test_this_machine_alone_is_the_default() -> None:
    assert settings().address == "localhost"
    config = tomllib.loads((places.APP.parent / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["address"] == "localhost"


@pytest.mark.parametrize("address", ["localhost", "127.0.0.1", "::1"])
def test_of_this_machine_nothing_is_said(address: str) -> None:
    assert warning(address) is None


@pytest.mark.parametrize("address", ["0.0.0.0", "", "192.168.1.20", "::", "tern.example"])
def test_of_any_other_address_it_is_said_who_can_read(address: str) -> None:
    said = warning(address)
    assert said is not None
    assert "no password" in said
    assert address in said
