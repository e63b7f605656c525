// Netlify: functions, with the variables of the build
import { defineManifest, originAt, type Taken } from "./_define.ts";
import { PER_INVOCATION } from "./_functions.ts";
import { containerOf, isTree, takenFrom, valueAt, variablesIn } from "./_read.ts";

export default defineManifest({
  id: "netlify",
  title: "Netlify (netlify.toml)",
  source: "https://docs.netlify.com/build/configure-builds/file-based-configuration/",
  mayBe: (text) => /^[ \t]*\[(?:functions|build)[\].]/m.test(text),
  recognise: (data) =>
    (isTree(valueAt(data, "functions")) || valueAt(data, "build", "functions") !== undefined) &&
    ["provider", "service", "project_id", "$schema"].every((key) => valueAt(data, key) === undefined),
  read(document, { workloads }) {
    const from: Taken[] = [
      { ...takenFrom(document, "settings", "the settings of the site", ["functions"]), always: true },
    ];
    workloads.push({
      kind: "Netlify site",
      name: "functions",
      namespace: "",
      origin: originAt(document, ["functions"]).atKey(),
      instances: { unknown: "Netlify starts as many instances as requests need" },
      surge: 0,
      remarks: [PER_INVOCATION],
      containers: [
        containerOf(
          "functions",
          new Map([
            ...variablesIn(document, ["build", "environment"]),
            ...variablesIn(document, ["context", "production", "environment"]),
          ]),
          { from },
        ),
      ],
    });
  },
});
