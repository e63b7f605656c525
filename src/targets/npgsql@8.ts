// Npgsql before 9, where a connection lives as long as it likes unless something else is said

import { npgsqlTarget } from "../drivers/npgsql.ts";
import { defineTarget } from "../mapping/define.ts";
import { NPGSQL } from "../mapping/password.ts";

/** What becomes of every canonical field in Npgsql 8: its keyword, or why it is lost. */
const target = defineTarget({
  ...npgsqlTarget({ lifetime: null, known: ["Multiplexing", "Write Coalescing Buffer Threshold Bytes"] }),
  id: "npgsql@8",
  title: "Npgsql 8",
  passwordCallback: NPGSQL,
  frame: "npgsql",
  package: { name: "Npgsql", range: ">=8 <9" },
  source: {
    url: "https://www.npgsql.org/doc/connection-string-parameters.html",
    version: "8.0",
    checked: "2026-11-21",
  },
  summary: "the connection string for `NpgsqlDataSource.Create`, also as `appsettings.json` has it",
});

export default target;
