// database/sql on pgx, with the struct of the rendered program
import { goDriver } from "./_go.ts";

export default goDriver("database-sql", "json", ["github.com/jackc/pgx/v5"]);
