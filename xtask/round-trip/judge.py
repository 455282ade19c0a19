"""Judges the requests of a client by the document that it was made from.

    judge.py DOCUMENT CALLS SAMPLES SEED

writes values for each call of CALLS to SAMPLES, prints the port at which it waits, takes requests until its input ends,
and prints a report as JSON: for each value whether openapi-core reads from the request what was to be sent.
"""

import json
import re
import sys
import threading
import warnings
from pathlib import Path
from urllib.parse import unquote

import yaml
from jsonschema_path import SchemaPath
from openapi_core.datatypes import RequestParameters
from openapi_core.exceptions import OpenAPIError
from openapi_core.templating.paths.parsers import PathParser
from openapi_core.validation.request.validators import V30RequestValidator, V31RequestValidator
from werkzeug.datastructures import Headers, ImmutableMultiDict
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from sample import Sampler

# Headers that a document cannot describe as parameters (OpenAPI 3.0.3, Parameter Object).
IGNORED_HEADERS = ("accept", "content-type", "authorization")
# What says of a value that openapi-core does not read it.
XML = "openapi-core does not read XML"
LINES = "openapi-core does not read JSON values on a line each"
NO_VALUE = "no value was found that fits the schema"
OBJECT_IN_FORM = "openapi-core takes the members of an object in a form for one text"
ADJACENT = "openapi-core does not divide values that stand side by side in a path"
SEVERAL_OBJECTS = "openapi-core cannot tell the members of several objects in one place"
UNTYPED = "openapi-core takes a parameter without one `type` for a scalar"
DEEP_OBJECT = "openapi-core reads deepObject where `explode: true` stands beside it, of objects with scalars alone"


class Reads:
    """What openapi-core reads from a request."""

    def security(self, sent, operation):
        self._get_security(sent.parameters, operation)

    def parameter(self, sent, parameter):
        return self._get_parameter(sent.parameters, parameter)

    def body(self, sent, operation):
        """The body; it is not held against its schema here, since the value that it must equal fits."""
        content = operation / "requestBody" / "content"
        return self._get_content_schema_value_and_schema(sent.body, content, sent.content_type)[0]

    def check(self, schema, value):
        self._validate_schema(schema, value)


class Reads30(Reads, V30RequestValidator):
    pass


class Reads31(Reads, V31RequestValidator):
    pass


class JsonTypes(dict):
    """openapi-core knows JSON by two names; it is called by many."""

    def __contains__(self, media_type):
        return media_type.endswith(("+json", "/json"))

    def __getitem__(self, _):
        return lambda value, **_: json.loads(value)


class Handler(WSGIRequestHandler):
    """Keeps the target as it came, and headers with `_` in their names, which werkzeug leaves out."""

    def make_environ(self):
        headers = [(name, value.encode("latin-1").decode()) for name, value in self.headers.items()]
        return {**super().make_environ(), "headers": headers, "target": self.path}

    def log_request(self, *_):
        pass


class Sent:
    """A request as openapi-core takes it."""

    def __init__(self, request, call, parameters):
        self.body = request.get_data()
        self.content_type = request.content_type or ""
        cookies = [(name, unquote(value)) for name, value in request.cookies.items(multi=True)]
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(composed(list(request.args.items(multi=True)), "query", parameters)),
            header=Headers(request.environ["headers"]),
            cookie=ImmutableMultiDict(composed(cookies, "cookie", parameters)),
            path=path_values(request, call["path"]),
        )


def path_values(request, template):
    """What stands for the names between the braces, under the names that openapi-core has for each style."""
    raw = request.environ["target"].split("?")[0]
    found = PathParser(template).parse(raw) or PathParser(template).parse(unquote(raw))
    if found is None:
        raise OpenAPIError(f"{raw} is no path of the form {template}")
    values = {name: unquote(value) for name, value in found.named.items()}
    forms = ("{}", ".{}", ".{}*", ";{}", ";{}*")
    return {form.format(name): value for name, value in values.items() for form in forms}


def composed(items, place, parameters):
    """The values in the forms that openapi-core splits: it wants an exploded object and `%20` as one text."""
    named = {name for name, where in parameters if where == place}
    for (name, where), parameter in parameters.items():
        if where != place or "schema" not in parameter:
            continue
        if is_spread(parameter):
            members = [(key, value) for key, value in items if key not in named and "[" not in key]
            if members:
                items.append((name, "&".join(f"{key}={value}" for key, value in members)))
        if parameter.read_value().get("style") == "spaceDelimited":
            items = [(key, value.replace(" ", "%20") if key == name else value) for key, value in items]
    return items


