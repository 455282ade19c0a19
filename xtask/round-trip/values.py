"""Makes values of the schemas of a client's types, for the client to read and to write again.

    values.py DOCUMENT TYPES VALUES COUNT SEED

takes the places of the schemas, by the names of their types, out of TYPES, writes lists of values under the same names to
VALUES, and prints how many there are.
"""

import json
import re
import sys
import warnings
from pathlib import Path

from judge import Document
from sample import Sampler


def schema_at(spec, keys):
    for key in keys:
        spec = spec / (int(key) if isinstance(spec.read_value(), list) else key)
    return spec


def values_of(sampler, spec, keys, count):
    """Values with their read-only members: a reply has them. None of a schema that the validator cannot read."""
    try:
        schema = schema_at(spec, keys)
        made = [sampler.fitting(schema) for _ in range(count)]
    except Exception:
        return []
    return [known(values[0]) for values in made if values is not None]


def known(value):
    """The value without the members that stand in for some that no schema names, since clients skip those."""
    if isinstance(value, dict):
        return {key: known(it) for key, it in value.items() if not re.fullmatch(r"other\d+", key)}
    return [known(it) for it in value] if isinstance(value, list) else value


def main():
    document, types, out, count, seed = sys.argv[1:]
    warnings.simplefilter("ignore")
    document = Document(document)
    sampler = Sampler(document.reads, int(seed))
    places = json.loads(Path(types).read_text())
    told = {name: values_of(sampler, document.spec, keys, int(count)) for name, keys in places.items()}
    Path(out).write_text(json.dumps(told))
    print(sum(map(len, told.values())))


if __name__ == "__main__":
    main()
