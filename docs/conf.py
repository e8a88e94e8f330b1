"""Sphinx settings; the docs are built with warnings as errors."""

from __future__ import annotations

project = "vpr-tracker"
author = "The vpr-tracker developers"
project_copyright = "2026, the vpr-tracker developers"

extensions = ["myst_parser", "sphinx.ext.autodoc"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = "vpr-tracker"

autodoc_member_order = "bysource"
autodoc_typehints = "description"

# Names of the standard library and SQLAlchemy are not linked: that would need the network. The others are what a caller
# gets or gives without looking inside.
nitpick_ignore_regex = [
    ("py:.*", r"(datetime|date|pathlib|os|collections\.abc|contextlib|typing|types|sqlalchemy)(\..*)?"),
    # What pydantic's bounds on a number print as.
    ("py:class", r"FieldInfo|Ge|Le|[gl]e=-?\d+|annotation=NoneType|metadata=|required=True"),
    # The same for the pattern of a text, which is torn at its brackets.
    ("py:class", r"_PydanticGeneralMetadata|pattern='\^|\^\\+x00.*|\*\$'"),
    (
        "py:.*",
        r"(.*\.)?(Hooks|Registry|Clock|Connection|CalendarEntry|Path|Given|Asked|EvidenceStore|Unit|CheckResult|PlanRow|Found|Loaded|Failure|[A-Z][a-z]+Spec)",
    ),
]
