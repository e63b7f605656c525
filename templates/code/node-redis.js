import { createClientPool } from "redis";
{{imports}}

{{helpers}}
export const pool = createClientPool({{options.clientOptions}}, {{options.poolOptions}});

// without a listener, the first connection that breaks ends the process
pool.on("error", (error) => console.error(error));

// call `await pool.connect()` before the first command: it opens the least number of connections
