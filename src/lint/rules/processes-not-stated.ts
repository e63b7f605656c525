import { defineRule } from "../define.ts";

export default defineRule({
  id: "processes-not-stated",
  severity: "info",
  area: "capacity",
  since: "0.1.0",
  summary: "A process manager is installed, and the number of processes is not set",
  why: "Each process has pools of its own: `instances: max` on 32 cores made 640 connections of a pool of 20.",
  fix: "State `deployment.processes`; 1 is an answer too.",
  source: "https://github.com/Gimanh/taskview-community/issues/88",
  scope: "config",
  reads: ["deployment.instances", "deployment.processes", "pool.max"],
  check(_values, { isSet, project }) {
    if (isSet("deployment.processes") || !(isSet("deployment.instances") || isSet("pool.max"))) return;
    const manager = MANAGERS.find((name) => project.dependency(name) !== undefined);
    if (manager === undefined) return;
    return {
      at: isSet("deployment.instances") ? "deployment.instances" : "pool.max",
      message: `package.json has ${manager}, which runs several processes with separate pools, and deployment.processes is not set`,
      help: "State deployment.processes; 1 is an answer too.",
    };
  },
  examples: {
    invalid: [{ toml: "[pool]\nmax = 20\n", packages: { pm2: "^6.0.0" } }],
    valid: [
      { toml: "[pool]\nmax = 20\n[deployment]\nprocesses = 4\n", packages: { pm2: "^6.0.0" } },
      { toml: "[pool]\nmax = 20\n", packages: { express: "^5.0.0" } },
      { packages: { pm2: "^6.0.0" } },
    ],
  },
});

const MANAGERS = ["pm2", "throng", "cluster-service", "recluster"];
