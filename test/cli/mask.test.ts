// what is shown of a text has no secret in it, whatever the syntax, and whatever stands beside it
import { describe, expect, it, test } from "vitest";
import { unifiedDiff } from "../../src/cli/_diff.ts";
import { excerpt, shownEdits } from "../../src/cli/reporters/_excerpt.ts";
import type { Finding } from "../../src/diagnostics/finding.ts";
import { readConnectionString } from "../../src/load/find-driver.ts";
import { maskText } from "../../src/text/mask.ts";
import { inChild } from "../_child.ts";
import { at, documentOf } from "./_findings.ts";
import { folder, poolcfg } from "./_run.ts";

const PW = "c4nary";

describe("a secret is found by its name, its form or what refers to it", () => {
  const texts: Record<string, string> = {
    "a call": `config.setPassword("${PW}");`,
    "a call of a chain": `.username("app").password("${PW}").database("x")`,
    "a call around the text": `password: SecretString::new("${PW}".into()),`,
    "an index": `b["Password"] = "${PW}";`,
    "an index of another kind": `settings['DB_PASSWD'] = '${PW}'`,
    "a word without a sign": `  storage_password "${PW}"`,
    "a blank in a .properties file": `spring.datasource.password ${PW}\nspring.datasource.username app`,
    "the same with a name alone": `  pool_size 5\n  storage_password ${PW}\n`,
    "an arrow": `'password' => '${PW}',`,
    "a definition": `password := "${PW}"`,
    "a list of arguments": `args: ["--password", "${PW}", "--max", "5"]`,
    "a flag": `web: app --db-password ${PW} --max 5`,
    "a flag with a sign": `web: app --password=${PW} --max 5`,
    "name and value in JSON": `{"name":"API_KEY","value":"${PW}"},{"name":"x","value":"y"}`,
    "name and value in YAML": `- name: SIGNING_KEY\n  value: ${PW}\n- name: A\n  value: b`,
    "a key of an interface": `api_key = "${PW}"`,
    "a key of an interface, camel case": `accessKey: ${PW}`,
    "an authorization": `auth: ${PW}`,
    "a private key": `-----BEGIN RSA PRIVATE KEY-----\n${PW}\n${PW}\n-----END RSA PRIVATE KEY-----\n`,
    "a private key in one line": `{"key":"-----BEGIN PRIVATE KEY-----\\n${PW}\\n-----END PRIVATE KEY-----","max":5}`,
    "a private key that does not end": `key = "-----BEGIN EC PRIVATE KEY-----\\n${PW}`,
    "a token of Stripe": `x = 5 # sk_live_${PW}1234`,
    "a token of GitHub": `x = ghp_${PW}0123456789abcdef`,
    "a JWT": `x = eyJhbGciOiJIUzI1NiJ9.eyJ${PW}.${PW}`,
    "an anchor of YAML": `a: &p ${PW}\nconnection:\n  password: *p\n`,
    "another variable": `A=${PW}\nPGPASSWORD=\${A}\n`,
    "another variable in a connection string": `A=${PW}\nDATABASE_URL=postgres://app:$A@db/shop\n`,
    "a connection string with a key's name in its password": `postgres://app@srv:${PW}passwd=x@srv.example/shop`,
    "the same as a key of YAML": `postgres://app:${PW}secret: x@srv.example/shop`,
    "a connection string over two lines": `DATABASE_URL="postgres://app:${PW}\n${PW}!x@db.example:5432/shop"\n`,
    "the same without quotes": `url: postgres://app:${PW}\n  ${PW}!x@db.example:5432/shop\n`,
    "the same, cut before the password": `url = postgresql://app\n  :${PW}@db.example/shop\nmax = 2`,
    "a parameter over two lines": `url: jdbc:postgresql://db/x?user=a&password=${PW}\n  ${PW}&ssl=true\n`,
    "a login without a scheme": `app:${PW}@db.example`,
    "a login of one letter": `x:${PW}@db.example`,
    "a blank in a password, and no host": `value: "postgresql://app:x ${PW}"`,
    "the same without quotes ": `value: postgresql://app:x ${PW}`,
  };
  test.each(Object.entries(texts))("%s", (_, text) => {
    expect(maskText(text)).not.toContain(PW);
    expect(maskText(text)).toContain("***");
    expect(maskText(text).split("\n")).toHaveLength(text.split("\n").length);
  });

  test.each([
    "auth_type = md5",
    "author = somebody",
    "connection.password is not set",
    "spring.datasource.username app",
    "# max_connections of the server",
    "url: postgres://db/shop\nemail: me@example.com",
    "hosts: postgres://db1:5432/shop\n- me@example.com",
    "tokenize(text)",
    "C:\\Users\\me@work\\a.toml",
    "monkey = 5",
  ])("nothing else is: %j", (text) => {
    expect(maskText(text)).toBe(text);
  });

  test.each(["postgres://", "a://b\n", "name=key value", "eyJaaaaaaaa", "a=${b}\n", "?password=\n", '"password": "'])(
    "a long text takes no longer than its length: %j",
    (unit) => {
      const text = unit.repeat(200_000 / unit.length);
      // anything quadratic takes minutes
      const code = 'import { maskText } from "./src/text/mask.ts"; run(maskText)';
      expect(inChild(code, [text])).toEqual([expect.any(String)]);
    },
  );
});

