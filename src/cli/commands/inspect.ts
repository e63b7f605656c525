// inspect: what the project in this folder uses, what is wrong, what to do next
import { REPORT_FLAGS } from "../_flags.ts";
import { defineCommand } from "./_define.ts";

export default defineCommand({
  name: "inspect",
  summary: "Inspect this project: what it uses, what is wrong, what to do next",
  detail:
    "poolcfg without a command does the same. It reads manifests, lock files, node_modules and files of settings, and\nruns nothing. In the root of a workspace it lists the packages that have a pool, checks each with the config nearest\nto it, and adds up those that share a server.",
  flags: [...REPORT_FLAGS],
  examples: ["poolcfg inspect", "poolcfg inspect --verbose", "poolcfg inspect --format json"],
  async run(call) {
    const { io, options } = call;
    const { aboutPackage, allFindings, inspected, nextSteps } = await import("../_inspect.ts");
    const { exitCode, formatOf, report } = await import("../_report.ts");
    const project = await inspected(call);
    const findings = allFindings(project);
    const sources = project.packages.map(({ name }) => name);
    if (formatOf(options.format ?? "text").machine) return report(call, { findings, sources });
    const { packages, isWorkspace } = project;
    if (isWorkspace) io.stdout.write(`workspace with ${packages.length} packages that have a pool or a config\n\n`);
    for (const one of packages) io.stdout.write(`${aboutPackage(one, io.cwd)}\n`);
    if (packages.some(({ isSet }) => isSet) || findings.length > 0) report(call, { findings, sources });
    else io.stdout.write("Nothing here sets anything that poolcfg reads, so there is nothing to check yet.\n");
    io.stdout.write(
      `\nNext:\n${nextSteps(project, findings)
        .map((step) => `  ${step}\n`)
        .join("")}`,
    );
    return exitCode(findings, options);
  },
});
