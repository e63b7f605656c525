// what every shared config is rendered to, as one page for each target
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { languageOf } from "../../src/languages/_find.ts";
import type { Form, Target } from "../../src/mapping/define.ts";
import { type Rendered, render } from "../../src/render/index.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { EXCEPTIONS } from "../rendered/exceptions.ts";
import { CONFIGS, readConfig } from "./_config.ts";

const FOLDER = fileURLToPath(new URL("../golden/targets/", import.meta.url));
const UPDATE = process.env.UPDATE_GOLDEN === "1";

/** The config that a page shows in every form, so that each frame can be read. */
const SHOWN_IN_FULL = "worked-example";

if (UPDATE && process.env.CI) throw new Error("UPDATE_GOLDEN is refused in CI: commit the files instead.");

test.each(targets.map((target) => [target.id, target] as const))("%s", (id, target) => {
  const file = `${FOLDER}${id}.md`;
  const text = page(target);
  if (UPDATE) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, text);
  }
  expect(existsSync(file), `${id}.md is missing: run with UPDATE_GOLDEN=1`).toBe(true);
  expect(text).toBe(readFileSync(file, "utf8"));
});

const unknown = () => readdirSync(FOLDER).filter((name) => !targets.some(({ id }) => `${id}.md` === name));

afterAll(() => {
  if (UPDATE) for (const name of unknown()) rmSync(`${FOLDER}${name}`, { recursive: true });
});

test("there is no golden file that nothing makes", () => {
  expect(UPDATE ? [] : unknown()).toEqual([]);
});

function page(target: Target): string {
  return [`# ${target.id}`, ...CONFIGS.map((name) => section(target, name))].join("\n\n").concat("\n");
}

/** The main form of a config as a block, and what the target does not support, once for all forms that agree. */
function section(target: Target, name: string): string {
  // with types it is the same program, as code.test.ts checks
  const forms = target.forms.filter((form) => form !== "ts");
  const { config, origins } = readConfig(name);
  const rendered = new Map(forms.map((form) => [form, render(config, target.id, { format: form, origins })]));
  const shown = forms.filter((form, at) => at === 0 || name === SHOWN_IN_FULL || isUnread(target, form));
  const blocks = shown.map((form) => block(target, form, rendered.get(form)!.text));
  return [`## ${name}`, ...blocks, ...deviations(forms, rendered)].join("\n\n");
}

/** Whether no independent tool reads the form, so that only a person can. */
function isUnread({ id }: Target, form: Form): boolean {
  return EXCEPTIONS.some(
    ({ problem, targets: ids, forms = [] }) => problem === "unread" && ids?.includes(id) && forms.includes(form),
  );
}

function block({ language }: Target, form: Form, text: string): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = "`".repeat(Math.max(3, ...runs.map((length) => length + 1)));
  const ending = text.endsWith("\n") ? "" : "\n(no line break at the end)";
  const word = form === "code" ? languageOf(language!).extension : form;
  return `${form}:\n\n${fence}${word}\n${text.replace(/\n$/, "")}\n${fence}${ending}`;
}

function deviations(forms: readonly Form[], rendered: ReadonlyMap<Form, Rendered>): string[] {
  const byList = new Map<string, Form[]>();
  for (const form of forms) {
    const list = rendered
      .get(form)!
      .deviations.map(
        ({ severity, kind, message, workaround }) =>
          `- ${severity} ${kind}: ${message}${workaround ? ` (${workaround})` : ""}`,
      )
      .join("\n");
    byList.set(list, [...(byList.get(list) ?? []), form]);
  }
  return [...byList].map(([list, same]) => `Deviations (${same.join(", ")}):${list === "" ? " none" : `\n\n${list}`}`);
}