class Loader(yaml.SafeLoader):
    """Takes `on` and dates for texts, as YAML 1.2 does."""

    def construct_mapping(self, node, deep=False):
        for key, _ in node.value:
            key.tag = "tag:yaml.org,2002:str" if key.tag != "tag:yaml.org,2002:merge" else key.tag
        return super().construct_mapping(node, deep)


Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in forms if not tag.endswith((":bool", ":timestamp"))]
    for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), "tf")


class Document:
    def __init__(self, path):
        path = Path(path).resolve()
        root = yaml.load(path.read_text(), Loader)
        self.spec = SchemaPath.from_dict(root, base_uri=path.as_uri())
        reads = Reads30 if root["openapi"].startswith("3.0") else Reads31
        self.reads = reads(self.spec, extra_media_type_deserializers=JsonTypes())

    def operation(self, call):
        """An operation and its parameters, by name and place."""
        item = self.spec / "paths" / call["path"]
        operation = item / call["method"].lower()
        parameters = {}
        for owner in (item, operation):
            for parameter in owner / "parameters" if "parameters" in owner else ():
                known = parameter.read_value()
                name, place = known["name"], known["in"]
                if place == "header":
                    # One of the operation stands for one of the path, in whatever case.
                    for other in [it for it, at in parameters if at == place and it.lower() == name.lower()]:
                        del parameters[other, place]
                    if name.lower() in IGNORED_HEADERS:
                        continue
                parameters[name, place] = parameter
        return operation, parameters


def schema_of(parameter):
    if "schema" in parameter:
        return parameter / "schema"
    for _, media in (parameter / "content").str_items():
        return media / "schema" if "schema" in media else None
    return None


def samples(document, calls, seed):
    sampler = Sampler(document.reads, seed)
    made = {}
    for call in calls:
        operation, parameters = document.operation(call)
        given = {"parameters": {}, "body": None}
        sent = {"parameters": {}, "body": None}
        for (name, place), parameter in parameters.items():
            schema = schema_of(parameter)
            allowed = is_flat if "schema" in parameter else bool
            values = sampler.fitting(schema, allowed) if schema is not None else None
            if values is not None:
                given["parameters"].setdefault(place, {})[name] = values[0]
                sent["parameters"][name, place] = values[1]
        if call["media_type"] is not None:
            media = operation / "requestBody" / "content" / call["media_type"]
            allowed = has_text if is_form(call) else lambda _: True
            free = {"name": "value"} if is_form(call) else "anything"
            values = sampler.fitting(media / "schema", allowed) if "schema" in media else (free, free)
            given["body"], sent["body"] = values or (None, None)
        made[call["id"]] = (given, sent)
    return made


def is_flat(value):
    """Whether a style of OpenAPI can write a value; one without a text can look as if it were absent."""
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
    return items and not any(isinstance(it, (dict, list)) or it is None or it == "" for it in items)


def has_text(form):
    """Whether each member of a form has a text, or several, and none that reads as several."""
    if not isinstance(form, dict) or not form:
        return False
    items = [it for value in form.values() for it in (value if isinstance(value, list) else [value])]
    return not any(it is None or it == "" for it in items)


class Judge:
    def __init__(self):
        self.document = None
        self.calls = {}
        self.made = {}
        self.verdicts = {}

    def __call__(self, environ, start_response):
        request = Request(environ)
        request.get_data(cache=True)
        number = request.headers.get("x-call-of-test", "")
        if number in self.calls:
            self.verdicts[number] = self.verdict(request, self.calls[number], self.made[number][1])
        return Response(status=400)(environ, start_response)

    def verdict(self, request, call, expected):
        """For each thing that was to be sent: None if it is right, or why it is not, or was not read."""
        operation, parameters = self.document.operation(call)
        reads = self.document.reads
        try:
            sent = Sent(request, call, parameters)
        except OpenAPIError as error:
            return {"path": {"wrong": str(error)}}
        verdict = {"security": judged(lambda: reads.security(sent, operation), None)}
        for key, parameter in parameters.items():
            value = expected["parameters"].get(key)
            unread = unread_parameter(key, parameters, call, value)
            verdict[" ".join(reversed(key))] = judged(lambda: reads.parameter(sent, parameter), value, unread)
        if call["media_type"] is not None:
            value = expected["body"]
            read = self.body_reader(request, sent, operation, call, value)
            verdict["body"] = judged(read, value, unread_body(call, value))
        return verdict

    def body_reader(self, request, sent, operation, call, value):
        """How to read a body; openapi-core reads of a form one text of each name in `properties`, werkzeug all."""
        media = operation / "requestBody" / "content" / call["media_type"]
        if is_form(call):
            known = media / "schema" / "properties" if "schema" in media and "properties" in media / "schema" else ()
            told = dict(known.str_items()) if known else {}
            members = value if isinstance(value, dict) else {}
            lists = [name for name, it in members.items() if isinstance(it, list)]
            if not told or not set(members) <= set(told) or not all("type" in told[name] for name in lists):
                return lambda: Form(request)
        return lambda: self.document.reads.body(sent, operation)