describe("an excerpt shows what the finding is about, and not what is beside it", () => {
  const shown = (text: string, part: string, more: Partial<Finding> = {}) =>
    excerpt({ rule: "some-rule", severity: "error", message: "No", origin: at(documentOf("x", text), part), ...more })!;

  const env = (...pairs: [string, string][]) =>
    JSON.stringify({ env: pairs.map(([name, value]) => ({ name, value })) });
  const URL = "postgres://app:x@db/shop?max=y";

  test.each([
    ["to the left", env(["OTHER", PW], ["DATABASE_URL", URL]), URL],
    ["to the right", env(["DATABASE_URL", URL], ["OTHER", PW]), URL],
    ["of a part of a connection string", env(["OTHER", PW], ["DATABASE_URL", URL], ["THIRD", PW]), "max=y"],
    ["of a number", `{ a = "${PW}", max = 7, b = "${PW}" }`, "7"],
    ["of a key", `{"a": "${PW}", "maxx": {"b": "${PW}"}, "c": "${PW}"}`, '"maxx"'],
    ["in a flow of YAML", `{a: ${PW}, max: 7, b: ${PW}}`, "7"],
    ["in a flow of YAML, a connection string", `{a: ${PW}, url: ${URL},b: ${PW}}`, URL],
    ["in a program", `a.set("${PW}"); a.setMaximumPoolSize(7); a.set("${PW}");`, "7"],
    ["among arguments", `createPool("db", "${PW}", 7, "${PW}")`, "7"],
    ["in a table that the finding is about", `x = { a = "${PW}", b = "${PW}" }`, `{ a = "${PW}", b = "${PW}" }`],
    ["in a call that the finding is about", `createPool("db", "${PW}")`, `createPool("db", "${PW}")`],
    ["in pairs", `shop = host=db other=${PW} pool_size=7 more=${PW}`, "7"],
  ])("%s", (_, text, part) => {
    expect(shown(text, part).text).not.toContain(PW);
    expect(shown(text, part).text).toContain("…");
  });

  it("keeps a line that has nothing else in it", () => {
    const texts = ["max = 7", '  "max": 7,', "- max: 7", "config.setMaximumPoolSize(7);", "export POOL_MAX=7"];
    for (const text of texts) expect(shown(text, "7").text).toBe(text);
  });

  it("does not show the value of a key that it does not know, unless that can be no secret", () => {
    expect(shown(`stripe_key = "${PW}"`, "stripe_key").text).toBe("stripe_key = …");
    expect(shown("maxx = 7", "maxx").text).toBe("maxx = 7");
    expect(shown('idle = "30s" # x', "idle").text).toBe('idle = "30s"…');
  });

  it("underlines the value", () => {
    const { text, before, length } = shown(env(["OTHER", PW], ["MAX", "seven"]), '"seven"');
    expect(text.slice(before, before + length)).toBe('"seven"');
  });

  test.each([
    ["by its rule", { rule: "secret-in-source" }],
    ["by itself", { secret: true as const }],
    ["by its path", { path: "connection.password" }],
  ])("a finding about a secret hides its own range, %s", (_, more) => {
    for (const text of [`anything "${PW}"`, `anything ${PW}, 5`, `x(${PW})`]) {
      expect(shown(text, PW, more).text).toContain("***");
      expect(shown(text, PW, more).text).not.toContain(PW);
    }
  });

  it("an edit is shown in the same way", () => {
    const text = `{"a":"${PW}","max":"7","b":"${PW}"}`;
    const document = documentOf("x", text);
    const start = text.indexOf('"7"');
    const edits = [{ file: document.path!, start, end: start + 3, text: "7" }];
    const finding: Finding = { rule: "some-rule", severity: "error", message: "", origin: at(document, '"7"'), edits };
    const [edit] = shownEdits(finding);
    expect(edit).toMatchObject({ removed: ['…"max":"7"…'], added: ['…"max":7…'], secret: false });
  });

  it("so is one of a connection string, with its password masked before and after", () => {
    const text = `{"a":"${PW}","url":"postgres://app:${PW}#x@db/shop","b":"${PW}"}`;
    const document = documentOf("x", text);
    const start = text.indexOf("#");
    const edits = [{ file: document.path!, start, end: start + 1, text: "%23" }];
    const finding: Finding = { rule: "some-rule", severity: "error", message: "", origin: at(document, "#"), edits };
    expect(shownEdits(finding)[0]).toMatchObject({
      removed: ['…"url":"postgres://app:***@db/shop"…'],
      added: ['…"url":"postgres://app:***@db/shop"…'],
      secret: true,
    });
  });
});

