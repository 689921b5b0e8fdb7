"""An OpenID Connect provider of our own: real HTTP on loopback, PKCE checked, tokens signed with RS256."""

import base64
import hashlib
import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "assay", "a secret between the two"


@dataclass
class Provider:
    """What it says of whoever comes next, and what it was asked."""

    claims: dict[str, Any] = field(default_factory=lambda: {"sub": "1"})
    #: claims of the ID token, where they differ from those of the userinfo
    other: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    key: Any = field(default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048))
    refused: list[str] = field(default_factory=list)

    def start(self) -> str:
        """Begins to serve; its address."""
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.answer_get(self)

            def do_POST(self) -> None:
                provider.answer_post(self)

            def log_message(self, *args: object) -> None:
                """Quietly."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        return self.address

    def stop(self) -> None:
        """Serves no longer."""
        self.server.shutdown()
        self.server.server_close()

    def answer_get(self, handler: BaseHTTPRequestHandler) -> None:
        """The discovery document, the page to sign in on (which lets everybody in), keys and userinfo."""
        asked = urlsplit(handler.path)
        if asked.path == "/.well-known/openid-configuration":
            names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo"}
            told = {name: f"{self.address}/{path}" for name, path in (names | {"jwks_uri": "keys"}).items()}
            _send(
                handler,
                {"issuer": self.address, **told, "token_endpoint_auth_methods_supported": ["client_secret_post"]},
            )
        elif asked.path == "/authorize":
            query = {name: values[0] for name, values in parse_qs(asked.query).items()}
            code = secrets.token_urlsafe(8)
            self.codes[code] = query
            handler.send_response(302)
            handler.send_header(
                "Location", f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"
            )
            handler.end_headers()
        elif asked.path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            _send(handler, {"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]})
        elif asked.path == "/userinfo" and handler.headers["Authorization"] == "Bearer let-me-in":
            _send(handler, self.claims)
        else:
            _send(handler, {"error": "not found"}, 404)

    def answer_post(self, handler: BaseHTTPRequestHandler) -> None:
        """The token for a code, to who holds the secret and the verifier."""
        told = {
            k: v[0] for k, v in parse_qs(handler.rfile.read(int(handler.headers["Content-Length"])).decode()).items()
        }
        asked = self.codes.pop(told.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(told.get("code_verifier", "").encode()).digest()).decode()
        if asked is None or told.get("client_secret") != SECRET or asked.get("code_challenge") != challenge.rstrip("="):
            self.refused.append(str(told))
            _send(handler, {"error": "invalid_grant"}, 400)
            return
        now = int(time.time())
        claims = {**self.claims, "iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, **self.other}
        token = jwt.encode(claims, self.key, "RS256", headers={"kid": "one"})
        _send(handler, {"access_token": "let-me-in", "token_type": "Bearer", "expires_in": 300, "id_token": token})


def _send(handler: BaseHTTPRequestHandler, body: dict[str, Any], status: int = 200) -> None:
    text = json.dumps(body).encode()
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(text)))
    handler.end_headers()
    handler.wfile.write(text)
