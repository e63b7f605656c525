// what `node --check` does, for all modules in one process: V8 compiles each, and runs none
import { execFileSync } from "node:child_process";
import { type Cell, defineReader, type Reading } from "../reader.ts";

// a module with a syntax error is no module, so the constructor throws
const CHECK = `
import { SourceTextModule } from "node:vm";
import { json } from "node:stream/consumers";
const problems = [];
for (const text of await json(process.stdin)) {
  try {
    new SourceTextModule(text);
    problems.push(null);
  } catch (error) {
    problems.push(String(error));
  }
}
process.stdout.write(JSON.stringify(problems));
`;

export default defineReader({
  title: "node --check",
  reads: ({ language }, form) => language === "js" && form === "code",
  read(cells) {
    const argv = ["--experimental-vm-modules", "--no-warnings", "--input-type=module", "--eval", CHECK];
    const input = JSON.stringify(cells.map(({ text }) => text));
    const out = execFileSync(process.execPath, argv, { input, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
    const problems = JSON.parse(out) as (string | null)[];
    return new Map(
      cells.map((cell, at): [Cell, Reading] => {
        const problem = problems[at]!;
        return [cell, problem === null ? {} : { problem }];
      }),
    );
  },
});
