// the image that a service of Docker Compose is built from
import type { variablesOfShell } from "./_compose-variables.ts";
import { isTree } from "./_read.ts";

/** The image that an argument of a build names: `args: { BASE_IMAGE: sentry:25 }`. */
export function imageInArguments(said: unknown, fill: ReturnType<typeof variablesOfShell>): string | undefined {
  const args = Array.isArray(said)
    ? // an argument without a value is taken from the shell
      said.flatMap((line) => {
        const [, name, value] = /^([A-Za-z_]\w{0,100})(?:=(.{0,1000}))?$/.exec(String(line)) ?? [];
        return name === undefined ? [] : [[name, value ?? `\${${name}}`] as const];
      })
    : Object.entries(isTree(said) ? said : {});
  for (const [name, value] of args)
    if (/(?:^|_)(?:IMAGE|FROM)$/i.test(name) && typeof value === "string") return fill(value).text;
  return undefined;
}
