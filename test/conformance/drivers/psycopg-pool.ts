// the pool of psycopg
import { pythonDriver } from "./_python.ts";

export default pythonDriver("psycopg-pool", ["psycopg-pool", "psycopg"], "json");
