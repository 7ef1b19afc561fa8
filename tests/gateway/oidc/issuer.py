"""An identity provider on this machine: discovery document, keys, and tokens to order."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

AUDIENCE = "zhishen"


class Issuer:
    """Signs with RSA (``rsa-1``) and on a curve (``ec-1``)."""

    def __init__(self) -> None:
        self.url = ""
        self.requests = 0
        self.down = False
        self.rsa = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.ec = ec.generate_private_key(ec.SECP256R1())
        self.published = [self._public("rsa-1"), self._public("ec-1")]

    def _public(self, kid: str) -> dict[str, Any]:
        if kid.startswith("rsa"):
            public = RSAAlgorithm.to_jwk(self.rsa.public_key(), as_dict=True)
            return {**public, "kid": kid, "use": "sig", "alg": "RS256"}
        public = ECAlgorithm.to_jwk(self.ec.public_key(), as_dict=True)
        return {**public, "kid": kid, "use": "sig", "alg": "ES256"}

    def claims(self, **changes: object) -> dict[str, Any]:
        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": self.url,
            "aud": AUDIENCE,
            "sub": "person-1",
            "iat": now,
            "exp": now + 300,
            "realm_access": {"roles": ["offline", "patent-examiner"]},
        }
        return {name: value for name, value in (claims | changes).items() if value is not None}

    def token(self, kid: str = "rsa-1", **changes: object) -> str:
        key, algorithm = (self.rsa, "RS256") if kid.startswith("rsa") else (self.ec, "ES256")
        return jwt.encode(self.claims(**changes), key, algorithm=algorithm, headers={"kid": kid})

    def answer(self, path: str) -> bytes | None:
        self.requests += 1
        if self.down:
            return None
        if path == "/.well-known/openid-configuration":
            return json.dumps({"issuer": self.url, "jwks_uri": f"{self.url}/keys"}).encode()
        return json.dumps({"keys": self.published}).encode()


@contextmanager
def running_issuer() -> Iterator[Issuer]:
    """An issuer behind a real socket."""
    issuer = Issuer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = issuer.answer(self.path)
            self.send_response(503 if body is None else 200)
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
