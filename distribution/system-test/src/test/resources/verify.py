"""Verifies a delivery on standard input as receivers do: verify.py raw|reserialised <secret> <signature>"""
import hashlib
import hmac
import json
import sys

form, secret, signature = sys.argv[1:]
body = sys.stdin.buffer.read()
if form == "reserialised":
    body = json.dumps(json.loads(body), sort_keys=True).encode()
expected = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
print("verified" if hmac.compare_digest(expected, signature) else "refused")
