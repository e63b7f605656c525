"""Opens pools of Python's libraries, as it is asked to: a request a line, and a line for each answer."""

import importlib
import itertools
import json
import logging
import os
import runpy
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

logging.disable(logging.CRITICAL)

PID = "SELECT pg_backend_pid() AS pid"
numbers = itertools.count(1)
opened = {}
held = {}
answering = threading.Lock()


def settings_of(settings):
    """What the module of a program has made, or the text of the settings."""
    if "file" not in settings:
        return None, settings["text"]
    os.environ.update(settings["environment"])
    return runpy.run_path(settings["file"]), None


def open_pool(request):
    made, text = settings_of(request["settings"])
    library = importlib.import_module(request["target"].replace("-", "_") + "_driver")
    return {"pool": keep(opened, library.open_pool(made, text))}


def acquire(request):
    pool = opened[request["pool"]]
    connection = pool.acquire()
    try:
        pid = connection.query(PID)[0]["pid"]
    except BaseException:
        connection.release()
        raise
    return {"held": keep(held, connection), "pid": pid}


def query(request):
    if "held" in request:
        return {"rows": held[request["held"]].query(request["sql"])}
    connection = opened[request["pool"]].acquire()
    try:
        return {"rows": connection.query(request["sql"])}
    finally:
        connection.release()


def release(request):
    held.pop(request["held"]).release()
    return {}


def end(request):
    opened.pop(request["pool"]).end()
    return {}


def keep(where, what):
    number = next(numbers)
    where[number] = what
    return number


OPERATIONS = {"open": open_pool, "acquire": acquire, "query": query, "release": release, "end": end}


def answer(request):
    try:
        result = OPERATIONS[request["op"]](request)
    except BaseException as error:
        result = {"error": f"{type(error).__name__}: {error}"}
    line = json.dumps({"id": request["id"], **result}, default=str)
    with answering:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def main():
    threads = ThreadPoolExecutor(max_workers=400)
    for line in sys.stdin:
        threads.submit(answer, json.loads(line))
    # whatever a pool still waits for
    os._exit(0)


main()
