"""Shows the judge requests that are wrong on purpose, and one that is right.

    self_check.py

A judge that took everything for right would find no fault in any client. Each wrong request below has one fault; this
fails unless the judge blames that part of it and nothing else.
"""

import json
import sys
import tempfile
import warnings
from pathlib import Path

from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from judge import Document, Judge

DOCUMENT = {
    "openapi": "3.0.3",
    "info": {"title": "Wrong on purpose", "version": "1"},
    "components": {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}},
    "paths": {
        "/shelves/{shelf}": {
            "put": {
                "security": [{"key": []}],
                "parameters": [
                    {"name": "shelf", "in": "path", "required": True, "schema": {"type": "integer"}},
                    {"name": "limit", "in": "query", "schema": {"type": "integer"}},
                    {
                        "name": "tags",
                        "in": "query",
                        "explode": False,
                        "schema": {"type": "array", "items": {"type": "string"}},
                    },
                    {
                        "name": "size",
                        "in": "query",
                        "style": "deepObject",
                        "explode": True,
                        "schema": {"type": "object", "properties": {"min": {"type": "integer"}}},
                    },
                    {"name": "X-Trace", "in": "header", "required": True, "schema": {"type": "string"}},
                    {"name": "session", "in": "cookie", "schema": {"type": "string"}},
                ],
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {"type": "object", "properties": {"title": {"type": "string"}}}
                        }
                    }
                },
                "responses": {"204": {"description": "done"}},
            }
        }
    },
}
CALL = {"id": "0", "method": "PUT", "path": "/shelves/{shelf}", "media_type": "application/json"}
EXPECTED = {
    "parameters": {
        ("shelf", "path"): 7,
        ("limit", "query"): 3,
        ("tags", "query"): ["a", "b"],
        ("size", "query"): {"min": 1},
        ("X-Trace", "header"): "t",
        ("session", "cookie"): "s",
    },
    "body": {"title": "Emma"},
}
RIGHT = {
    "path": "/shelves/7",
    "query_string": "limit=3&tags=a,b&size%5Bmin%5D=1",
    "headers": {"X-Key": "secret", "X-Trace": "t", "Cookie": "session=s"},
    "data": '{"title":"Emma"}',
    "content_type": "application/json",
}


def without(name):
    return {key: value for key, value in RIGHT["headers"].items() if key != name}


# What is wrong, what stands in the request instead, and the part that is to blame.
WRONG = [
    ("another path", {"path": "/books/7"}, "path"),
    ("another value in the path", {"path": "/shelves/8"}, "path shelf"),
    ("another value in the query", {"query_string": "limit=4&tags=a,b&size%5Bmin%5D=1"}, "query limit"),
    ("a value of another type", {"query_string": "limit=many&tags=a,b&size%5Bmin%5D=1"}, "query limit"),
    ("no value in the query", {"query_string": "tags=a,b&size%5Bmin%5D=1"}, "query limit"),
    ("a list divided otherwise", {"query_string": "limit=3&tags=a%7Cb&size%5Bmin%5D=1"}, "query tags"),
    ("a list that is exploded", {"query_string": "limit=3&tags=a&tags=b&size%5Bmin%5D=1"}, "query tags"),
    ("a deep object with another value", {"query_string": "limit=3&tags=a,b&size%5Bmin%5D=2"}, "query size"),
    ("a deep object with another member", {"query_string": "limit=3&tags=a,b&size%5Bmax%5D=1"}, "query size"),
    ("a deep object without brackets", {"query_string": "limit=3&tags=a,b&size.min=1"}, "query size"),
    ("no header", {"headers": without("X-Trace")}, "header X-Trace"),
    ("another header", {"headers": {**RIGHT["headers"], "X-Trace": "u"}}, "header X-Trace"),
    ("no cookie", {"headers": without("Cookie")}, "cookie session"),
    ("another value in a body", {"data": '{"title":"Persuasion"}'}, "body"),
    ("another member in a body", {"data": '{"name":"Emma"}'}, "body"),
    ("one member more in a body", {"data": '{"title":"Emma","pages":2}'}, "body"),
    ("half a body", {"data": '{"title":'}, "body"),
    ("another media type", {"content_type": "text/plain"}, "body"),
    ("no credential", {"headers": without("X-Key")}, "security"),
    ("a credential by another name", {"headers": {**without("X-Key"), "X-Token": "secret"}}, "security"),
]


def blamed(judge, changes):
    """The parts of a request that the judge does not take for right, with what it says of them."""
    environ = EnvironBuilder(method="PUT", **{**RIGHT, **changes}).get_environ()
    request = Request(environ)
    request.get_data(cache=True)
    environ["headers"] = list(request.headers.items())
    environ["target"] = environ["REQUEST_URI"]
    verdict = judge.verdict(request, CALL, EXPECTED)
    return {part: problem for part, problem in verdict.items() if problem is not None}


def misjudged(judge):
    """What the judge says otherwise than it should."""
    found = blamed(judge, {})
    if found:
        yield f"a right request: blames {found}"
    for what, changes, part in WRONG:
        found = blamed(judge, changes)
        if set(found) != {part} or "wrong" not in found[part]:
            yield f"{what}: should find the {part} wrong, blames {found or 'nothing'}"


def main():
    warnings.simplefilter("ignore")
    judge = Judge()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "openapi.json"
        path.write_text(json.dumps(DOCUMENT))
        judge.document = Document(path)
        faults = list(misjudged(judge))
    if faults:
        sys.exit("the judge of requests is wrong:\n" + "\n".join(faults))
    print(len(WRONG))


if __name__ == "__main__":
    main()
