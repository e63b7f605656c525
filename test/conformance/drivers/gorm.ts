// GORM over database/sql on pgx
import { goDriver } from "./_go.ts";

export default goDriver("gorm", "json", ["gorm.io/gorm", "gorm.io/driver/postgres", "github.com/jackc/pgx/v5"]);
