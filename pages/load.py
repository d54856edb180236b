"""Load: paste one article and see what is found in it, or bring files and build a corpus from them."""

from __future__ import annotations

import streamlit as st

from components import loading_forms as forms

if (job := forms.current_job()) is not None:
    forms.show_job(job)

paste, upload, report = st.tabs(["Paste one article", "Upload files", "What was loaded"])
with paste:
    forms.paste()
with upload:
    forms.upload()
with report:
    forms.of_corpus()
