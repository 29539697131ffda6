"""Checks a file with an order a line by jsonschema-rs with the exported schema: jsonschema_rs_order.py FILE."""
import json
import os
import sys

import jsonschema_rs
import orjson

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "..", "examples", "out")
with open(os.path.join(OUT, "order-code.read.schema.json")) as schema:
    validator = jsonschema_rs.validator_for(json.load(schema))
orders = broken = 0
with open(sys.argv[1], "rb") as lines:
    for line in lines:
        orders += 1
        broken += any(True for _ in list(validator.iter_errors(orjson.loads(line))))
print("%d orders, %d broken" % (orders, broken))
