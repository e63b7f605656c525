"""Prints what the pools of Python do where nothing is set, by target and canonical path: milliseconds, None for off."""

import inspect
import json

import asyncpg
import psycopg.conninfo
import psycopg_pool
import psycopg_pool.base
from sqlalchemy import create_engine


def milliseconds(seconds):
    return None if seconds is None or seconds <= 0 else round(seconds * 1000)


def of(function, name):
    return inspect.signature(function).parameters[name].default


psycopg_connect = milliseconds(psycopg.conninfo._DEFAULT_CONNECT_TIMEOUT)

pool = psycopg_pool.ConnectionPool("", open=False)
attempt = psycopg_pool.base.AttemptWithBackoff
psycopg = {
    "pool.min": pool.min_size,
    "pool.max": pool.max_size,
    "pool.maxWaiting": pool.max_waiting or None,
    "pool.acquireTimeout": milliseconds(pool.timeout),
    "pool.idleTimeout": milliseconds(pool.max_idle),
    "pool.maxLifetime": milliseconds(pool.max_lifetime),
    "pool.connectTimeout": psycopg_connect,
    "pool.testOnAcquire": pool._check,
    "retry.interval": milliseconds(attempt.INITIAL_DELAY),
    "retry.multiplier": attempt.DELAY_BACKOFF,
}

create, connect = asyncpg.pool.Pool.__init__, asyncpg.connect
created = asyncpg.create_pool
asyncpg_pool = {
    "pool.min": of(created, "min_size"),
    "pool.max": of(created, "max_size"),
    "pool.maxUses": of(created, "max_queries"),
    "pool.idleTimeout": milliseconds(of(created, "max_inactive_connection_lifetime")),
    "pool.acquireTimeout": milliseconds(of(asyncpg.pool.Pool.acquire, "timeout")),
    "pool.connectTimeout": milliseconds(of(connect, "timeout")),
    "session.queryTimeout": milliseconds(of(connect, "command_timeout")),
}

engine = create_engine("postgresql+psycopg://db/shop").pool
sqlalchemy = {
    "pool.max": engine.size() + engine._max_overflow,
    "pool.maxIdle": engine.size(),
    # it is filled as connections are asked for
    "pool.min": engine.checkedin(),
    "pool.acquireTimeout": milliseconds(engine._timeout),
    "pool.maxLifetime": milliseconds(engine._recycle),
    "pool.testOnAcquire": "always" if engine._pre_ping else None,
    "pool.connectTimeout": psycopg_connect,
}

print(json.dumps({"psycopg-pool": psycopg, "asyncpg": asyncpg_pool, "sqlalchemy": sqlalchemy}))
