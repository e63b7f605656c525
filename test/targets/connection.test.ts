// where the connection comes from in what is rendered
import { inspect } from "node:util";
import { parseDsn } from "slonik";
import { describe, expect, test } from "vitest";
import { languageOf } from "../../src/languages/_find.ts";
import { readConnectionString } from "../../src/load/find-driver.ts";
import { inspectPoolConfig } from "../../src/load/index.ts";
import type { Layout } from "../../src/mapping/layout.ts";
import type { ConfigInput } from "../../src/model/input.ts";
import { type Rendered, render } from "../../src/render/index.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { configOf } from "./_config.ts";

/** How a program of a target reads a variable. */
function variableIn(id: string, name: string): string {
  const language = languageOf(targets.find((target) => target.id === id)!.language!);
  const { code } = language.variable(name);
  return language.types?.(code, false) ?? code;
}

const OWN = targets.filter(({ connection, forms }) => connection.layout !== "none" && forms.includes("code"));

function codeOf(id: string, url: string): string {
  const { config, origins } = configOf({ "connection.url": url });
  return render(config, id, { format: "code", origins, onlySet: true }).text;
}

function readsAllInQuery(layout: Layout): boolean {
  const { dsn } = readConnectionString("postgresql://db.example.com/shop?user=web", {});
  if (layout.layout !== "options" || !layout.urlHolds(dsn)) return false;
  const { readsInQuery: names = [] } = layout;
  return ["host", "port", "user", "password"].every((name) => names.includes(name));
}

describe("parts among the parameters of the URL", () => {
  test.each(OWN.map((target) => [target.id, target] as const))(
    "%s: the URL is handed on only where they are read there",
    (id, target) => {
      const { connection } = target;
      const variable = (name: string) => variableIn(id, name);
      const elsewhere = codeOf(id, "postgresql:///shop?host=db.example.com&port=6000&user=web");
      const secret = codeOf(id, "postgresql://db.example.com/shop?user=web&password=canary");
      expect(secret).not.toContain("canary");
      if (readsAllInQuery(connection)) {
        expect(elsewhere).toContain(variable("DATABASE_URL"));
        expect(secret).toContain(variable("DATABASE_URL"));
      } else {
        for (const text of [elsewhere, secret]) expect(text).not.toContain("DATABASE_URL");
        for (const part of ["db.example.com", "6000", "shop", "web"]) expect(elsewhere).toContain(part);
        expect(secret).toContain(variable("PGPASSWORD"));
      }
    },
  );

  test("pg takes the database from the path only", () => {
    const text = codeOf("node-postgres", "postgresql://web@db.example.com/?dbname=shop");
    expect(text).not.toContain("DATABASE_URL");
    expect(text).toContain('database: "shop"');
  });
});

