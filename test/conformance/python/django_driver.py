"""Django, whose connections belong to threads, and share the pool of their alias."""

import itertools
import json

from django.conf import settings
from django.db.utils import ConnectionHandler

settings.configure(USE_TZ=True)
aliases = (f"database-{number}" for number in itertools.count())


def open_pool(made, text):
    database = made["DATABASES"]["default"] if made else json.loads(text)
    return Pool(database)


class Pool:
    def __init__(self, database):
        self.alias = next(aliases)
        self.handler = ConnectionHandler({"default": {}, self.alias: database})

    def acquire(self):
        return Connection(self.handler.create_connection(self.alias))

    def end(self):
        self.handler.create_connection(self.alias).close_pool()


class Connection:
    def __init__(self, connection):
        self.connection = connection
        connection.inc_thread_sharing()
        connection.ensure_connection()

    def query(self, sql):
        with self.connection.cursor() as cursor:
            cursor.execute(sql)
            names = [column.name for column in cursor.description]
            return [dict(zip(names, row)) for row in cursor.fetchall()]

    def release(self):
        self.connection.close()
