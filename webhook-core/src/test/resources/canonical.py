"""Answers each base64 line of JSON with the base64 of its canonical form, or with a dash where it must be refused."""
import base64
import json
import sys


def members(pairs):
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError("duplicate key")
    return dict(pairs)


def constant(name):
    raise ValueError(name)


for line in sys.stdin:
    try:
        text = base64.b64decode(line).decode("utf-8-sig")
        value = json.loads(text, object_pairs_hook=members, parse_constant=constant)
        if not isinstance(value, dict):
            raise ValueError("no object")
        out = json.dumps(value, sort_keys=True, allow_nan=False)
        print(base64.b64encode(out.encode()).decode())
    except (ValueError, RecursionError):
        print("-")
