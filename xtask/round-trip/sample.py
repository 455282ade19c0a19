"""Random values that fit a schema of an OpenAPI document.

A value is made from the keywords of the schema alone, and given out only if the validator of openapi-core takes it.
"""

import base64
import random
import uuid

import rstr

# How deep values go before everything that may be left out is.
DEPTH = 4
TRIES = 60
WORDS = ["a", "word", "two words", "é", "Z9"]


class Sampler:
    def __init__(self, validator, seed):
        self.validator = validator
        self.random = random.Random(seed)
        self.patterns = rstr.Rstr(self.random)

    def fitting(self, schema, allowed=lambda _: True):
        """A value that fits and is allowed, as it is given to a client and as it is to be sent; None where none was found.

        The first has members that are read-only, since types need them; the second does not.
        """
        for _ in range(TRIES):
            value = self.value(schema, 0)
            sent = without_read_only(value)
            try:
                self.validator.check(schema, sent)
            except Exception:
                continue
            # A client may leave a null out.
            if sent is not None and allowed(sent):
                return with_read_only(value), sent
        return None

    def value(self, schema, depth):
        """A value that may fit."""
        value = self.told(schema, depth)
        return "anything" if value is None and not is_null(schema) else value

    def told(self, schema, depth):
        """The same; None where the schema does not tell what it is of."""
        known = schema.read_value()
        if not isinstance(known, dict):
            return None
        if "const" in known:
            return known["const"]
        if "enum" in known:
            return self.random.choice([it for it in known["enum"] if it is not None] or [None])
        value = self.by_kind(schema, known, depth)
        for key in ("oneOf", "anyOf"):
            if key in known:
                value = self.joined(value, self.variant(schema, key, depth))
        for part in schema / "allOf" if "allOf" in known else ():
            value = self.joined(value, self.told(part, depth))
        return value

    def variant(self, schema, key, depth):
        variants = [it for it in schema / key if not is_null(it)]
        if not variants:
            return None
        variant = self.random.choice(variants)
        value = self.told(variant, depth)
        if "discriminator" in schema and isinstance(value, dict):
            value = {**value, **self.tag(schema, key, variant)}
        return value

    def tag(self, schema, key, variant):
        told = (schema / "discriminator").read_value()
        raw = [it.get("$ref") for it in schema.read_value()[key]]
        reference = raw[variant.parts[-1]] or ""
        mapped = [tag for tag, target in told.get("mapping", {}).items() if target == reference]
        name = mapped[0] if mapped else reference.rsplit("/", 1)[-1]
        return {told["propertyName"]: name} if name else {}

    def joined(self, one, other):
        """A value made of two; of two scalars any, since one of them may fit both schemas."""
        if isinstance(one, dict) and isinstance(other, dict):
            both = one.keys() & other.keys()
            return {**one, **other, **{key: self.joined(one[key], other[key]) for key in both}}
        if one is None or other is None:
            return one if other is None else other
        return self.random.choice([one, other, other])

    def by_kind(self, schema, known, depth):
        kind = kind_of(self.random, known)
        if kind is None:
            return None
        return getattr(self, f"of_{kind}")(schema, known, depth)

    def of_boolean(self, *_):
        return self.random.random() < 0.5

    def of_null(self, *_):
        return None

    def of_integer(self, schema, known, depth):
        step = known.get("multipleOf", 1)
        low, high = bounds(known, 1000)
        number = self.random.randint(-(-int(low) // 1), int(high))
        return int(number // step * step)

    def of_number(self, schema, known, depth):
        low, high = bounds(known, 1000.5)
        if "multipleOf" in known:
            return int(low // known["multipleOf"] + 1) * known["multipleOf"]
        # Of few digits, so that both widths write what they read.
        number = round(self.random.uniform(low, high) * 4) / 4
        return number if low <= number <= high else (low + high) / 2

    def of_string(self, schema, known, depth):
        if known.get("contentEncoding") == "base64":
            return self.of_format("byte")
        if "pattern" in known:
            return self.patterns.xeger(known["pattern"])
        made = self.of_format(known.get("format"))
        if made is not None:
            return made
        text = self.random.choice(WORDS)
        least, most = known.get("minLength", 0), known.get("maxLength", 1 << 16)
        return (text + "x" * least)[: max(least, min(most, len(text)))]

    def of_format(self, name):
        number = self.random.randrange(10, 28)
        return {
            "date": f"2024-02-{number}",
            "date-time": f"2024-02-{number}T01:02:03Z",
            "time": f"{number % 24:02}:00:00Z",
            "duration": f"P{number}D",
            "uuid": str(uuid.UUID(int=self.random.getrandbits(128), version=4)),
            "byte": base64.b64encode(bytes(range(number))).decode(),
            "decimal": f"{number}.25",
            "email": f"a{number}@example.com",
            "uri": f"https://example.com/{number}",
            "url": f"https://example.com/{number}",
            "hostname": f"h{number}.example.com",
            "ipv4": f"192.0.2.{number}",
            "ipv6": f"2001:db8::{number}",
        }.get(name)

    def of_array(self, schema, known, depth):
        first = [self.value(it, depth + 1) for it in schema / "prefixItems"] if "prefixItems" in schema else []
        least = known.get("minItems", 0)
        # An empty list looks like none in most parameters.
        most = least if depth >= DEPTH else max(least, min(known.get("maxItems", 2), 2))
        count = max(most - len(first), 0)
        if "items" not in schema:
            return first or ["anything"] * count
        return first + [self.value(schema / "items", depth + 1) for _ in range(count)]

    def of_object(self, schema, known, depth):
        value = {}
        required = known.get("required", [])
        for name, member in (schema / "properties").str_items() if "properties" in schema else ():
            raw = member.read_value()
            if raw is not False and (name in required or depth < DEPTH):
                made = self.value(member, depth + 1)
                value[name] = ReadOnly(made) if isinstance(raw, dict) and raw.get("readOnly") else made
        others = known.get("additionalProperties")
        if isinstance(others, dict) and others and depth < DEPTH and len(value) < known.get("maxProperties", 99):
            value["other"] = self.value(schema / "additionalProperties", depth + 1)
        for name in required:
            if name not in value and "properties" not in schema:
                value[name] = "anything"
        while len(value) < known.get("minProperties", 0):
            value[f"other{len(value)}"] = "anything"
        return value


class ReadOnly:
    """A member that is not sent."""

    def __init__(self, value):
        self.value = value


def without_read_only(value):
    if isinstance(value, dict):
        return {key: without_read_only(it) for key, it in value.items() if not isinstance(it, ReadOnly)}
    if isinstance(value, list):
        return [without_read_only(it) for it in value]
    return None if isinstance(value, ReadOnly) else value


def with_read_only(value):
    if isinstance(value, ReadOnly):
        return with_read_only(value.value)
    if isinstance(value, dict):
        return {key: with_read_only(it) for key, it in value.items()}
    return [with_read_only(it) for it in value] if isinstance(value, list) else value


def is_null(schema):
    known = schema.read_value()
    return isinstance(known, dict) and (known.get("type") == "null" or known.get("enum") == [None])


def kind_of(chance, known):
    kinds = known.get("type")
    if isinstance(kinds, list):
        return chance.choice([it for it in kinds if it != "null"] or ["null"])
    if kinds is not None:
        return kinds
    for kind, keys in (
        ("object", ("properties", "additionalProperties", "required")),
        ("array", ("items", "prefixItems")),
        ("string", ("pattern", "minLength", "maxLength", "format")),
        ("number", ("minimum", "maximum", "multipleOf")),
    ):
        if any(key in known for key in keys):
            return kind
    return None


def bounds(known, width):
    if known.get("format") in ("int8", "uint8"):
        width = 100
    low, high = known.get("minimum"), known.get("maximum")
    for key, sign in (("exclusiveMinimum", 1), ("exclusiveMaximum", -1)):
        told = known.get(key)
        if told is True:
            low, high = (low + 1, high) if sign > 0 else (low, high - 1)
        elif told is not None and told is not False:
            low, high = (told + 1, high) if sign > 0 else (low, told - 1)
    if low is None:
        low = 0 if high is None or high > 0 else high - width
    return low, min(high, low + width) if high is not None else low + width
