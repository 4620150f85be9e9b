"""A real OpenID Connect provider on a free port, and a person who signs in there: npm's certified `oidc-provider` under Node.js."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx
from pydantic import SecretStr

from adapters.external_providers import ExternalProvider

HERE = Path(__file__).parent / "oidc_provider"
CLIENT_ID, CLIENT_SECRET = "stoa", "a secret of the test's provider"
BASE_URL, STOREFRONT_URL = "http://127.0.0.1:8000", "http://127.0.0.1:3000"
CALLBACKS = [f"{BASE_URL}/api/v1/auth/external/local/callback", f"{STOREFRONT_URL}/auth/external/local"]


@dataclass(frozen=True)
class LocalProvider:
    issuer: str

    @property
    def settings(self) -> ExternalProvider:
        return ExternalProvider(
            name="local", label="Local", issuer=self.issuer, client_id=CLIENT_ID, client_secret=SecretStr(CLIENT_SECRET)
        )


@contextmanager
def local_provider(*, conform_id_token_claims: bool = False) -> Iterator[LocalProvider]:
    """Start it, answer its address, and end it with its input."""
    client = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "redirect_uris": CALLBACKS}
    config = json.dumps({"clients": [client], "conformIdTokenClaims": conform_id_token_claims})
    process = subprocess.Popen(
        ["node", "--no-warnings", str(_installed() / "provider.mjs"), config],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        issuer = process.stdout.readline().strip()
        assert issuer.startswith("http://"), "the provider did not start"
        yield LocalProvider(issuer)
    finally:
        process.stdin.close()
        process.wait(timeout=60)
        process.stdout.close()


def sign_in_there(address: str, login: str) -> dict[str, str]:
    """Be the person: open the address, sign in, agree; answers what the provider sends along to our redirect address."""
    with httpx.Client(follow_redirects=False, timeout=60, trust_env=False) as browser:
        answer = browser.get(address)
        for _ in range(12):
            if answer.is_redirect:
                target = urljoin(str(answer.url), answer.headers["Location"])
                if target.startswith(tuple(CALLBACKS)):
                    return {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
                answer = browser.get(target)
            else:
                assert answer.status_code == 200, answer.text
                form = {"prompt": "login", "login": login, "password": "any"} if 'name="login"' in answer.text else {"prompt": "consent"}
                answer = browser.post(str(answer.url), data=form)
    raise AssertionError("the provider never sent the person back")


def _installed() -> Path:
    """The provider with its packages, installed once for these files: `npm ci` by the lock file, in the user's cache."""
    assert shutil.which("npm"), "external logins are tested against a real provider: install Node.js 18 or later, and npm"
    files = [HERE / name for name in ("package.json", "package-lock.json", "provider.mjs")]
    mark = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]
    folder = Path.home() / ".cache" / "stoa" / f"oidc-provider-{mark}"
    if not (folder / "installed").exists():
        folder.mkdir(parents=True, exist_ok=True)
        for path in files:
            shutil.copy(path, folder)
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=folder, check=True, capture_output=True)
        (folder / "installed").touch()
    return folder
