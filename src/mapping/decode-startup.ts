// the settings of the server in the startup parameter `options`, whatever else the tool has for them
import { readOptions, SERVER_PARAMS } from "../dsn/_server.ts";
import type { ReadSettings } from "./decode.ts";
import { type NativeIssue, wrongType } from "./define.ts";
import { searchPath } from "./startup-options.ts";

/** Adds what `options` says and nothing else does, and tells what in it is no setting of a config. */
export function readStartupOptions(
  key: string,
  options: unknown,
  values: ReadSettings["values"],
  faults: NativeIssue[],
  remarks: string[],
): void {
  if (typeof options !== "string") return;
  const told = faults.some((fault) => fault.key === key);
  const others = new Set<string>();
  // the last of several holds
  for (const { name, value } of readOptions(options).reverse()) {
    const param = SERVER_PARAMS.get(name);
    if (!param) {
      others.add(name.slice(0, 60));
      continue;
    }
    if (values.has(param.path)) continue;
    const read = param.codec.decode(name === "search_path" ? searchPath.parse(value).join(",") : value);
    if ("value" in read) values.set(param.path, { value: read.value, implied: false });
    else if (!told) faults.push(wrongType(key, `has a ${name} that ${read.error}`));
  }
  if (others.size > 0)
    remarks.push(`${[...others].reverse().join(", ")} in ${key} is no setting here, and is left out`);
}
