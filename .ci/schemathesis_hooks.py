"""Who schemathesis is at the interface: a program of the demonstration, by a token that is renewed before it ends."""

import base64
import os

import requests
import schemathesis

TOKEN = "/api/v1/token"


def basic():
    pair = f"{os.environ['SOAK_CLIENT_ID']}:{os.environ['SOAK_CLIENT_SECRET']}"
    return f"Basic {base64.b64encode(pair.encode()).decode()}"


# A token lasts ten minutes.
@schemathesis.auth(refresh_interval=300)
class Program:
    def get(self, case, context):
        answer = requests.post(
            os.environ["SOAK_URL"] + TOKEN,
            headers={"Authorization": basic()},
            data={"grant_type": "client_credentials"},
            timeout=10,
        )
        answer.raise_for_status()
        return answer.json()["access_token"]

    def set(self, case, data, context):
        case.headers = case.headers or {}
        case.headers["Authorization"] = basic() if case.operation.path == TOKEN else f"Bearer {data}"
