// sqlx, whose pool connects when it is made
import { rustPool } from "./_rust.ts";

export default rustPool("sqlx", ["sqlx"]);
