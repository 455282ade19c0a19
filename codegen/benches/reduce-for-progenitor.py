"""Reduces a description to what progenitor takes.

It refuses XML beside JSON, JSON inside parameters, a default reply and enums that differ in case alone.

usage: reduce-for-progenitor.py FROM TO
"""

import json, sys

def simplify(node):
    if isinstance(node, list):
        for item in node:
            simplify(item)
    if not isinstance(node, dict):
        return
    if isinstance(node.get("content"), dict):
        node["content"].pop("application/xml", None)
        if "in" in node:
            del node["content"]
            node["schema"] = {"type": "string"}
    if "responses" in node and "default" in node["responses"]:
        del node["responses"]["default"]
    node.pop("encoding", None)
    if "x-acs-enum" in node:
        node.pop("enum", None)
    for value in node.values():
        simplify(value)

document = json.load(open(sys.argv[1]))
simplify(document)
json.dump(document, open(sys.argv[2], "w"))
