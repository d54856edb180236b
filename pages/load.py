"""Load: paste one article, bring files and build a corpus from them, correct what was loaded, look after the corpora."""

from __future__ import annotations

import streamlit as st

from components import decisions_form, load_report, upkeep_forms
from components import loading_forms as forms

forms.show_jobs()

paste, upload, report, corpora = st.tabs(["Paste one article", "Upload files", "What was loaded", "Corpora"])
with paste:
    forms.paste()
with upload:
    forms.upload()
with report:
    load_report.of_corpus()
with corpora:
    upkeep_forms.draw()
    decisions_form.draw()