def unread_body(call, value):
    """Why openapi-core does not read a body, where it is known not to."""
    if value is None:
        return NO_VALUE
    if "xml" in call["media_type"]:
        return XML
    if any(word in call["media_type"] for word in ("ndjson", "jsonl", "json-lines", "json-seq", "json-stream", "stream+json")):
        return LINES
    objects = isinstance(value, dict) and any(isinstance(it, dict) for it in value.values())
    return OBJECT_IN_FORM if "urlencoded" in call["media_type"] and objects else None


def is_form(call):
    return "urlencoded" in call["media_type"] or "multipart" in call["media_type"]


class Form(dict):
    """The parts of a body, each name with its texts, as werkzeug reads them."""

    def __init__(self, request):
        files = {name: [it.read().decode() for it in files] for name, files in request.files.lists()}
        super().__init__({**dict(request.form.lists()), **files})


def unread_parameter(key, parameters, call, value):
    """Why openapi-core does not read a parameter, where it is known not to."""
    if value is None:
        return NO_VALUE
    known = parameters[key].read_value()
    if known.get("style") == "deepObject":
        plain = isinstance(value, dict) and is_flat(list(value.values()))
        if not plain or not known.get("explode"):
            return DEEP_OBJECT
    if isinstance(value, (list, dict)) and "schema" in parameters[key]:
        if not isinstance((parameters[key] / "schema").read_value().get("type"), str):
            return UNTYPED
    if key[1] == "path" and "}{" in call["path"]:
        return ADJACENT
    if sum(is_spread(parameter) for (_, place), parameter in parameters.items() if place == key[1]) > 1:
        return SEVERAL_OBJECTS
    return None


def is_spread(parameter):
    """Whether the members of an object stand under their own names."""
    known = parameter.read_value()
    spread = known.get("style", "form") == "form" and known.get("explode", known["in"] in ("query", "cookie"))
    return spread and "schema" in parameter and (parameter / "schema").read_value().get("type") == "object"


def judged(read, expected, unread=None):
    if unread is not None:
        return {"unread": unread}
    try:
        value = read()
    except OpenAPIError as error:
        broken = isinstance(innermost(error), (TypeError, AttributeError))
        return {"unread" if broken else "wrong": said(error)}
    except Exception as error:  # openapi-core itself broke down
        return {"unread": f"openapi-core fails with {type(error).__name__}: {error}"[:200]}
    if expected is None or same(value, expected):
        return None
    return {"wrong": f"sent {expected!r}, read {value!r}"}


def same(read, sent):
    if isinstance(read, Form):
        return set(read) == set(sent) and all(
            same(read[key] if isinstance(value, list) else read[key][0], value) for key, value in sent.items()
        )
    if isinstance(sent, dict) and hasattr(read, "items"):
        return set(read) == set(sent) and all(same(read[key], value) for key, value in sent.items())
    if isinstance(sent, list) and isinstance(read, (list, tuple)):
        return len(read) == len(sent) and all(map(same, read, sent))
    if isinstance(read, bytes):
        read = read.decode(errors="replace")
    if isinstance(sent, (dict, list)) and isinstance(read, str):
        try:
            return same(json.loads(read), sent)
        except ValueError:
            return False
    return read == sent or str(read).lower() == str(sent).lower()


def innermost(error):
    while error.__cause__ is not None:
        error = error.__cause__
    return error


def said(error):
    """The innermost of what an error says."""
    error = innermost(error)
    nested = getattr(error, "schema_errors", None) or getattr(error, "errors", None) or ()
    words = "; ".join(said(it) for it in nested if isinstance(it, Exception))
    return words or re.sub(r"\s+", " ", f"{type(error).__name__}: {error}")[:300]


def main():
    path, calls_path, samples_path, seed = sys.argv[1:]
    warnings.simplefilter("ignore")
    judge = Judge()
    judge.calls = {call["id"]: call for call in json.loads(Path(calls_path).read_text())}
    judge.document = Document(path)
    judge.made = samples(judge.document, judge.calls.values(), int(seed))
    given = {number: values[0] for number, values in judge.made.items()}
    Path(samples_path).write_text(json.dumps(given))
    server = make_server("127.0.0.1", 0, judge, request_handler=Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.port, flush=True)
    sys.stdin.read()
    server.shutdown()
    print(json.dumps(judge.verdicts))


if __name__ == "__main__":
    main()
