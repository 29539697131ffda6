"""Checks a file with an order a line, or a row, by DuckDB with the exported queries: duckdb_order.py FILE THREADS.

An order that DuckDB cannot read ends it, so a code that is no number, or the like, must not be in the file."""
import os
import re
import sys

import duckdb

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "..", "examples", "out")
file, threads = sys.argv[1], int(sys.argv[2])
with open(os.path.join(OUT, "order-code.summary.duckdb.sql")) as queries:
    query = queries.read().strip().rstrip(";")
with open(os.path.join(OUT, "order-code.schema.json")) as schema:
    import json

    names = json.load(schema)["properties"]
types = {"validity": "BIGINT", "platform": "BIGINT", "ev": "BOOLEAN"}
columns = ", ".join("'%s': '%s'" % (name, types.get(name, "VARCHAR")) for name in names)
reader = "read_ndjson('%s', columns={%s})" if file.endswith("ndjson") else "read_csv('%s', header=true, nullstr='', columns={%s})"
# The number of orders, beside those of the broken rules.
conditions = re.findall(r"COUNT\(CASE WHEN (.*) THEN 1 END\) AS", query)
query = "SELECT COUNT(*), COUNT(*) FILTER (WHERE %s), %s" % (
    " OR ".join("(%s)" % condition for condition in conditions),
    query[query.index("COUNT(CASE"):],
)
query = query[: query.rindex("FROM")] + "FROM " + reader % (file, columns)
connection = duckdb.connect()
connection.execute("SET threads = %d" % threads)
orders, broken = connection.execute(query).fetchone()[:2]
print("%d orders, %d broken" % (orders, broken))
