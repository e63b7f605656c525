// npm run test:mutations:defaults: asks the libraries of other languages for their defaults, and writes defaults.json
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runPython } from "../conformance/drivers/_python.ts";
import hikaricp5 from "../conformance/drivers/hikaricp@5.ts";
import hikaricp from "../conformance/drivers/hikaricp.ts";
import springBoot3 from "../conformance/drivers/spring-boot@3.ts";
import springBoot from "../conformance/drivers/spring-boot.ts";

type Values = Readonly<Record<string, unknown>>;

const CONFORMANCE = fileURLToPath(new URL("../conformance/", import.meta.url));

/** Java's libraries: the target, its driver, and the folder of its `pom.xml`. */
const JAVA = [
  ["hikaricp", hikaricp, "hikaricp"],
  ["hikaricp@5", hikaricp5, "hikaricp-5"],
  ["spring-boot", springBoot, "spring-boot"],
  ["spring-boot@3", springBoot3, "spring-boot-3"],
] as const;

const defaults: Record<string, Values> = { ...JSON.parse(runPython("defaults.py", [])) };
for (const [target, driver, folder] of JAVA) {
  // fetches the library
  await driver.prepare();
  const jars = `${CONFORMANCE}.cache/java/${folder}/lib/*`;
  defaults[target] = JSON.parse(output("java", ["-cp", jars, `${CONFORMANCE}java/Defaults.java`]));
}
defaults.pgxpool = JSON.parse(output("go", ["run", "./defaults"], `${CONFORMANCE}go`));

const sorted = Object.entries(defaults).sort(([one], [other]) => (one < other ? -1 : 1));
const file = new URL("defaults.json", import.meta.url);
writeFileSync(file, `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`);

function output(command: string, args: readonly string[], cwd?: string): string {
  return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], cwd });
}
