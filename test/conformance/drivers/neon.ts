// Neon's serverless driver, through a proxy that takes its WebSockets apart
import { Pool as NeonPool, neonConfig, type PoolConfig } from "@neondatabase/serverless";
import { HOST } from "../_listen.ts";
import { startWebSocketProxy } from "../_ws-proxy.ts";
import { type Driver, PID, type Pool } from "./_driver.ts";

export default {
  packages: ["@neondatabase/serverless"],
  unseen: [{ prefix: "connection.ssl.", why: "TLS is of the WebSocket, and ends before the server" }],
  async prepare() {
    const proxy = await startWebSocketProxy();
    neonConfig.wsProxy = (host, port) => `${HOST}:${proxy}/?address=${host}:${port}`;
    neonConfig.useSecureWebSocket = false;
    neonConfig.pipelineConnect = false;
    neonConfig.pipelineTLS = false;
  },
  open: (value) => wrap(new NeonPool(value as PoolConfig)),
  adopt: ({ pool }) => wrap(pool as NeonPool),
} satisfies Driver;

function wrap(pool: NeonPool): Pool {
  pool.on("error", () => {});
  pool.on("connect", (client: { on(event: "error", listener: () => void): void }) => client.on("error", () => {}));
  return {
    async acquire() {
      const client = await pool.connect();
      const { rows } = await client.query(PID);
      return {
        pid: rows[0].pid,
        query: async (sql) => (await client.query(sql)).rows,
        release: async () => client.release(),
      };
    },
    query: async (sql) => (await pool.query(sql)).rows,
    end: () => pool.end(),
  };
}
