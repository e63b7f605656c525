"""Reads what poolcfg renders for Python, and prints what the libraries make of it: a line of JSON for each text, in order."""

import asyncio
import inspect
import itertools
import json
import os
import ssl
import sys
import tomllib
from configparser import ConfigParser


def main():
    own = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    for cell in json.load(sys.stdin):
        os.environ.clear()
        os.environ.update(own | cell["env"])
        os.chdir(cell["folder"])
        try:
            line = READERS[cell["target"]](cell["form"], cell["text"])
        except Exception as error:
            line = {"problem": f"{type(error).__name__}: {error}"}
        print(json.dumps(line), flush=True)


def run(text):
    made = {}
    # warnings of the compiler, such as of an invalid escape, are errors
    exec(compile(text, "rendered.py", "exec"), made)
    return made


def millis(seconds):
    return None if seconds is None or seconds <= 0 else round(seconds * 1000)


def libpq(parameters):
    """What libpq is told, from keywords."""
    hosts = str(parameters.get("host") or "").split(",")
    # one port is for all hosts, and an empty one is the default
    ports = [port or "5432" for port in str(parameters.get("port") or "").split(",")]
    server = ",".join(f"{host}:{ports[at] if len(ports) > 1 else ports[0]}" for at, host in enumerate(hosts))
    seen = {
        "server": server,
        "database": parameters.get("dbname"),
        "user": parameters.get("user"),
        "password": parameters.get("password"),
        "targetSessionAttributes": parameters.get("target_session_attrs") or "any",
        "tls": libpq_tls(parameters),
        "parameters": {},
        "options": parameters.get("options") or "",
    }
    if parameters.get("application_name") is not None:
        seen["applicationName"] = parameters["application_name"]
    settings = {}
    if "connect_timeout" in parameters:
        settings["pool.connectTimeout"] = off(int(parameters["connect_timeout"]))
    if parameters.get("keepalives") in (0, "0"):
        settings["pool.keepAlive"] = None
    elif "keepalives_idle" in parameters:
        settings["pool.keepAlive"] = millis(int(parameters["keepalives_idle"]))
    return seen, settings


# it checks the authority under require, too, once there is a root certificate
def libpq_tls(parameters):
    mode = parameters.get("sslmode") or "prefer"
    return "verify-ca" if mode == "require" and parameters.get("sslrootcert") else mode


def psycopg_pool(form, text):
    from psycopg.conninfo import conninfo_to_dict
    from psycopg_pool import ConnectionPool

    # so it has no connections
    ConnectionPool.open = lambda *_, **__: None
    if form == "code":
        pool = run(text)["pool"]
    else:
        stated = json.loads(text)
        check = ConnectionPool.check_connection if stated.pop("check", None) else None
        pool = ConnectionPool(**(stated | {"check": check, "open": False}))
    parameters = conninfo_to_dict(pool.conninfo or "", **(pool.kwargs or {}))
    seen, settings = libpq(parameters)
    settings |= {
        "pool.max": pool.max_size,
        "pool.min": pool.min_size,
        "pool.acquireTimeout": off(pool.timeout),
        "pool.idleTimeout": off(pool.max_idle),
        "pool.maxLifetime": off(pool.max_lifetime),
        "pool.maxWaiting": pool.max_waiting or None,
    }
    return {"seen": seen, "settings": settings}


# where there is no off, it is the longest time that there is
def off(seconds):
    return None if seconds >= 2_147_483 else millis(seconds)