describe("a host that is no name", () => {
  function renderedFor(id: string, url: string): Rendered {
    const { config, origins } = configOf({ "connection.url": url });
    return render(config, id, { origins, onlySet: true });
  }

  test.each(["mikro-orm", "mikro-orm@6"])("%s has the directory of a socket as a part", (id) => {
    const url = "postgresql://web:canary@/shop?host=/var/run/postgresql";
    const parts = { host: "/var/run/postgresql", dbName: "shop", user: "web", password: "canary" };
    expect(renderedFor(id, url).value).toEqual(expect.objectContaining(parts));
    expect(renderedFor(id, url).value).not.toHaveProperty("clientUrl");
    expect(codeOf(id, url)).not.toContain("clientUrl");
    expect(renderedFor(id, "postgresql://web@/shop").value).not.toHaveProperty("clientUrl");
  });

  test("slonik has an address of IPv6 percent-encoded", () => {
    const url = "postgresql://web:canary@[2001:db8::1]:6000/shop";
    const { connectionUri } = renderedFor("slonik", url).value as { connectionUri: string };
    expect(parseDsn(connectionUri)).toMatchObject({ host: "2001:db8::1", port: 6_000, databaseName: "shop" });
    expect(parseDsn(url).host).toBe("[2001:db8::1]");
    expect(readConnectionString(connectionUri).dsn.hosts).toEqual([{ host: "2001:db8::1", port: 6_000 }]);
    expect(codeOf("slonik", url)).toContain('withPassword("postgresql://web@2001%3Adb8%3A%3A1:6000/shop"');
  });

  test.each(["postgresql://web@/shop", "postgresql://:canary@/shop"])("a user without a host: %s", (url) => {
    expect(renderedFor("slonik", url).deviations).toEqual([
      expect.objectContaining({ path: "connection.host", kind: "unrepresentable", severity: "error" }),
    ]);
    // where the engine would look anyway
    expect(renderedFor("prisma", url).deviations).toEqual([]);
    expect(new URL(renderedFor("prisma", url).value as string).hostname).toBe("localhost");
    expect(codeOf("prisma", url)).toMatch(/[@/]localhost\/shop"/);
  });
});

describe("certificates in the URL, for Prisma", () => {
  const url = "postgresql://web@db.example.com/shop?sslmode=verify-full&sslcert=client.crt&sslkey=client.key";

  test("the client's is not handed on, since Prisma would trust it", () => {
    const { config, origins } = configOf({ "connection.url": url });
    expect(render(config, "prisma", { origins, onlySet: true }).value).toBe(
      "postgresql://web@db.example.com/shop?sslmode=require&sslaccept=strict",
    );
    expect(codeOf("prisma", url)).toContain('withoutParameters(process.env.DATABASE_URL, ["sslcert", "sslkey"])');
  });

  test("the authority's is, under Prisma's name", () => {
    const { config, origins } = configOf({
      "connection.url": `${url}&sslrootcert=ca.crt`,
      "connection.ssl.ca": "ca.crt",
    });
    expect(render(config, "prisma", { origins, onlySet: true }).value).toBe(
      "postgresql://web@db.example.com/shop?sslmode=require&sslcert=ca.crt&sslaccept=strict",
    );
  });
});

describe("the system's authorities", () => {
  const url = "postgresql://web@db.example.com/shop?sslrootcert=system";
  const loaded = inspectPoolConfig({ dsn: url, config: {}, env: false, dotenv: false });

  test("are no file, and mean verify-full", () => {
    expect(loaded.config.connection.ssl).toMatchObject({ ca: "system", mode: "verify-full" });
    expect(loaded.origins["connection.ssl.mode"]!.label).toBe(loaded.origins["connection.ssl.ca"]!.label);
    expect(loaded.findings.filter(({ severity }) => severity === "error")).toEqual([]);
    const { value, text, deviations } = render(loaded.config, "node-postgres", { ...loaded, format: "code" });
    expect(value).toMatchObject({ ssl: { rejectUnauthorized: true } });
    expect(text).toContain('withoutParameters(process.env.DATABASE_URL, ["sslrootcert"])');
    expect(deviations).toContainEqual(expect.objectContaining({ path: "connection.ssl.ca", kind: "partial" }));
    expect(render(loaded.config, "prisma", loaded).value).toMatch(/sslmode=require&sslaccept=strict/);
  });

  test.each(targets.map(({ id }) => id))("%s reads no file of that name", (id) => {
    const { config, origins } = configOf({ "connection.host": "db.example.com", "connection.ssl.ca": "system" });
    for (const given of [
      { config, origins },
      { config, origins: undefined },
      { config: loaded.config, origins: loaded.origins },
    ]) {
      const options = given.origins ? { origins: given.origins } : {};
      const { value } = render(given.config, id, options);
      expect(inspect(value, { depth: 9, getters: true })).not.toMatch(/ENOENT|sslcert=|Getter/);
      for (const format of targets.find((target) => target.id === id)!.forms)
        expect(render(given.config, id, { ...options, format }).text).not.toMatch(/readFileSync|sslcert=/);
    }
  });
});

describe("a named pool", () => {
  const MAIN = "postgresql://web:canary@main.example.com/shop";

  function ofPool(pools: NonNullable<ConfigInput["pools"]>, pool: string) {
    const config = { connection: { url: MAIN }, pools };
    return inspectPoolConfig({ config, pool, env: false, dotenv: false });
  }

  test.each(OWN.map(({ id }) => id))("%s: a server of its own has a variable of its own", (id) => {
    const reports = { connection: { url: "postgresql://ro:canary@reports.example.com/shop" } };
    const { config, origins } = ofPool({ reports, small: { pool: { max: 2 } } }, "reports");
    const { text } = render(config, id, { format: "code", origins });
    expect(
      ["REPORTS_DATABASE_URL", "REPORTS_PGPASSWORD"].filter((name) => text.includes(variableIn(id, name))),
    ).toHaveLength(1);
    expect(text).toMatch(/(?:\/\/|#|--) REPORTS_(?:DATABASE_URL|PGPASSWORD) is for the pool "reports" alone/);
    for (const name of ["DATABASE_URL", "PGPASSWORD"]) expect(text).not.toContain(variableIn(id, name));
    const { config: overlaid } = ofPool({ reports }, "reports");
    expect(render({ ...config, ...overlaid.pools.reports }, id, { format: "code" }).text).toContain("REPORTS_");
  });

  test.each(OWN.map(({ id }) => id))("%s: the main pool's server stays where it was", (id) => {
    const { config, origins } = ofPool({ small: { pool: { max: 2 } } }, "small");
    const { text } = render(config, id, { format: "code", origins });
    expect(["DATABASE_URL", "PGPASSWORD"].filter((name) => text.includes(variableIn(id, name)))).toHaveLength(1);
  });

  test("another host with the main pool's password keeps its variable", () => {
    const { config } = ofPool({ near: { connection: { host: "near.example.com" } } }, "near");
    const { text } = render(config, "node-postgres", { format: "code" });
    expect(text).toContain('host: "near.example.com"');
    expect(text).toContain("password: process.env.PGPASSWORD,");
  });

  test.each([
    ["reports", "REPORTS_DATABASE_URL"],
    ["readReplica", "READ_REPLICA_DATABASE_URL"],
    ["read-replica 2", "READ_REPLICA_2_DATABASE_URL"],
    ["2nd", "POOL_2ND_DATABASE_URL"],
    ["å", "POOL_DATABASE_URL"],
  ])("%s as environment variables", (name, variable) => {
    const own = { connection: { url: "postgresql://ro@reports.example.com/shop" } };
    const { config } = ofPool({ [name]: own, small: { pool: { max: 2 } } }, name);
    expect(render(config, "prisma", { format: "env" }).text).toMatch(new RegExp(`^${variable}='`));
    const small = ofPool({ [name]: own, small: { pool: { max: 2 } } }, "small").config;
    expect(render(small, "prisma", { format: "env" }).text).toMatch(/^DATABASE_URL='/);
  });
});

describe("a part that the tool does not start without", () => {
  const lost = (target: string, settings: Record<string, unknown>) => {
    const { config, origins } = configOf(settings);
    return render(config, target, { origins })
      .deviations.filter(({ severity }) => severity === "error")
      .map(({ path }) => path);
  };

  test.each([
    ["deadpool", ["connection.database"]],
    ["pgcat", ["connection.user", "connection.database"]],
    ["sqlx", []],
  ])("%s", (target, needed) => {
    expect(lost(target, { "connection.host": "db.example.com" })).toEqual(needed);
    expect(lost(target, { "connection.url": "postgresql://db.example.com" })).toEqual(needed);
    expect(lost(target, { "connection.url": "postgresql://app@db.example.com/shop" })).toEqual([]);
  });

  test("nothing is said where no server is stated, since it may stand elsewhere", () => {
    for (const target of ["deadpool", "pgcat"]) expect(lost(target, { "pool.max": 5 })).toEqual([]);
  });
});
