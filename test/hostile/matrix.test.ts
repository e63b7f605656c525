// no reader, no finding and no format prints a secret, nor a part of it, nor what stands beside it
import { describe, expect, it, test } from "vitest";
import { formats } from "../../src/cli/reporters/registry.gen.ts";
import { folder, poolcfg } from "../cli/_run.ts";
import { CANARY } from "./_canary.ts";
import { READERS } from "./_matrix.ts";

const FORMATS = formats.map(({ id }) => id);

/** Passwords that are read as something else, or in two parts, unless they are written well; each part is a canary. */
const PASSWORDS: Readonly<Record<string, string>> = {
  plain: CANARY,
  "with what ends a host": `${CANARY}@${CANARY}`,
  "with what ends an authority": `${CANARY}#${CANARY}/${CANARY}`,
  "with what parts parameters": `x&${CANARY}=${CANARY}&${CANARY}`,
  "with a blank": `x ${CANARY} ${CANARY}`,
  "with a key in it": `${CANARY}passwd=${CANARY}secret: ${CANARY}`,
  "with quotes": `${CANARY}'${CANARY}"${CANARY}`,
  "with a dollar sign": `${CANARY}$\{${CANARY}}`,
  "in two lines": `${CANARY}\n${CANARY}`,
};

// the result of an import may have them, and goes to stdout
const printed = (argv: readonly string[], out: string, err: string) =>
  argv[0] === "import" && !argv.includes("json") ? err : `${out}${err}`;

describe.each(Object.entries(READERS))("%s", (_, { files, commands, stdin }) => {
  test.each(Object.entries(PASSWORDS))("a password %s", async (_, password) => {
    const parts = { password, url: `postgresql://app:${password}@db.example:5432/shop`, other: `${CANARY}0ther` };
    const cwd = folder(files(parts));
    // a diff shows whole lines, and those around them
    const plain = folder(files({ ...parts, other: "0ther" }));
    for (const argv of commands) {
      const formatted =
        /^(?:validate|import|fleet)$/.test(argv[0]!) && !argv.includes("--format") && !argv.includes("--diff");
      for (const format of formatted ? [...FORMATS, ...(argv[0] === "fleet" ? ["markdown"] : [])] : [undefined])
        for (const POOLCFG_DEBUG of format === undefined || format === "text" ? ["0", "1"] : ["0"]) {
          const line = format === undefined ? argv : [...argv, "--format", format];
          const { out, err } = await poolcfg(line, {
            cwd: argv.includes("--diff") ? plain : cwd,
            env: { POOLCFG_DEBUG },
            stdin: stdin?.(parts) ?? "",
          });
          expect(printed(line, out, err).toLowerCase(), line.join(" ")).not.toContain(CANARY);
          expect(err, line.join(" ")).not.toContain("fault of poolcfg itself");
        }
    }
  });
});

it("every reader has something to say of its text, so that there is something to print", async () => {
  for (const [name, { files, commands, stdin, silent }] of Object.entries(READERS)) {
    if (silent) continue;
    const parts = { password: "hunter22", url: "postgresql://app:hunter22@db.example:5432/shop", other: "x0ther" };
    const cwd = folder(files(parts));
    const { out, err } = await poolcfg(commands[0]!, { cwd, stdin: stdin?.(parts) ?? "" });
    expect(`${out}${err}`, name).toMatch(/(?:error|warning)\[/);
  }
});

describe("a value that is a secret in the wrong place", () => {
  const SECRETS = [
    `postgresql://app:${CANARY}@db.example/shop`,
    `app:${CANARY}@db.example`,
    `host=db.example password=${CANARY} ${CANARY} dbname=shop`,
    `x?password=${CANARY}`,
    `sk_live_${CANARY}1234`,
    `-----BEGIN PRIVATE KEY-----\n${CANARY}`,
  ];
  const toml = (text: string) => JSON.stringify(text);
  const FILES = (text: string): Record<string, string> => ({
    extends: `extends = ${toml(text)}\n`,
    preset: `preset = ${toml(text)}\n`,
    "a number": `[pool]\nmax = ${toml(text)}\n[connection]\nport = ${toml(text)}\n`,
    "a duration": `[pool]\nidle_timeout = ${toml(text)}\ntest_on_acquire = ${toml(text)}\n`,
    "a choice": `[connection.ssl]\nmode = ${toml(text)}\n[pooler]\nkind = ${toml(text)}\n`,
    "a key": `[pool]\n${toml(text)} = 1\n[${toml(text)}]\nx = 1\n`,
    "a pool and a profile": `[pools.${toml(text)}]\nrole = ${toml(text)}\n[profiles.${toml(text)}.pool]\nmax = "x"\n`,
    "a rule": `[rules]\n${toml(text)} = "off"\nunknown-key = ${toml(text)}\n`,
    targets: `targets = [${toml(text)}]\n`,
  });
  const ARGUMENTS = (text: string): string[][] => [
    ["validate", "--profile", text],
    ["validate", "--pool", text],
    ["validate", "--config", text],
    ["validate", "--dotenv", text],
    ["validate", "--target", text],
    ["validate", "--set", text],
    ["validate", "--set", `pool.max=${text}`],
    ["validate", "--format", text],
    ["validate", "--dialect", text],
    ["validate", "--baseline", text],
    ["render", "--target", text],
    ["render", "--target", "knex", "--out", text],
    ["import", text],
    ["import", "poolcfg.toml", "--from", text],
    ["import", "poolcfg.toml", "--environment", text],
    ["diff", text, text],
    ["explain", text],
    ["init", text],
    ["fleet", text],
    ["fleet", "--max-connections", text],
    ["doctor", "--timeout", text],
    [text],
  ];
  test.each(SECRETS)("%j", async (text) => {
    for (const [name, content] of Object.entries(FILES(text))) {
      const cwd = folder({ "poolcfg.toml": content });
      for (const argv of [
        ...["text", "json"].map((format) => ["validate", "--verbose", "--format", format]),
        ["show"],
      ]) {
        const { out, err } = await poolcfg(argv, { cwd });
        expect(`${out}${err}`.toLowerCase(), `${name}: ${argv.join(" ")}`).not.toContain(CANARY);
      }
    }
    const cwd = folder({ "poolcfg.toml": "[pool]\nmax = 5\n" });
    for (const argv of ARGUMENTS(text))
      for (const POOLCFG_DEBUG of ["0", "1"]) {
        const { out, err } = await poolcfg(argv, { cwd, env: { POOLCFG_DEBUG } });
        if (argv[0] === "import" && out.includes("imported from")) continue;
        expect(`${out}${err}`.toLowerCase(), argv.join(" ")).not.toContain(CANARY);
      }
    for (const name of [
      "POOLCFG_PROFILE",
      "POOL_MAX",
      "PGPORT",
      "PGSSLMODE",
      "CONNECTION_SSL_MODE",
      "PGPASSWORD_FILE",
    ]) {
      const { out, err } = await poolcfg(["validate", "--verbose"], { cwd, env: { [name]: text } });
      expect(`${out}${err}`.toLowerCase(), name).not.toContain(CANARY);
    }
  });
});
