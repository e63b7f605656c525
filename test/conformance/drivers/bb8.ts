// bb8 with tokio-postgres
import { rustPool } from "./_rust.ts";

export default rustPool("bb8", ["bb8", "bb8-postgres", "tokio-postgres"]);
