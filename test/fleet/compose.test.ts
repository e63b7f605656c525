// compose files as docker compose reads them: merged, extended, included and filled in
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkFleet } from "../../src/fleet/check.ts";
import { addPath, noSources } from "../../src/fleet/input.ts";

/** Weighs files of a folder, and gives the rows of each server. */
function weigh(files: Record<string, string>, ...operands: string[]) {
  const cwd = mkdtempSync(join(tmpdir(), "poolcfg-compose-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  const sources = noSources(undefined, cwd);
  for (const operand of operands.length > 0 ? operands : ["."]) addPath(sources, operand, cwd);
  const { weighed, findings, notCounted } = checkFleet(sources, { cwd });
  return {
    rows: Object.fromEntries(
      weighed.flatMap(({ rows }) => rows.map(({ name, steady, deploy }) => [name, [steady, deploy]])),
    ),
    servers: weighed.map(({ server }) => [server.name, server.assumed ? undefined : server.capacity.maxConnections]),
    findings,
    notCounted: notCounted.map(({ name }) => name),
    rules: findings.filter(({ severity }) => severity !== "info").map(({ rule }) => rule),
  };
}

const url = (max: number) => `environment: { DATABASE_URL: "postgres://app:x@db/x?pool_max=${max}" }`;
const DB = '  db: { image: "postgres:16", command: ["postgres", "-c", "max_connections=100"] }\n';

describe("files of one project", () => {
  test("an override is merged over the file that it is for", () => {
    const files = {
      "docker-compose.yml": `services:\n${DB}  api: { image: app, ${url(10)}, deploy: { replicas: 2, update_config: { order: start-first } } }\n`,
      "docker-compose.override.yml": "services:\n  api: { environment: [EXTRA=1], deploy: { replicas: 3 } }\n",
    };
    expect(weigh(files)).toMatchObject({ rows: { api: [30, 40] }, rules: [] });
    expect(weigh(files, "docker-compose.yml")).toMatchObject({ rows: { api: [20, 30] } });
    expect(weigh(files, "docker-compose.yml", "docker-compose.override.yml")).toMatchObject({
      rows: { api: [30, 40] },
    });
  });

  test("what is included is counted once, also if the folder has it", () => {
    const files = {
      "compose.yaml": `include: [apps/worker.yml, { path: [more.yml] }]\nservices:\n${DB}`,
      "apps/worker.yml": `services:\n  worker: { image: app, ${url(4)} }\n`,
      "more.yml": `services:\n  more: { image: app, ${url(5)} }\n`,
    };
    for (const operand of [".", "compose.yaml"])
      expect(weigh(files, operand)).toMatchObject({ rows: { worker: [4, 4], more: [5, 5] }, rules: [] });
  });

  test("a file in a circle of includes is read once", () => {
    const files = {
      "compose.yaml": `include: [other.yml]\nservices:\n${DB}  a: { image: app, ${url(1)} }\n`,
      "other.yml": `include: [compose.yaml]\nservices:\n  b: { image: app, ${url(2)} }\n`,
    };
    expect(weigh(files, "compose.yaml").rows).toEqual({ a: [1, 1], b: [2, 2] });
  });

  test("a service extends one of another file, which is not counted itself", () => {
    const files = {
      "compose.yaml": `services:\n${DB}  api: { extends: { file: common.yml, service: base }, deploy: { replicas: 2 } }\n`,
      "common.yml": `services:\n  base: { image: app, ${url(7)} }\n`,
    };
    expect(weigh(files)).toMatchObject({ rows: { api: [14, 14] }, rules: [] });
  });

  test("two projects of one folder have servers of their own", () => {
    const files = {
      "a/compose.yaml": `services:\n${DB}  api: { image: app, ${url(7)} }\n`,
      "b/compose.yaml": `services:\n${DB.replace("=100", "=50")}  web: { image: app, ${url(8)} }\n`,
    };
    const { rows, servers } = weigh(files);
    expect(rows).toEqual({ api: [7, 7], web: [8, 8] });
    expect(servers.map(([, limit]) => limit)).toEqual([100, 50]);
  });

  test.each([
    ["is missing", { path: "none.yml" }],
    ["is outside of the folder", { path: "../../../../../../etc/hostname" }],
  ])("an included file that %s is named", (_, { path }) => {
    const files = { "compose.yaml": `include: ["${path}"]\nservices:\n${DB}  api: { image: app, ${url(1)} }\n` };
    expect(weigh(files, "compose.yaml").rules).toContain("unreadable-file");
  });
});

describe("variables come from", () => {
  test.each<[string, string, Record<string, string>]>([
    ["env_file", "env_file: api.env", { "api.env": "DATABASE_URL=postgres://app:c4nary@db/x\nPOOL_MAX=6\n" }],
    [
      "env_file as a table",
      "env_file: [{ path: api.env }]",
      { "api.env": "DATABASE_URL=postgres://db/x\nPOOL_MAX=6\n" },
    ],
    [
      "environment above env_file",
      'env_file: api.env, environment: { POOL_MAX: "6" }',
      { "api.env": "DATABASE_URL=postgres://db/x\nPOOL_MAX=60\n" },
    ],
    [
      "the .env file of the project",
      'environment: { DATABASE_URL: "postgres://a:${PW}@${HOST}/x", POOL_MAX: "${SIZE:-3}" }',
      { ".env": "PW=c4nary\nHOST=db\nSIZE=6\n" },
    ],
    ["defaults", 'environment: { DATABASE_URL: "${URL:-postgres://a@${H:-db}/x}", POOL_MAX: "${SIZE-6}" }', {}],
    ["an alternative", 'environment: { DB_HOST: "${H:-db}", POOL_MAX: "${SIZE:+6}" }', { ".env": "SIZE=1\n" }],
    [
      "a secret in a file",
      "environment: { DATABASE_URL_FILE: /run/secrets/url, POOL_MAX: 6 }, secrets: [url]",
      { "url.txt": "postgres://app:c4nary@db/x\n" },
    ],
    [
      "a mounted file",
      'environment: { POOL_MAX: "6" }, volumes: ["./app.yml:/etc/app.yml:ro"]',
      { "app.yml": "datasource:\n  url: jdbc:postgresql://db/x\n" },
    ],
    [
      "a host in a mounted file",
      'environment: { POOL_MAX: "6" }, volumes: ["./conf.py:/etc/conf.py"]',
      { "conf.py": 'DATABASES = {"default": {"ENGINE": "x", "HOST": "db"}}\n' },
    ],
  ])("%s", (_, service, files) => {
    const secrets = "secrets: { url: { file: ./url.txt } }\n";
    const compose = `${secrets}services:\n${DB}  api: { image: app, ${service} }\n`;
    const result = weigh({ "compose.yaml": compose, ...files }, "compose.yaml");
    expect(result).toMatchObject({ rows: { api: [6, 6] }, servers: [["db", 100]] });
    expect(JSON.stringify(result.findings)).not.toContain("c4nary");
  });

  test("no file outside of the project", () => {
    const compose = `services:\n${DB}  api: { image: app, env_file: /etc/passwd, volumes: ["/etc/passwd.txt:/x"] }\n`;
    expect(weigh({ "compose.yaml": compose }, "compose.yaml").notCounted).toEqual(["api"]);
  });
});

describe("a service runs", () => {
  const api = `  api: { image: app, ${url(10)}, deploy: { replicas: 2 }`;

  test.each<[string, string]>([
    [
      "if others wait for its end",
      `${api}, depends_on: { job: { condition: service_completed_successfully } } }\n  job: { image: app, ${url(3)} }\n`,
    ],
    ["if it migrates, by its name", `${api} }\n  db-migrate: { image: app, ${url(3)} }\n`],
    ["if it migrates, by its command", `${api} }\n  job: { image: app, command: ["rake", "db:migrate"], ${url(3)} }\n`],
    ["if it is a job of Swarm", `${api} }\n  job: { image: app, ${url(3)}, deploy: { mode: replicated-job } }\n`],
  ])("during a deploy only, %s", (_, services) => {
    const { rows } = weigh({ "compose.yaml": `services:\n${DB}${services}` }, "compose.yaml");
    expect(Object.values(rows).sort()).toEqual([
      [0, 3],
      [20, 20],
    ]);
  });

  test.each([
    ["that migrates and then serves", 'command: sh -c "rake db:migrate && rails server"'],
    ["that is always restarted", "restart: always"],
  ])("all the time, %s", (_, more) => {
    const { rows } = weigh(
      {
        "compose.yaml": `services:\n${DB}  migrate: { image: app, ${url(3)}, ${more} }\n`.replace(
          "migrate:",
          _.includes("always") ? "migrate:" : "web:",
        ),
      },
      "compose.yaml",
    );
    expect(Object.values(rows)).toEqual([[3, 3]]);
  });

  test("if its profile is enabled", () => {
    const compose = `services:\n${DB}${api} }\n  tools: { image: app, ${url(3)}, profiles: [debug, tools] }\n`;
    expect(weigh({ "compose.yaml": compose }).rows).toEqual({ api: [20, 20], tools: [0, 0] });
    expect(weigh({ "compose.yaml": compose, ".env": "COMPOSE_PROFILES=x,tools\n" }).rows.tools).toEqual([3, 3]);
    const all = `services:\n  api: { image: app, ${url(4)}, profiles: [full] }\n`;
    expect(weigh({ "compose.yaml": all }).rows).toEqual({ api: [4, 4] });
  });
});

describe("the limit of a server is in", () => {
  test.each<[string, string, Record<string, string>]>([
    [
      "the file that its command names",
      'command: postgres -c config_file=/etc/postgresql.conf, volumes: ["./pg.conf:/etc/postgresql.conf"]',
      { "pg.conf": "# max_connections = 10\nmax_connections = 40 # more\n" },
    ],
    ["a config", "configs: [pg]", {}],
    ["a variable of the .env file", 'command: "-c max_connections=${MAX}"', { ".env": "MAX=40" }],
    ["quotes", `command: postgres -c "max_connections=40"`, {}],
    ["a shell", `command: sh -c 'exec postgres -N 40'`, {}],
  ])("%s", (_, service, files) => {
    const configs = "configs: { pg: { content: 'max_connections = 40' } }\n";
    const compose = `${configs}services:\n  db:\n    image: postgres:16\n    ${service.replace(/, (?=volumes|configs)/, "\n    ")}\n  api: { image: app, ${url(1)} }\n`;
    expect(weigh({ "compose.yaml": compose, ...files }, "compose.yaml").servers).toEqual([["db", 40]]);
  });
});

test("names that only one service has lead to the same server", () => {
  const client = (name: string, host: string, more: string) =>
    `  ${name}: { image: app, environment: { DB_HOST: ${host}, POOL_MAX: "2" }, ${more} }\n`;
  const compose = `services:\n${DB}${client("a", "database", 'links: ["db:database"]')}${client("b", "pg", 'extra_hosts: ["pg:10.0.0.9"]')}${client("c", "10.0.0.9", "restart: always")}`;
  const { servers, rows } = weigh({ "compose.yaml": compose }, "compose.yaml");
  expect(servers.map(([name]) => name)).toEqual(["10.0.0.9", "db"]);
  expect(rows).toEqual({ a: [2, 2], b: [2, 2], c: [2, 2] });
});

test("many aliases of a small value are read, and nested ones that make many values are refused", () => {
  const many = Array.from({ length: 400 }, (_, at) => `  s${at}: { <<: *base }\n`).join("");
  const flat = `x-base: &base { image: busybox, restart: always }\nservices:\n${many}${DB}  api: { image: app, ${url(4)} }\n`;
  expect(weigh({ "compose.yaml": flat }, "compose.yaml").rows).toEqual({ api: [4, 4] });
});
