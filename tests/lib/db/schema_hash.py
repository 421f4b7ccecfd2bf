# SPDX-License-Identifier: Apache-2.0
# A header with a hash of the files that make the schema: schema_hash.py OUT IN...
import hashlib
import sys

digest = hashlib.sha256()
for path in sys.argv[2:]:
    with open(path, "rb") as file:
        digest.update(file.read())
with open(sys.argv[1], "w", encoding="utf-8") as out:
    out.write(f'#define TESTDB_SCHEMA "{digest.hexdigest()[:24]}"\n')
