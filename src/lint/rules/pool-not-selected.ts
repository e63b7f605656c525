import { defineRule } from "../define.ts";

export default defineRule({
  id: "pool-not-selected",
  severity: "error",
  area: "shape",
  since: "0.1.0",
  summary: "A program that opens several pools, none of which was selected for import",
  why: "Each pool has settings of its own. Settings of several pools put together would describe none of them.",
  fix: "Select a pool with `--pool`, by its name in the program or by the line that opens it.",
  source: "https://docs.sqlalchemy.org/en/20/core/engines.html",
  examples: {
    invalid: [
      {
        settings: {
          from: "sqlalchemy",
          text: "main = create_engine(MAIN_URL, pool_size=20)\nreports = create_engine(REPORTS_URL, pool_size=3)\n",
        },
      },
    ],
    valid: [{ settings: { from: "sqlalchemy", text: "engine = create_engine(URL, pool_size=20)\n" } }],
  },
});
