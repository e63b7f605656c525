// a Neon compute that does not start
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "neon-control-plane",
  reason: "starting",
  phrases: {
    Neon: [
      "Control plane request failed",
      "Console request failed",
      "Couldn't connect to compute node",
      "Couldn't connect to control plane",
      "endpoint is disabled",
      "The endpoint has been disabled",
      "Error connecting to database: fetch failed",
      "Error connecting to database: TypeError: fetch failed",
    ],
  },
  meaning:
    "Neon's proxy got no running compute for this endpoint: the compute is suspended and did not start in time, is disabled, or Neon has an incident.",
  todo: "Retry with a backoff for some seconds: a cold start is retried safely before the first query. If it lasts, check the compute and the quota in the Neon console and neonstatus.com.",
  settings: ["retry.maxAttempts", "pool.connectTimeout"],
  source: "https://neon.com/docs/connect/connection-errors",
  examples: [
    'NeonDbError: Server error (HTTP status 500): {"message":"Control plane request failed","code":"","severity":""}',
    "Couldn't connect to compute node",
  ],
});
