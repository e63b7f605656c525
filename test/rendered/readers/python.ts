// Python itself, and what asyncpg, psycopg-pool, SQLAlchemy, Django, libpq and tomllib make of the texts
import { fileURLToPath } from "node:url";
import { missingPython, pythonWithLibraries } from "../../conformance/drivers/_python.ts";
import { defineReader } from "../reader.ts";
import { given, output, readingsOf } from "./_tool.ts";

const PROGRAM = fileURLToPath(new URL("../python/main.py", import.meta.url));

const TARGETS = ["asyncpg", "django", "psycopg-pool", "sqlalchemy", "pgcat", "pgdog", "supavisor"];

export default defineReader({
  title: "Python, asyncpg, psycopg-pool, SQLAlchemy, Django and tomllib",
  reads: ({ id }) => TARGETS.includes(id),
  unavailable: () => missingPython,
  read(cells) {
    const input = cells.map((cell) => ({ ...given(cell), target: cell.target.id, form: cell.form }));
    // an escape that is none is a warning of the compiler
    const argv = ["-W", "error::SyntaxWarning", "-W", "error::DeprecationWarning:rendered", PROGRAM];
    return readingsOf(cells, output(pythonWithLibraries(), argv, { input: JSON.stringify(input) }));
  },
});