describe("a diff of a document in one line shows only what changes", () => {
  const style = { color: false };
  const line = (max: string) => JSON.stringify({ a: PW.repeat(40), pool: { max, b: PW }, c: PW });
  test("in JSON", () => {
    const text = unifiedDiff(line("7"), line("8"), { before: "a", after: "b" }, style);
    expect(text.split("\n").slice(3, 5)).toEqual(['-…"max":"7"…', '+…"max":"8"…']);
  });

  test("a shorter line is whole", () => {
    const text = unifiedDiff("max = 7 # x\n", "max = 8 # x\n", { before: "a", after: "b" }, style);
    expect(text).toContain("-max = 7 # x\n+max = 8 # x");
  });
});

describe("what follows a password and has no known name may be the rest of it", () => {
  test.each([
    [`jdbc:postgresql://db/x?user=app&password=a&${PW}&ssl=true`, "pgjdbc"],
    [`jdbc:postgresql://db/x?password=a&${PW}=b&ssl=true`, "pgjdbc"],
    [`postgresql://db/x?password=a&${PW}=b&sslmode=require`, undefined],
    [`host=db password=a ${PW}=b sslmode=require`, undefined],
  ])("%s", (url, dialect) => {
    const { dsn, faults, pieces } = readConnectionString(url, { driver: dialect });
    expect([...pieces]).toEqual([PW]);
    expect(Object.keys(dsn.params)).not.toContain(PW);
    expect(faults.length).toBeGreaterThan(0);
    for (const { message, help } of faults) expect(`${message} ${help}`).not.toContain(PW);
    expect(faults.map(({ help }) => help).join()).toContain("%26");
  });

  test.each(["sslmode", "connect_timeout", "aplication_name", "connection_limit"])(
    "%s is a name of its own",
    (name) => {
      expect([...readConnectionString(`postgresql://db/x?password=a&${name}=b`).pieces]).toEqual([]);
    },
  );
});

