"""What Python's libraries do by themselves, without a server; and whether what is rendered compiles."""

import asyncio
import json
import sys
from configparser import ConfigParser
from pathlib import Path

import asyncpg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import ConnectionHandler
from psycopg.conninfo import timeout_from_conninfo
from psycopg_pool import ConnectionPool, PoolTimeout
from sqlalchemy import create_engine, engine_from_config

settings.configure()
POSTGRESQL = "django.db.backends.postgresql"
URL = "postgresql+psycopg://h/d"


def django_pool(options, **more):
    database = {"ENGINE": POSTGRESQL, "NAME": "d", "OPTIONS": options, **more}
    return ConnectionHandler({"default": {}, "a": database})["a"].pool


def failure(work, *kinds):
    try:
        work()
    except kinds as error:
        return f"{type(error).__name__}: {error}"
    return None


async def asyncpg_failure(**options):
    try:
        await asyncpg.create_pool(min_size=0, **options)
    except ValueError as error:
        return str(error)
    return None


async def asyncpg_settings():
    try:
        await asyncpg.connect(host="127.0.0.1", port=1, server_settings={"statement_timeout": 5000})
    except Exception as error:
        return str(error)


def compiled(folder):
    for program in sorted(Path(folder).glob("*/*.code")):
        if program.parent.name in sys.argv[2:]:
            compile(program.read_text(), str(program), "exec")
            yield f"{program.parent.name}/{program.name}"


def ini(folder):
    for file in sorted(Path(folder).glob("sqlalchemy/*.ini")):
        parser = ConfigParser()
        parser.read_string(file.read_text())
        engine = engine_from_config(dict(parser["alembic"]), "sqlalchemy.")
        yield file.name, [engine.url.database, engine.url.username, engine.url.password]


fixed = ConnectionPool(kwargs={"host": "127.0.0.1", "port": 1}, open=False)
with ConnectionPool(kwargs={"host": "127.0.0.1", "port": 1}, min_size=0, max_size=1, timeout=0, open=True) as pool:
    at_once = failure(pool.getconn, PoolTimeout)

print(
    json.dumps(
        {
            "compiled": list(compiled(sys.argv[1])),
            "ini": dict(ini(sys.argv[1])),
            "psycopg connect_timeout": [timeout_from_conninfo({"connect_timeout": n}) for n in (-1, 0, 1, 2, "2.9")],
            "psycopg_pool sizes": [fixed.min_size, fixed.max_size],
            "psycopg_pool timeout 0": at_once,
            "SQLAlchemy pool_pre_ping false": bool(
                engine_from_config({"sqlalchemy.url": URL, "sqlalchemy.pool_pre_ping": "false"}).pool._pre_ping
            ),
            "SQLAlchemy pool_size 0": create_engine(URL, pool_size=0, max_overflow=3).pool._max_overflow,
            "SQLAlchemy pool_timeout 1.5": failure(
                lambda: engine_from_config({"sqlalchemy.url": URL, "sqlalchemy.pool_timeout": "1.5"}), ValueError
            ),
            "Django empty pool": django_pool({"pool": {}}) is None,
            "Django pool and CONN_MAX_AGE": failure(
                lambda: django_pool({"pool": True}, CONN_MAX_AGE=60), ImproperlyConfigured
            ),
            "asyncpg max_queries 0": asyncio.run(asyncpg_failure(max_queries=0)),
            "asyncpg server_settings": asyncio.run(asyncpg_settings()),
        }
    )
)
