// pgxpool, with the connection string alone
import { goDriver } from "./_go.ts";

export default goDriver("pgxpool", "url", ["github.com/jackc/pgx/v5"]);
