// values that the syntax of the rendered text cannot express: they are left out, and reported with the field they are of

import { isTree, type Tree } from "../codecs/literal.ts";
import type { Config, Path } from "../model/model.ts";
import { type TargetPath, valueAt } from "../model/paths.ts";
import type { Unwritable } from "../render/syntaxes/_define.ts";
import type { Remark, Target } from "./define.ts";

interface Found {
  /** Dotted native key. */
  readonly key: string;
  readonly reason: Unwritable;
}

/** The native keys whose values `unwritable` gives a reason for. */
export function findUnwritable(
  tree: Tree,
  unwritable: (text: string) => Unwritable | undefined,
  prefix = "",
): readonly Found[] {
  return Object.entries(tree).flatMap(([name, value]) => {
    const key = `${prefix}${name}`;
    if (isTree(value)) return findUnwritable(value, unwritable, `${key}.`);
    const members = Array.isArray(value) ? value : [value];
    const reason = members.map((member) => unwritable(String(member ?? ""))).find((found) => found !== undefined);
    return reason === undefined ? [] : [{ key, reason }];
  });
}

/** A copy of settings without some native keys. */
export function withoutKeys(tree: Tree, keys: ReadonlySet<string>, prefix = ""): Tree {
  const kept: Tree = {};
  for (const [name, value] of Object.entries(tree)) {
    const key = `${prefix}${name}`;
    if (!keys.has(key)) kept[name] = isTree(value) ? withoutKeys(value, keys, `${key}.`) : value;
  }
  return kept;
}

/** The field that a native key is written of, and what to report of it. */
export function unwritableRemark(target: Target, config: Config, { key, reason }: Found): [path: Path, Remark] {
  const remark = (message: string): Remark => ({
    kind: "unrepresentable",
    message: `${message}cannot be written: ${reason.why}`,
    ...(reason.workaround !== undefined && { workaround: reason.workaround }),
  });
  const { connection: layout } = target;
  const parts =
    layout.layout === "options" ? PARTS.filter((part) => layout[part] === key || layout.lists?.host === key) : [];
  const credentials = layout.layout === "url" ? layout.credentials : undefined;
  const part = parts[0] ?? (["user", "password"] as const).find((name) => credentials?.[name] === key);
  if (part !== undefined)
    return valueAt(config, `connection.${part}`) === undefined
      ? ["connection.url", remark(`has a ${part} that `)]
      : [`connection.${part}`, remark("")];
  const fields = Object.keys(target.fields) as TargetPath[];
  const path = fields.find((field) => target.fields[field].keys.includes(key as never) && isText(config, field));
  return path === undefined ? ["connection.url", remark(`has a value for ${key} that `)] : [path, remark("")];
}

const PARTS = ["host", "user", "password", "database"] as const;

function isText(config: Config, path: Path): boolean {
  return typeof valueAt(config, path) === "string";
}
