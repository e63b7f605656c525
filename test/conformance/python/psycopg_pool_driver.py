"""psycopg_pool, a connection of which begins a transaction by itself."""

import json

from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool


def open_pool(made, text):
    return Pool(made["pool"] if made else ConnectionPool(**json.loads(text)))


class Pool:
    def __init__(self, pool):
        self.pool = pool

    def acquire(self):
        return Connection(self.pool, self.pool.getconn())

    def end(self):
        self.pool.close(timeout=1)


class Connection:
    def __init__(self, pool, connection):
        self.pool = pool
        self.connection = connection

    def query(self, sql):
        with self.connection.cursor(row_factory=dict_row) as cursor:
            rows = cursor.execute(sql).fetchall()
        self.connection.commit()
        return rows

    def release(self):
        self.pool.putconn(self.connection)
