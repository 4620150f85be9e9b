"""A small JSON client that turns problem documents into Refused."""

from __future__ import annotations

import ssl
from typing import Any

import httpx

from features.drivers.outcome import Refused

#: Nothing here is encrypted; httpx would read all certificates of the world for each client.
_NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class HttpClient:
    """Speaks to one shop. `as_staff()` gives the same client with a staff member's token."""

    def __init__(self, base_url: str, token: str | None = None, staff_token: str | None = None) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._client = httpx.Client(base_url=base_url, headers=headers, timeout=120, trust_env=False, verify=_NO_CERTIFICATES)
        self._base_url, self._staff_token = base_url, staff_token

    def as_staff(self) -> HttpClient:
        return HttpClient(self._base_url, self._staff_token, self._staff_token)

    def with_token(self, token: str) -> HttpClient:
        return HttpClient(self._base_url, token, self._staff_token)

    def send(
        self,
        method: str,
        path: str,
        *,
        json: Any = None,
        content: bytes | None = None,
        params: Any = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        """The answer as it came, redirects not followed; problems raise Refused, an unexpected failure fails the scenario."""
        answer = self._client.request(method, path, json=json, content=content, params=params, headers=headers)
        assert answer.status_code < 500 or answer.status_code == 503, f"{method} {path}: {answer.status_code} {answer.text}"
        if answer.status_code >= 400:
            raise self._refusal(answer)
        return answer

    def get(self, path: str, **params: Any) -> Any:
        return self.send("GET", path, params={name: value for name, value in params.items() if value is not None}).json()

    def post(self, path: str, json: Any = None, **headers: str) -> Any:
        return self._content(self.send("POST", path, json=json, headers=_headers(headers)))

    def put(self, path: str, json: Any = None, **headers: str) -> Any:
        return self._content(self.send("PUT", path, json=json, headers=_headers(headers)))

    def patch(self, path: str, json: Any = None, **headers: str) -> Any:
        return self._content(self.send("PATCH", path, json=json, headers=_headers(headers)))

    def delete(self, path: str, **headers: str) -> Any:
        return self._content(self.send("DELETE", path, headers=_headers(headers)))

    def etag(self, path: str) -> str:
        """The current version of a resource, for If-Match."""
        return self.send("GET", path).headers["ETag"]

    def close(self) -> None:
        self._client.close()

    @staticmethod
    def _content(answer: httpx.Response) -> Any:
        return answer.json() if answer.content else None

    @staticmethod
    def _refusal(answer: httpx.Response) -> Refused:
        assert answer.headers["Content-Type"].startswith("application/problem+json"), answer.text
        problem = answer.json()
        fields = tuple(item["pointer"].lstrip("/") for item in problem.get("errors", ()))
        return Refused(problem["code"], problem["detail"], fields, problem.get("data", {}))


def _headers(given: dict[str, str]) -> dict[str, str]:
    """`if_match="v1"` → `If-Match: "v1"`."""
    return {name.replace("_", "-").title(): value for name, value in given.items()}
