"""What nobody foresaw is a message with a code, wherever it happens: in the page, a callback, a drawer, a part that runs alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from ontherecord.settings import ROOT
from tests.browser.conftest import Server, Visit, start_server, stop_server

expect = pytest.importorskip("playwright.sync_api").expect

LAUNCHER = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
import streamlit as st
from starlette.middleware import Middleware
from components import startup
app = st.App("page.py", middleware=[Middleware(startup.SecurityHeaders)], on_script_error=startup.on_script_error)
"""
PAGE = """
import streamlit as st
st.title("Trouble")

def fall():
    raise KeyError("the secret")

@st.fragment
def part():
    if st.button("part"):
        fall()

@st.dialog("Drawer", position="right")
def drawer():
    if st.button("inside"):
        fall()

st.button("callback", on_click=fall)
if st.button("page"):
    fall()
part()
if st.button("drawer"):
    drawer()
"""


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("troubled")
    (folder / "launch.py").write_text(LAUNCHER, encoding="utf-8")
    (folder / "page.py").write_text(PAGE, encoding="utf-8")
    running = start_server(folder, script=folder / "launch.py")
    yield running
    stop_server(running)


@pytest.mark.parametrize("clicks", [["callback"], ["page"], ["part"], ["drawer", "inside"]], ids=" ".join)
def test_an_error_is_a_message_with_a_code(troubled: Server, visit: Callable[..., Visit], clicks: list[str]) -> None:
    found = visit(troubled)
    found.open("/")
    for name in clicks:
        found.page.get_by_role("button", name=name, exact=True).click()
    expect(found.page.get_by_text("U02: Something went wrong on this page.").first).to_be_visible()
    body = found.page.inner_text("body")
    assert "secret" not in body
    assert "Traceback" not in body


def test_headers_stand_on_the_page(troubled: Server, visit: Callable[..., Visit]) -> None:
    answer = visit(troubled).page.request.get(troubled.url("/"))
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
