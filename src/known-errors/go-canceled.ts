// a Go context that was canceled
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "go-canceled",
  reason: "query",
  generic: true,
  phrases: {
    Go: [
      /(?<!\b(?:Get|Post|Put|Patch|Delete|Head|Options) "[^"\n]{0,300}": [^\n]{0,100})(?<!desc = )context canceled/,
      "timeout: context already done: context canceled",
    ],
  },
  meaning:
    "The context was canceled before the call ended: usually the client of an HTTP request went away, or the program is shutting down.",
  todo: "Nothing to do if the caller has gone. pgx closes a connection whose query is canceled: many of these churn the pool. Use a context of its own (context.WithoutCancel) for work that must finish.",
  settings: ["pool.max"],
  source: "https://pkg.go.dev/context#Canceled",
  examples: ["query failed: context canceled"],
});
