# Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# schema.py SCHEMA DOCUMENT: prints where a JSON or YAML document is not as its
# schema says. Ends with 0 when it is, 1 when not, 77 without python3-jsonschema
# or, for YAML, python3-yaml.
import json
import sys

try:
    from jsonschema import validators

    if sys.argv[2].endswith(".yaml"):
        from yaml import safe_load as load
    else:
        from json import load
except ImportError:
    sys.exit(77)

with open(sys.argv[1], encoding="utf-8") as f:
    schema = json.load(f)
with open(sys.argv[2], encoding="utf-8") as f:
    document = load(f)
validator = validators.validator_for(schema)
validator.check_schema(schema)
errors = list(validator(schema).iter_errors(document))
for e in errors[:10]:
    print("/".join(map(str, e.absolute_path)) + ": " + e.message[:300])
sys.exit(1 if errors else 0)
