// SQLAlchemy, with psycopg for a driver
import { pythonDriver } from "./_python.ts";

export default pythonDriver("sqlalchemy", ["SQLAlchemy", "psycopg"], "ini");
