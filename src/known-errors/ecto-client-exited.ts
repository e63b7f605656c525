// a process that ended with a connection
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "ecto-client-exited",
  reason: "misuse",
  generic: true,
  phrases: {
    DBConnection: [
      /(?:client|owner) #PID<[\d.]{1,30}> exited(?! normally)/,
      "cannot find ownership process for",
      "checked in the connection owned by",
    ],
  },
  names: { DBConnection: ["OwnershipError"] },
  meaning:
    "The process that had checked out the connection ended (it was killed, a request was canceled, or a test finished) while a query was running, so the pool closed the connection.",
  todo: "Let the work finish before its owner ends: in tests, wait for tasks (start_supervised, Task.await) or use shared sandbox mode; in production look at what kills the process, such as a request timeout.",
  settings: ["pool.acquireTimeout"],
  source: "https://hexdocs.pm/ecto_sql/Ecto.Adapters.SQL.Sandbox.html#module-faq",
  examples: ["client #PID<0.512.0> exited"],
});
