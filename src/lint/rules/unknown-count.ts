import { defineRule } from "../define.ts";

export default defineRule({
  id: "unknown-count",
  severity: "warning",
  area: "capacity",
  since: "0.1.0",
  summary: "A manifest without the number of instances or the pool size",
  why: "What cannot be known is counted as one, so the total is the least that there may be.",
  fix: "State the number for the service in the fleet file.",
  source: "https://github.com/Gimanh/taskview-community/pull/88",
  examples: {
    invalid: [
      {
        fleet: {
          "ecosystem.config.json":
            '{ "apps": [{ "name": "api", "script": "api.js", "instances": "max", "env": { "POOL_MAX": "5" } }] }',
        },
      },
    ],
    valid: [
      {
        fleet: {
          "ecosystem.config.json":
            '{ "apps": [{ "name": "api", "script": "api.js", "instances": 4, "env": { "POOL_MAX": "5" } }] }',
        },
      },
    ],
  },
});
