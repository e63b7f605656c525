// deadpool-postgres, through the config that serde reads
import { rustPool } from "./_rust.ts";

export default rustPool("deadpool", ["deadpool-postgres", "deadpool", "tokio-postgres"]);
