// Neon's driver without WebSocket
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "neon-websocket-missing",
  reason: "config",
  phrases: {
    Neon: ["All attempts to open a WebSocket to connect to the database failed", "No WebSocket proxy is configured"],
  },
  meaning:
    "Neon's serverless driver (Pool, Client) connects over WebSocket, and this runtime has none or could not open it.",
  todo: "In Node.js 20 and earlier: import ws from 'ws'; neonConfig.webSocketConstructor = ws. Otherwise check that the network lets wss:// to the host through, or use neon() over HTTP.",
  settings: ["connection.host"],
  source: "https://github.com/neondatabase/serverless#pool-and-client",
  examples: [
    "Error: All attempts to open a WebSocket to connect to the database failed. Please refer to https://github.com/neondatabase/serverless",
  ],
});