def sqlalchemy(form, text):
    from sqlalchemy import create_engine, engine_from_config

    if form == "code":
        engine = run(text)["engine"]
    elif form == "ini":
        parser = ConfigParser()
        parser.read_string(text)
        engine = engine_from_config(dict(parser["alembic"]), "sqlalchemy.")
    else:
        stated = json.loads(text)
        engine = create_engine(stated.pop("url"), **stated)
    found = {}
    # what the engine would connect with, with those of connect_args
    engine.dialect.connect = lambda *_, **parameters: found.update(parameters) or stop()
    try:
        engine.raw_connection()
    except Stop:
        pass
    seen, settings = libpq(found)
    pool = engine.pool
    settings |= {
        "pool.max": pool.size() + max(pool._max_overflow, 0),
        "pool.maxIdle": pool.size(),
        "pool.acquireTimeout": None if pool._timeout is None else off(pool._timeout),
        "pool.maxLifetime": None if pool._recycle < 0 else pool._recycle * 1000,
        "pool.testOnAcquire": "always" if pool._pre_ping else None,
    }
    return {"seen": seen, "settings": settings}


class Stop(BaseException):
    pass


def stop():
    raise Stop


NUMBERS = itertools.count()


def django(form, text):
    from django.conf import settings as configured
    from django.db.utils import ConnectionHandler

    if not configured.configured:
        configured.configure(USE_TZ=True)
    database = run(text)["DATABASES"]["default"] if form == "code" else json.loads(text)
    # pools are kept by the alias of their database
    alias = f"database{next(NUMBERS)}"
    connection = ConnectionHandler({"default": {}, alias: database})[alias]
    parameters = connection.get_connection_params()
    seen, settings = libpq(parameters)
    pool = connection.settings_dict.get("OPTIONS", {}).get("pool")
    if pool:
        made = connection.pool
        settings |= {
            "pool.max": made.max_size,
            "pool.min": made.min_size,
            "pool.acquireTimeout": off(made.timeout),
            "pool.idleTimeout": off(made.max_idle),
            "pool.maxLifetime": off(made.max_lifetime),
            "pool.maxWaiting": made.max_waiting or None,
        }
        made.close()
    return {"seen": seen, "settings": settings}


def asyncpg(form, text):
    import asyncpg as library

    stated = {}

    # the arguments of the pool are checked by it, and those of the driver by the driver
    def create_pool(*arguments, **options):
        stated.update(options, **({"dsn": arguments[0]} if arguments else {}))
        raise Stop

    if form == "code":
        made = run(text)
        made["asyncpg"] = type("Stub", (), {"create_pool": staticmethod(create_pool)})
        try:
            asyncio.run(made["create_pool"]())
        except Stop:
            pass
    else:
        stated.update(json.loads(text))

    async def read():
        from asyncpg import connect_utils

        pool = library.create_pool(**stated)
        defaults = {name: one.default for name, one in inspect.signature(library.connect).parameters.items()}
        driver = defaults | pool._connect_kwargs
        addresses, parameters, config = connect_utils._parse_connect_arguments(
            dsn=(pool._connect_args or [None])[0],
            **{name: driver.get(name) for name in names(connect_utils._parse_connect_arguments) if name != "dsn"},
        )
        return pool, addresses, parameters, config

    pool, addresses, parameters, config = asyncio.run(read())
    servers = [address if isinstance(address, tuple) else socket(address) for address in addresses]
    seen = {
        "server": ",".join(f"{host}:{port}" for host, port in servers),
        "database": parameters.database,
        "user": parameters.user,
        "password": parameters.password,
        "targetSessionAttributes": parameters.target_session_attrs.value.replace("_", "-"),
        "parameters": dict(parameters.server_settings or {}),
        "tls": context(parameters),
    }
    settings = {
        "pool.max": pool._maxsize,
        "pool.min": pool._minsize,
        "pool.idleTimeout": millis(pool._max_inactive_connection_lifetime),
        # a trillion stands for off
        "pool.maxUses": None if pool._max_queries >= 10**12 else pool._max_queries,
        "session.queryTimeout": millis(config.command_timeout),
    }
    if "timeout" in stated:
        settings["pool.connectTimeout"] = off(stated["timeout"]) if stated["timeout"] else None
    return {"seen": seen, "settings": settings}


def socket(path):
    folder, _, name = path.rpartition("/")
    return folder, name.removeprefix(".s.PGSQL.")


def names(function):
    code = function.__code__
    return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]


