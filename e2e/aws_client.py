"""Calls AWS operations through botocore: a JSON list of calls on stdin, the list of their results on stdout.

A call is [service, operation, parameters]; a result is {"ok": response} or {"error": code}. Pages are joined, bodies read as text.
"""

import base64
import json
import sys

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError

session = botocore.session.get_session()
clients = {}


def perform(service, operation, parameters):
    if service not in clients:
        clients[service] = session.create_client(service, config=Config(s3={"addressing_style": "path"}))
    client = clients[service]
    try:
        if client.can_paginate(operation):
            result = client.get_paginator(operation).paginate(**parameters).build_full_result()
        else:
            result = getattr(client, operation)(**parameters)
    except ClientError as error:
        return {"error": error.response["Error"]["Code"]}
    result.pop("ResponseMetadata", None)
    return {"ok": result}


def plain(value):
    if hasattr(value, "read"):
        return value.read().decode()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)


json.dump([perform(*call) for call in json.load(sys.stdin)], sys.stdout, default=plain)
