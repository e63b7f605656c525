import { defineRule } from "../define.ts";

export default defineRule({
  id: "unreadable-file",
  severity: "warning",
  area: "capacity",
  since: "0.2.0",
  summary: "A file or a subfolder of a folder cannot be read",
  why: "A workload in it opens connections that are not counted, so the check is incomplete and its verdict is not known.",
  fix: "Make it readable, name the folder of the manifests only, or accept the gap with `--allow-incomplete`.",
  source: "https://man7.org/linux/man-pages/man7/path_resolution.7.html",
  examples: {
    invalid: [],
    valid: [{ fleet: { "fleet.toml": "[servers.main]\nmax_connections = 100\n[services.api]\npool = 5\n" } }],
  },
});
