import { defineRule } from "../define.ts";
import { placeOfServer } from "../server.ts";

export default defineRule({
  id: "pooler-not-declared",
  severity: "warning",
  area: "server",
  since: "0.1.0",
  summary: "There is a pooler, and the config declares none",
  why: "Through a pooler in transaction mode, prepared statements, session settings and LISTEN do not work, and the fleet is checked against the wrong limit.",
  fix: "State `pooler.kind` and `pooler.mode`, or connect to the server itself.",
  source: "https://github.com/keycloak/keycloak/issues/49991",
  scope: "server",
  reads: ["pooler.kind"],
  check({ "pooler.kind": declared }, { isSet, measured: { pooler } }) {
    // who connects to the console knows of the pooler
    if (!pooler || pooler.isConsole || declared !== null) return;
    const at = isSet("pooler.kind") ? "pooler.kind" : placeOfServer(isSet);
    const { kind, version, mode } = pooler;
    // a proxy that pools nothing looks the same
    if (kind === null && mode === undefined)
      return {
        at,
        severity: "info",
        message: "A pooler or a proxy answers for the server, so the fleet was not counted against the server's slots",
        help: "If it is a pooler, set pooler.kind and pooler.mode; to check the fleet, connect to the server itself.",
      };
    const name = kind === null ? "A pooler" : `${kind}${version === undefined ? "" : ` ${version}`}`;
    const state = [kind === null ? "pooler.kind" : `pooler.kind = "${kind}"`, mode && `pooler.mode = "${mode}"`];
    return {
      at,
      message: `${name}${mode === undefined ? "" : ` in ${mode} mode`} is between the service and the server, and the config declares no pooler`,
      help: `Set ${state.filter(Boolean).join(" and ")}; or connect to the server itself.`,
    };
  },
  examples: {
    invalid: [
      { toml: '[connection]\nhost = "db"\n', measured: { pooler: {} } },
      { toml: "[pool]\nmax = 3\n", measured: { pooler: { kind: null } } },
    ],
    valid: [
      { toml: '[connection]\nhost = "db"\n', measured: {} },
      { toml: '[connection]\nhost = "db"\n[pooler]\nkind = "pgbouncer"\n', measured: { pooler: {} } },
    ],
  },
});
