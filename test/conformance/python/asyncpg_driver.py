"""asyncpg, on an event loop of its own."""

import asyncio
import json
import threading

import asyncpg

loop = asyncio.new_event_loop()
threading.Thread(target=loop.run_forever, daemon=True).start()


def run(work):
    return asyncio.run_coroutine_threadsafe(work, loop).result()


def open_pool(made, text):
    return Pool(run(made["create_pool"]() if made else create_pool(json.loads(text))))


async def create_pool(settings):
    return await asyncpg.create_pool(**settings)


class Pool:
    def __init__(self, pool):
        self.pool = pool

    def acquire(self):
        return Connection(self.pool, run(take(self.pool)))

    def end(self):
        self.pool.terminate()


async def take(pool):
    return await pool.acquire()


class Connection:
    def __init__(self, pool, connection):
        self.pool = pool
        self.connection = connection

    def query(self, sql):
        return [dict(row) for row in run(self.connection.fetch(sql))]

    def release(self):
        run(self.pool.release(self.connection))