def context(parameters):
    mode = parameters.sslmode.name if parameters.sslmode is not None else None
    if mode == "disable":
        return "off"
    if mode in ("allow", "prefer"):
        return mode
    if parameters.ssl in (None, False):
        return "off"
    if parameters.ssl is True or parameters.ssl.check_hostname:
        return "full"
    return "unverified" if parameters.ssl.verify_mode == ssl.CERT_NONE else "ca"


def pgcat(_, text):
    made = tomllib.loads(text)
    ((_, pool),) = made["pools"].items()
    user, shard, general = pool["users"]["0"], pool["shards"]["0"], made["general"]
    ((host, port, role),) = shard["servers"]
    if role != "primary":
        raise ValueError(f"the role is {role}")
    checked = general.get("verify_server_certificate", False)
    seen = {
        "server": f"{host}:{port}",
        "database": shard.get("database"),
        "user": user.get("server_username", user.get("username")),
        "password": user.get("server_password", user.get("password")),
        "tls": "off" if not general.get("server_tls") else "full" if checked else "unverified",
    }
    settings = {"pool.max": user.get("pool_size"), "pool.min": user.get("min_pool_size", 0)}
    # its connect_timeout is that of a caller
    for name, path in (("connect_timeout", "pool.acquireTimeout"), ("idle_timeout", "pool.idleTimeout")):
        settings[path] = endless(general.get(name))
    settings["pool.maxLifetime"] = endless(general.get("server_lifetime"))
    if "statement_timeout" in user:
        settings["session.queryTimeout"] = user["statement_timeout"] or None
    return {"seen": seen, "settings": settings}


# ten years and more stand for off
def endless(millis):
    return None if millis is None or millis >= 315_360_000_000 else millis


def pgdog(_, text):
    made = tomllib.loads(text)
    (database,) = made["databases"]
    general = made["general"]
    verify = {"disabled": "off", "prefer": "prefer", "verify_ca": "ca", "verify_full": "full"}
    seen = {
        "server": f'{database["host"]}:{database.get("port", 5432)}',
        "database": database.get("database_name", database["name"]),
        "user": database.get("user"),
        "password": database.get("password"),
        "tls": verify[general.get("tls_verify", "prefer")],
    }
    settings = {"pool.max": general.get("default_pool_size"), "pool.min": general.get("min_pool_size", 1)}
    times = {"checkout_timeout": "pool.acquireTimeout", "connect_timeout": "pool.connectTimeout"}
    times |= {"idle_timeout": "pool.idleTimeout", "query_timeout": "session.queryTimeout"}
    for name, path in times.items():
        if name in general:
            settings[path] = endless(general[name])
    if "server_lifetime" in general:
        # the jitter is added
        settings["pool.maxLifetime"] = endless(general["server_lifetime"] + general.get("server_lifetime_jitter", 0))
    for name, path in (("statement_timeout", "session.statementTimeout"), ("lock_timeout", "session.lockTimeout")):
        if name in database:
            settings[path] = database[name] or None
    return {"seen": seen, "settings": settings}


def supavisor(_, text):
    tenant = json.loads(text)["tenant"]
    (user,) = tenant["users"]
    verify = {"none": "unverified", "peer": "full"}
    seen = {
        "server": f'{tenant["db_host"]}:{tenant["db_port"]}',
        "database": tenant["db_database"],
        "user": user["db_user"],
        "password": user["db_password"],
        "tls": verify[tenant["upstream_verify"]] if tenant.get("upstream_ssl") else "off",
    }
    settings = {"pool.max": user.get("pool_size"), "pool.acquireTimeout": user.get("pool_checkout_timeout")}
    return {"seen": seen, "settings": settings}


READERS = {"pgcat": pgcat, "pgdog": pgdog, "supavisor": supavisor, "asyncpg": asyncpg, "django": django, "psycopg-pool": psycopg_pool, "sqlalchemy": sqlalchemy}

if __name__ == "__main__":
    main()
