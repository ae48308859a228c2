"""A small identity provider on loopback (OpenID Connect, code flow); the test says who comes."""

import base64
import http.server
import json
import threading
import time
from contextlib import contextmanager
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "priemna", "only-the-two-of-us"
KEY = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"}, private=True)


class Provider(http.server.BaseHTTPRequestHandler):
    """Answers discovery, keys, the page where one chooses who one is, and tokens for codes."""

    def do_GET(self):
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/.well-known/openid-configuration":
            self.say(self.discovery())
        elif parts.path == "/keys":
            self.say({"keys": [KEY.as_dict(private=False)]})
        elif parts.path == "/authorize":
            assert asked["client_id"] == CLIENT
            assert asked["response_type"] == "code"
            self.server.nonces[self.server.person] = asked.get("nonce")
            back = urlencode({"code": self.server.person, "state": asked["state"]})
            self.send_response(302)
            self.send_header("location", f"{asked['redirect_uri']}?{back}")
            self.end_headers()
        else:
            self.send_error(404)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        asked = {name: values[0] for name, values in parse_qs(body).items()}
        person = asked["code"]
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        known = self.headers.get("authorization") == f"Basic {basic}"
        if not known and asked.get("client_secret") != SECRET:
            self.send_error(401)
            return
        now = int(time.time())
        claims = {
            "iss": self.server.issuer,
            "aud": CLIENT,
            "sub": f"number of {person}",
            "preferred_username": person,
            "groups": self.server.people[person],
            "iat": now,
            "exp": now + 300,
            "nonce": self.server.nonces[person],
        }
        token = jwt.encode({"alg": "RS256", "kid": "1"}, claims, KEY)
        self.say(
            {"access_token": "x", "token_type": "Bearer", "id_token": token, "expires_in": 300}
        )

    def discovery(self):
        issuer = self.server.issuer
        return {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def say(self, answer):
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words):
        """Keep quiet."""


@contextmanager
def identity_provider(people):
    """A running provider; `people` are names with the groups they are in, ``person`` who comes."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Provider) as server:
        server.issuer = f"http://127.0.0.1:{server.server_port}"
        server.people, server.person, server.nonces = people, next(iter(people)), {}
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
