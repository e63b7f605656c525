"""SQLAlchemy, a connection of which begins a transaction by itself."""

from configparser import ConfigParser

from sqlalchemy import engine_from_config


def open_pool(made, text):
    if made:
        return Pool(made["engine"])
    parser = ConfigParser()
    parser.read_string(text)
    return Pool(engine_from_config(dict(parser["alembic"]), "sqlalchemy."))


class Pool:
    def __init__(self, engine):
        self.engine = engine

    def acquire(self):
        return Connection(self.engine.connect())

    def end(self):
        self.engine.dispose()


class Connection:
    def __init__(self, connection):
        self.connection = connection

    def query(self, sql):
        rows = [dict(row) for row in self.connection.exec_driver_sql(sql).mappings()]
        self.connection.commit()
        return rows

    def release(self):
        self.connection.close()
