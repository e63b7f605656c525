// Django, with the pool of psycopg
import { pythonDriver } from "./_python.ts";

export default pythonDriver("django", ["Django", "psycopg-pool", "psycopg"], "json");