test("a secret in the place of something else is not shown as its value", async () => {
  const key = `-----BEGIN PRIVATE KEY-----\n${PW}\n-----END PRIVATE KEY-----`;
  const cwd = folder({
    "poolcfg.toml": `[connection]\nhost = "app:${PW}@db"\ndatabase = "x?password=${PW}"\n[connection.ssl]\nkey = ${JSON.stringify(key)}\n`,
    "other.toml": "",
  });
  for (const argv of [
    ["show"],
    ["show", "--format", "json"],
    ["diff", "poolcfg.toml", "other.toml"],
    ["diff", "poolcfg.toml", "other.toml", "--format", "json"],
  ]) {
    const { out, err } = await poolcfg(argv, { cwd });
    expect(out, argv.join(" ")).toContain("***");
    expect(out + err, argv.join(" ")).not.toContain(PW);
  }
});

describe("a secret in the place of something else", () => {
  const SECRET = "hunter2-c4nary";
  const everyFormat = async (argv: readonly string[], at: Parameters<typeof poolcfg>[1]) => {
    const formats = ["text", "concise", "json", "sarif", "github", "junit"];
    const runs = await Promise.all(formats.map((format) => poolcfg([...argv, "--format", format, "--verbose"], at)));
    return runs.map(({ out, err }) => out + err).join("\n");
  };
  const manifest = (value: string, name: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
        - name: web
          image: web
          env:
            - {name: P, value: "${value}"}
            - {name: DATABASE_URL, value: "postgres://app@db/shop"}
            - {name: ${name}, value: "$(P)"}
`;

  test.each<[string, Record<string, string>]>([
    ["all of a variable", { DATABASE_URL: SECRET }],
    ["the port of a connection string", { DATABASE_URL: `postgres://app@db:${SECRET}/shop` }],
    ["a port among pairs", { DATABASE_URL: `host=db port=${SECRET}` }],
    ["a port", { CONNECTION_PORT: SECRET }],
    ["a port of libpq", { PGPORT: SECRET }],
  ])("%s", async (_, env) => {
    const shown = await everyFormat(["validate"], { env });
    expect(shown).toMatch(/invalid-dsn|wrong-type/);
    expect(shown).not.toContain(SECRET);
  });

  test.each([
    ["all of a connection string", ".env", `DATABASE_URL=${SECRET}\n`],
    ["a port", ".env", `CONNECTION_PORT=${SECRET}\n`],
    ["a comment behind a value", ".env", `POOL_MAX=many # ${SECRET}\n`],
    ["all of a connection string", "poolcfg.toml", `[connection]\nurl = "${SECRET}"\n`],
    ["a port", "poolcfg.yaml", `connection:\n  host: db\n  port: ${SECRET}\n`],
    ["a comment behind a value", "poolcfg.toml", `[pool]\nmax = "many" # was ${SECRET}\n`],
    ["a comment behind a value", "poolcfg.yaml", `pool:\n  max: many # was ${SECRET}\n`],
  ])("%s in %s", async (_, name, text) => {
    const shown = await everyFormat(["validate"], { cwd: folder({ [name]: text }) });
    expect(shown).toMatch(/invalid-dsn|wrong-type/);
    expect(shown).not.toContain(SECRET);
  });

  test.each(["POOL_MAX", "PGPORT", "POOL_IDLE_TIMEOUT"])("a variable that Kubernetes puts into %s", async (name) => {
    const cwd = folder({ "web.yaml": manifest(SECRET, name) });
    const shown = await everyFormat(["fleet", "web.yaml"], { cwd });
    expect(shown).toMatch(new RegExp(`${name} holds a value that cannot be used`));
    expect(shown.replaceAll(`value: "${SECRET}"`, "")).not.toContain(SECRET);
  });

  test("a number out of range is shown", async () => {
    const shown = await everyFormat(["validate"], { env: { DATABASE_URL: "postgres://app@db:70000/shop" } });
    expect(shown).toContain('The port "70000" is no number from 1 to 65535');
  });
});
