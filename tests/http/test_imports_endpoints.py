"""Imports and exports over HTTP, on the memory backend: uploads, progress, reports, refusals."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask.testing import FlaskClient

from adapters.memory.queue import MemoryWorker
from application.facade import Application

CATALOGUE = b"Handle,Title,Variant SKU,Variant Price\nmug,Blue mug,MUG,12.50\ncup,Cup,CUP,x\nbowl,Bowl,BOWL,9\n"
URL = "/api/v1/admin/imports"


@pytest.fixture
def shop(staff_client: FlaskClient) -> FlaskClient:
    channel = {"code": "default", "name": "Europe", "currency": "EUR"}
    assert staff_client.post("/api/v1/admin/channels", json=channel).status_code == 201
    return staff_client


@pytest.fixture
def worker(memory_app: Application) -> MemoryWorker:
    return MemoryWorker(memory_app)


def test_an_upload_is_worked_off_in_the_background(shop: FlaskClient, worker: MemoryWorker) -> None:
    answer = shop.post(f"{URL}?filename=spring.csv", data=CATALOGUE, content_type="text/csv")
    assert answer.status_code == 202
    assert answer.json["state"] == "requested"
    worker.drain()
    done = shop.get(answer.headers["Location"]).json
    assert (done["state"], done["filename"], done["requested_by"]) == ("finished", "spring.csv", "ada")
    assert (done["counts"]["created"], done["counts"]["refused"], done["counts"]["errors"]) == (2, 1, 2)
    assert done["progress"] == {"bytes_done": len(CATALOGUE), "total_bytes": len(CATALOGUE)}


@pytest.mark.parametrize("more", [{"dry_run": "true"}, {"second": (io.BytesIO(CATALOGUE), "second.csv")}])
def test_a_form_with_more_than_the_file_is_refused(shop: FlaskClient, more: dict[str, Any]) -> None:
    form = {"file": (io.BytesIO(CATALOGUE), "form.csv"), **more}
    answer = shop.post(URL, data=form, content_type="multipart/form-data")
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_body")
    assert "belong to the query" in answer.json["errors"][0]["detail"]


def test_a_form_with_a_file_does_as_well(shop: FlaskClient, worker: MemoryWorker) -> None:
    answer = shop.post(URL, data={"file": (io.BytesIO(CATALOGUE), "form.csv")}, content_type="multipart/form-data")
    assert (answer.status_code, answer.json["filename"]) == (202, "form.csv")
    worker.drain()
    assert shop.get(answer.headers["Location"]).json["counts"]["created"] == 2


def test_the_report_is_a_file_to_download(shop: FlaskClient, worker: MemoryWorker) -> None:
    location = shop.post(URL, data=CATALOGUE, content_type="text/csv").headers["Location"]
    worker.drain()
    report = shop.get(f"{location}/report")
    assert report.mimetype == "text/csv"
    assert "attachment" in report.headers["Content-Disposition"]
    lines = report.text.splitlines()
    assert lines[0] == "line,column,severity,reason,value,handle"
    assert lines[1].startswith("3,Variant Price,error,must be a number")


def test_the_catalogue_comes_out_as_it_could_go_in(shop: FlaskClient, worker: MemoryWorker) -> None:
    shop.post(URL, data=CATALOGUE, content_type="text/csv")
    worker.drain()
    export = shop.get("/api/v1/admin/exports?channel=default")
    assert (export.status_code, export.mimetype) == (200, "text/csv")
    assert [line.split(",")[0] for line in export.text.splitlines()] == ["Handle", "mug", "bowl"]


def test_an_import_is_cancelled_once(shop: FlaskClient, worker: MemoryWorker) -> None:
    location = shop.post(URL, data=CATALOGUE, content_type="text/csv").headers["Location"]
    assert shop.post(f"{location}/cancel").json["state"] == "cancelled"
    assert shop.post(f"{location}/cancel").status_code == 409
    worker.drain()
    assert shop.get("/api/v1/admin/exports").text.count("\n") == 1


@pytest.mark.parametrize(
    ("query", "body", "kind", "status", "code"),
    [
        ("?channel=mars", CATALOGUE, "text/csv", 404, "not_found"),
        ("?mapping=unheard-of", CATALOGUE, "text/csv", 422, "invalid_mapping"),
        ("?mapping=%5Bcolumns%5D%0Atitle%3D%27x%27", CATALOGUE, "text/csv", 422, "invalid_mapping"),
        ("?dry_run=perhaps", CATALOGUE, "text/csv", 422, "invalid_query"),
        ("", b"{}", "application/json", 415, "unsupported_media_type"),
        ("", b"", "multipart/form-data; boundary=x", 422, "invalid_body"),
    ],
)
def test_what_cannot_be_read_is_refused_at_once(shop: FlaskClient, query: str, body: bytes, kind: str, status: int, code: str) -> None:
    answer = shop.post(URL + query, data=body, content_type=kind)
    assert (answer.status_code, answer.json["code"]) == (status, code)


def test_a_large_file_is_taken_where_other_bodies_would_be_refused(shop: FlaskClient) -> None:
    large = CATALOGUE + b"p,Product,," + b"9" * 1_200_000 + b"\n"
    assert shop.post(URL, data=large, content_type="text/csv").status_code == 202
    assert shop.post("/api/v1/admin/channels", data=b" " * 1_200_000, content_type="application/json").status_code == 413


def test_imports_are_for_staff(visitor: FlaskClient) -> None:
    assert visitor.post(URL, data=CATALOGUE, content_type="text/csv").status_code == 401
    assert visitor.get("/api/v1/admin/exports").status_code == 401


def test_an_import_that_never_was_is_404(shop: FlaskClient) -> None:
    missing = f"{URL}/01890000-0000-7000-8000-000000000000"
    assert [shop.get(missing).status_code, shop.get(f"{missing}/report").status_code, shop.post(f"{missing}/cancel").status_code] == [
        404
    ] * 3


def test_pictures_of_the_demo_shop_are_served_and_kept_by_browsers(visitor: FlaskClient) -> None:
    answer = visitor.get("/media/demo/day-pack.svg")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert "max-age" in answer.headers["Cache-Control"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert visitor.get("/media/demo/day-pack.svg", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", ["../shop.json", "..%2Fshop.json", "%2e%2e/shop.json", "__init__.py", "day-pack", "/etc/passwd"])
def test_no_other_file_is_reached_through_media(visitor: FlaskClient, path: str) -> None:
    assert visitor.get(f"/media/demo/{path}").status_code == 404


def test_an_unheard_of_mapping_is_refused_at_the_parameter(shop: FlaskClient) -> None:
    answer = shop.post(f"{URL}?mapping=unheard-of", data=CATALOGUE, content_type="text/csv")
    assert [problem["pointer"] for problem in answer.json["errors"]] == ["query/mapping"]


def test_what_is_no_table_is_called_so(shop: FlaskClient, worker: MemoryWorker) -> None:
    answer = shop.post(URL, data=b'{"a":1,"b":2}', content_type="text/csv")
    worker.drain()
    assert "not a CSV table" in shop.get(answer.headers["Location"]).json["failure"]


def test_which_channel_is_asked_where_it_is_not_clear(staff_client: FlaskClient) -> None:
    def answer() -> list[dict[str, str]]:
        found: list[dict[str, str]] = staff_client.post(URL, data=CATALOGUE, content_type="text/csv").json["errors"]
        return found

    assert answer() == [{"pointer": "query/channel", "detail": "the shop has none yet; open one first"}]
    for code in ("eu", "us"):
        assert staff_client.post("/api/v1/admin/channels", json={"code": code, "name": code, "currency": "EUR"}).status_code == 201
    assert answer() == [{"pointer": "query/channel", "detail": "name one of eu, us"}]
