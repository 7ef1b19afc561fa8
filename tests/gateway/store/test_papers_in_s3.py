"""Papers in an object store that speaks S3, over its real protocol."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.errors import PapersUnavailableError
from gateway.store.blobs import BlobStore, open_blobs

pytestmark = pytest.mark.s3


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Address of a server with the bucket ``papers``."""
    reason = "the extra s3tests is not installed"
    moto = pytest.importorskip("moto.server", reason=reason)
    boto3 = pytest.importorskip("boto3", reason=reason)
    pytest.importorskip("s3fs", reason=reason)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    running = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    running.start()
    host, port = running.get_host_and_port()
    url = f"http://{host}:{port}"
    boto3.client(
        "s3",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    ).create_bucket(Bucket="papers")
    yield url
    running.stop()


@pytest.fixture
def places(server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The settings that an operator gives; the server's address."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    return server


def test_papers_are_kept_once_and_checked(places: str, tmp_path: Path) -> None:
    blobs: BlobStore = open_blobs("s3://papers/office", tmp_path / "unused")
    digest = blobs.put(b"paper")
    assert blobs.put(b"paper") == digest
    other = open_blobs("s3://papers/office", tmp_path / "unused")
    assert other.get(digest) == b"paper"
    assert blobs.get("0" * 64) is None
    assert not (tmp_path / "unused").exists()
    import boto3

    store = boto3.client("s3", endpoint_url=places, region_name="us-east-1")
    kept = store.list_objects_v2(Bucket="papers")["Contents"]
    assert [one["Key"] for one in kept] == [f"office/{digest[:2]}/{digest}"]
    store.put_object(Bucket="papers", Key=kept[0]["Key"], Body=b"changed")
    assert other.get(digest) is None  # no longer what it was


@pytest.mark.usefixtures("places")
def test_a_bucket_that_is_not_there_is_told(tmp_path: Path) -> None:
    blobs = open_blobs("s3://nowhere/office", tmp_path / "unused")
    with pytest.raises(PapersUnavailableError):
        blobs.put(b"paper")
