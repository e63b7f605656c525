// fleet: every service together against the servers that they use
import { REPORT_FLAGS } from "../_flags.ts";
import { defineCommand, type Flag } from "./_define.ts";

const FORMAT: Flag = {
  ...REPORT_FLAGS[0]!,
  summary: "format of the fleet or its findings",
  choices: [...REPORT_FLAGS[0]!.choices!, "markdown"],
};

export default defineCommand({
  name: "fleet",
  summary: "Check the combined connections of all services against the servers' limits",
  detail:
    "FILE is a fleet file, a manifest, a folder of manifests, or - for stdin. Without one, fleet.{toml,yaml,yml,json}\nhere is read. Manifests are Kubernetes, Docker Compose, PM2, Procfile, ECS, Cloud Run and Terraform plans. Beside a\nfleet file they tell how many copies of each service run; a workload that reaches a database and is not declared is\na finding. Without one, every workload that reaches a database is counted.",
  args: [{ name: "[file...]", summary: "fleet files, manifests, folders of manifests, or - for stdin" }],
  flags: [
    { flags: "--max-connections <n>", summary: "max_connections of servers for which it is not known" },
    {
      flags: "--root <folder>",
      summary: "folder outside of which a fleet file may not read files (default: the git repository)",
    },
    { flags: "--render", summary: "render Helm charts and Kustomize folders with helm and kustomize" },
    { flags: "--suggest", summary: "show the largest pool sizes that fit" },
    {
      flags: "--sql",
      summary: "with --suggest: write only ALTER ROLE … CONNECTION LIMIT for the role of each service",
    },
    { flags: "--explain <service>", summary: "show how the number of a service was calculated, line by line" },
    { flags: "--lock", summary: "write fleet.lock, with the share of each service" },
    { flags: "--before <lock>", summary: "show the change since this fleet.lock" },
    { flags: "--svg <file>", summary: "draw the fleet against its limits" },
    { flags: "--init", summary: "write a fleet.toml from the manifests" },
    { flags: "--force", summary: "replace an existing fleet.toml" },
    FORMAT,
    ...REPORT_FLAGS.slice(1),
  ],
  examples: [
    "poolcfg fleet fleet.toml",
    "poolcfg fleet k8s/ --max-connections 200",
    "helm template . | poolcfg fleet fleet.toml -",
    "poolcfg fleet k8s/ --init",
    "poolcfg fleet --suggest --svg fleet.svg",
    "poolcfg fleet --format markdown --before fleet.lock > comment.md",
    "poolcfg fleet k8s/ --explain api",
    "poolcfg fleet --lock",
    "poolcfg fleet --suggest --sql > limits.sql",
  ],
  async run(call) {
    const { checked, initFleet, writeFleet } = await import("../_fleet.ts");
    const fleet = await checked(call);
    return call.options.init ? initFleet(call, fleet) : writeFleet(call, fleet);
  },
});
