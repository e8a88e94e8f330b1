"""Places that cannot be published to: told in the person's language, with what to do."""

from __future__ import annotations

import re

import fsspec
import pytest

from vpr_tracker import BadInput
from vpr_tracker_ical.publishing.target import Target


@pytest.mark.parametrize(
    ("address", "named", "cure"),
    [
        ("nosuch://me:secret@host/x", "nosuch://…@host/x", "sftp://"),
        ("https://example.org/vpr", "https://example.org/vpr", "webdav://"),
        ("nosuch::s3://bucket", "nosuch://", "s3://"),
        ("missing://bucket/vpr", "missing://bucket/vpr", "vpr_no_such_package"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_an_address_of_no_use_is_named_with_what_to_do(monkeypatch, address, named, cure, language):
    fsspec.register_implementation("missing", "vpr_no_such_package.Files", clobber=True, errtxt=cure)
    monkeypatch.setenv("VPR_LANG", language)

    with pytest.raises(BadInput) as caught:
        Target(address)

    assert named in caught.value.message
    assert cure in (caught.value.hint or "")
    assert "Protocol not known" not in str(caught.value)
    assert (re.search("[а-яё]", caught.value.message) is not None) == (language == "ru")


def test_a_kind_of_place_that_is_known_names_the_package_to_install(monkeypatch):
    def absent(_kind):
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr(fsspec, "get_filesystem_class", absent)
    with pytest.raises(BadInput) as caught:
        Target("s3a://bucket/vpr")
    assert "s3fs" in (caught.value.hint or "")
