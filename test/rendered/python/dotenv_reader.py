"""Reads .env texts with python-dotenv, without expanding variables: a line of JSON for each text, in order."""

import io
import json
import sys

from dotenv import dotenv_values

for text in json.load(sys.stdin):
    print(json.dumps(dotenv_values(stream=io.StringIO(text), interpolate=False)))
