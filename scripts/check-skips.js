// fails if a test was skipped that test/allowed-skips.json does not list: node scripts/check-skips.js REPORT.json
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";

const { testResults } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const allowed = JSON.parse(readFileSync(new URL("../test/allowed-skips.json", import.meta.url), "utf8"));
const root = fileURLToPath(new URL("..", import.meta.url));

/** A file of the report as the list names it, wherever the tests ran. */
const nameOf = (path) => /(?:^|\/)(test\/.*)$/.exec(relative(root, path).replaceAll("\\", "/"))?.[1] ?? path;

const skipped = testResults.flatMap(({ name, assertionResults }) =>
  assertionResults
    .filter(({ status }) => !["passed", "failed"].includes(status))
    .map(({ fullName }) => ({ file: nameOf(name), test: fullName })),
);
const isAllowed = ({ file, test }) => allowed.find((entry) => entry.file === file && test.includes(entry.test));
for (const one of skipped)
  console.log(`skipped: ${one.file}: ${one.test}\n  ${isAllowed(one)?.reason ?? "NOT ALLOWED"}`);
const count = skipped.filter((one) => !isAllowed(one)).length;
console.log(`${skipped.length} skipped, ${count} of them not allowed`);
process.exit(count === 0 ? 0 : 1);
