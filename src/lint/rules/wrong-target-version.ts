import { Origin } from "../../diagnostics/origin.ts";
import { overlap } from "../../model/version-range.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "wrong-target-version",
  severity: "warning",
  area: "target",
  since: "0.1.0",
  summary: "The project has another version of the library than the target is for",
  why: "Settings moved between versions: Prisma 7 ignores the parameters that Prisma 6 takes, without a word.",
  fix: "Name the target of the version that is installed.",
  source: "https://www.prisma.io/docs/orm/more/upgrade-guides/upgrading-versions/upgrading-to-prisma-7",
  scope: "target",
  reads: ["pool.max"],
  check(_values, { target, versions, project }) {
    const library = target!.package;
    const installed = library && project.installed([library.name]);
    const wanted = installed ?? (library && project.dependency(library.name));
    if (!library || wanted === undefined || overlap(wanted, library.range) !== false) return;
    const fitting = versions.find(({ package: own }) => own && overlap(wanted, own.range) === true);
    return {
      at: NOWHERE,
      message: `${installed === undefined ? "package.json" : "node_modules"} has ${library.name} ${wanted.slice(0, 40)}, and the target ${target!.id} is for ${library.range}`,
      help: fitting
        ? `Name the target ${fitting.id}.`
        : "Install a version in that range; poolcfg has no target for the other.",
    };
  },
  examples: {
    invalid: [
      { toml: "[pool]\nmax = 5\n", target: "prisma", packages: { "@prisma/client": "^7.1.0" } },
      { toml: "[pool]\nmax = 5\n", target: "node-postgres", packages: { pg: "~7.18.2" } },
      {
        toml: "[pool]\nmax = 5\n",
        target: "node-postgres",
        packages: { pg: "workspace:*" },
        installed: { pg: "7.18.2" },
      },
      { toml: "[pool]\nmax = 5\n", target: "prisma", installed: { "@prisma/client": "7.1.0" } },
    ],
    valid: [
      { toml: "[pool]\nmax = 5\n", target: "prisma", packages: { "@prisma/client": "^6.2.0" } },
      { toml: "[pool]\nmax = 5\n", target: "node-postgres", packages: { pg: "^8.0.0" } },
      { toml: "[pool]\nmax = 5\n", target: "node-postgres", packages: { pg: "workspace:*" } },
    ],
  },
});

const NOWHERE = new Origin("argument", { name: "--target" });
