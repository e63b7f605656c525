// what Java's pools make of values, and how Spring and Quarkus let them be written
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { importConfig } from "../../src/import/index.ts";
import { render } from "../../src/render/index.ts";
import { configOf } from "./_config.ts";
import { smallRyeReads, springReads } from "./_java-readers.ts";

const read = (from: string, text: string, name?: string) => importConfig(text, { from, ...(name && { name }) });

describe("HikariCP resets what it does not like", () => {
  test.each([
    ["maxLifetime=10000", "pool.maxLifetime", "30m"],
    ["idleTimeout=5000", "pool.idleTimeout", "10m"],
    ["idleTimeout=1799500", "pool.idleTimeout", "off"],
    ["keepaliveTime=10000", "pool.healthCheckInterval", "off"],
    ["keepaliveTime=1800000", "pool.healthCheckInterval", "off"],
    ["leakDetectionThreshold=1000", "observe.leakThreshold", "off"],
  ] as const)("%s is %s = %s, and a fault", (text, path, value) => {
    const { values, findings } = read("hikaricp", `maximumPoolSize=10\n${text}\n`);
    expect(values[path]).toBe(value);
    expect(findings.map(({ rule }) => rule)).toEqual(["wrong-type"]);
  });

  test.each([
    [{ "pool.maxLifetime": "10s" }, "pool.maxLifetime"],
    [{ "pool.idleTimeout": "5s" }, "pool.idleTimeout"],
    [{ "pool.acquireTimeout": "200ms" }, "pool.acquireTimeout"],
    [{ "pool.healthCheckInterval": "10s" }, "pool.healthCheckInterval"],
    [{ "observe.leakThreshold": "1s" }, "observe.leakThreshold"],
    [{ "observe.leakThreshold": "1h" }, "observe.leakThreshold"],
  ])("%j is not written", (settings, path) => {
    const { config, origins } = configOf(settings);
    const { deviations } = render(config, "hikaricp", { origins });
    expect(deviations).toContainEqual(expect.objectContaining({ path, kind: "unrepresentable" }));
  });

  test("a time that would be switched off is written as off, and said", () => {
    const { config, origins } = configOf({ "pool.maxLifetime": "30s", "pool.healthCheckInterval": "1m" });
    const { text, deviations } = render(config, "hikaricp", { origins });
    expect(text).toMatch(/^keepaliveTime=0$/m);
    expect(text).toMatch(/^idleTimeout=0$/m);
    expect(deviations).toEqual([expect.objectContaining({ path: "pool.healthCheckInterval", kind: "unsupported" })]);
  });

  test("a pool of fixed size has no idle timeout", () => {
    const { config, origins } = configOf({ "pool.max": 5, "pool.min": 5 });
    expect(render(config, "hikaricp", { origins }).text).not.toContain("idleTimeout");
  });

  test("units are of newer files only", () => {
    expect(read("hikaricp", "maxLifetime=30m\n").findings).toEqual([]);
    expect(read("hikaricp@5", "maxLifetime=30m\n").findings).toHaveLength(1);
    const { findings } = read("spring-boot", "spring.datasource.hikari.max-lifetime=30m\n");
    expect(findings[0]!.message).toContain("write 1800000");
  });
});

describe("Spring Boot", () => {
  const pool = (text: string) => read("spring-boot", text, "application.yml").values["pool.max"];

  test.each(["maximum-pool-size", "maximumPoolSize", "maximum_pool_size", "MAXIMUM_POOL_SIZE"])("%s", (key) => {
    expect(pool(`spring:\n  datasource:\n    hikari:\n      ${key}: 7\n`)).toBe(7);
    expect(pool(`spring.datasource.hikari.${key}: 7\n`)).toBe(7);
    expect(pool(`spring:\n  datasource.hikari:\n    ${key}: \${POOL:7}\n`)).toBe(7);
  });

  test("a default of a placeholder is read and said, and what has none is left out", () => {
    const text = "spring.datasource.url=${DB_URL}\nspring.datasource.hikari.maximum-pool-size=${A:${B:7}}\n";
    const { text: config, values, findings } = read("spring-boot", text);
    expect(values).toMatchObject({ "pool.max": 7 });
    expect(values).not.toHaveProperty(["connection.url"]);
    expect(config).toContain("maximum-pool-size is filled in later there; its default is read");
    expect(config).toContain("connection.url is filled in later there");
    expect(findings).toEqual([]);
  });

  test("of several documents the first without a profile is read", () => {
    const own = "spring:\n  config:\n    activate:\n      on-profile: dev\n  datasource.hikari.maximum-pool-size: 2\n";
    const all = "spring:\n  datasource.hikari.maximum-pool-size: 9\n";
    for (const text of [`${all}---\n${own}`, `${own}---\n${all}`]) {
      const { values, findings, from } = read("auto", text, "application.yml");
      expect([values["pool.max"], findings, from]).toEqual([9, [], "spring-boot"]);
    }
  });

  test("what is of other parts of the application is no fault, and a pool in the wrong place is", () => {
    const rest = "server:\n  port: 8080\nspring:\n  jpa:\n    open-in-view: false\n";
    expect(read("spring-boot", `${rest}  datasource:\n    hikari:\n      minimum-idle: 1\n`).findings).toEqual([]);
    expect(read("spring-boot", `${rest}  hikari:\n    minimum-idle: 1\n`).findings[0]).toMatchObject({
      rule: "misplaced-key",
      help: "Move it to spring.datasource.hikari.",
    });
    expect(read("spring-boot", "spring.datasource.max-active=5\n").findings[0]!.rule).toBe("misplaced-key");
  });

  test("a password beside the URL is a secret, and one with a placeholder in it is escaped", () => {
    const text = "spring.datasource.url=jdbc:postgresql://db.example.com/app\nspring.datasource.password=hunter2zz\n";
    expect(read("spring-boot", text).findings.map(({ rule }) => rule)).toEqual(["secret-in-source"]);
    const { config, origins } = configOf({ "connection.host": "h", "connection.password": "a${b}" });
    const written = render(config, "spring-boot", { origins, format: "properties" }).text;
    expect(written).toContain("spring.datasource.password=a${:$}{b}");
    expect(read("spring-boot", written).values["connection.password"]).toBe("a${b}");
  });

  test("a user or password beside a URL that has one says nothing, and one that it has not is read", () => {
    const url = "spring.datasource.url=jdbc:postgresql://db.example.com/app?password=hunter2zz\n";
    const { text, values } = read("spring-boot", `${url}spring.datasource.username=a\nspring.datasource.password=b\n`);
    expect(values).toMatchObject({ "connection.user": "a" });
    expect(values).not.toHaveProperty(["connection.password"]);
    expect(text).toContain("spring.datasource.password is left out: the URL takes precedence");
  });

  test("the driver's own parameters stay in its URL, and are left out of another's", () => {
    const { values } = read("spring-boot", "spring.datasource.url=jdbc:postgresql://db/app?prepareThreshold=0\n");
    const { config, origins } = configOf({ "connection.url": values["connection.url"] });
    expect(render(config, "quarkus", { origins }).text).toContain("prepareThreshold=0");
    const { text, deviations } = render(config, "knex", { origins });
    expect(text).not.toContain("prepareThreshold");
    expect(deviations).toContainEqual(expect.objectContaining({ path: "connection.url", kind: "unsupported" }));
  });
});

const PASSWORDS = [
  ...["a${b}", "a\\${b}", "a\\\\${b}", "a${b", "\\${b}", "${", "a\\b", "$b", "a$$b", "a\\$b", "$${b}", "$", "$$", "\\"],
  ...["${b:c}", "${a:${b}}", "a}${b}{", "${:$}", "${:\\}", "a\\$\\${b}\\", "#{1+1}", "%(a)s", "\\:${b}", "$\\$$"],
];

describe.each(["hikaricp", "spring-boot", "spring-boot@3", "quarkus"])("%s keeps any password", (target) => {
  // HikariCP has no placeholders, so a text that looks like one is taken for that of some other tool
  const kept = PASSWORDS.filter((password) => target !== "hikaricp" || !/^\$\{.*\}$/.test(password));
  test.each(kept)("%s", (password) => {
    const { config, origins } = configOf({ "connection.host": "h", "connection.password": password });
    for (const format of render(config, target).format === "yaml" ? ["properties", "yaml"] : ["properties"]) {
      const { text } = render(config, target, { origins, format });
      expect(importConfig(text, { from: target, name: `application.${format}` }).values["connection.password"]).toBe(
        password,
      );
    }
  });
});

// each was compared with Spring Boot 2.4, 2.7, 3.1, 3.3, 3.4, 3.5 and 4.0, and with SmallRye Config 3.11 to 3.15
test.each(PASSWORDS)("Spring and Quarkus read the password %s as it was", (password) => {
  const written = (target: string) => {
    const { config, origins } = configOf({ "connection.host": "h", "connection.password": password });
    const { value } = render(config, target, { origins });
    expect(JSON.stringify(value)).toContain(JSON.stringify(password).slice(1, -1));
    const { text } = render(config, target, { origins, format: "yaml" });
    return parse(text)[target === "quarkus" ? "quarkus" : "spring"].datasource.password;
  };
  for (const escapes of [false, true]) expect(springReads(written("spring-boot@3"), escapes)).toBe(password);
  expect(springReads(written("spring-boot"), true)).toBe(password);
  expect(smallRyeReads(written("quarkus"))).toBe(password);
});

test("a placeholder of Spring Boot up to 3.4 has no escape, so what looks like one is not read", () => {
  const text = "spring.datasource.hikari.maximum-pool-size=2\nspring.datasource.password=a\\\\${b}\n";
  expect(read("spring-boot", text).values["connection.password"]).toBe("a${b}");
  expect(read("spring-boot@3", text).values).not.toHaveProperty(["connection.password"]);
});

test("what stands for all of a password is filled in later, and in Spring what stands in it too", () => {
  const later = "connection.password is filled in later there";
  expect(read("hikaricp", "maximumPoolSize=2\npassword=${DB_PASSWORD}\n").text).toContain(later);
  const spring = "spring.datasource.hikari.maximum-pool-size=2\nspring.datasource.password=a-${DB_PASSWORD}\n";
  expect(read("spring-boot", spring).text).toContain(later);
});

describe("lengths of time", () => {
  test.each([
    ["5", "5s"],
    ["5S", "5s"],
    ["2m", "2m"],
    ["500ms", "500ms"],
    ["PT1M30S", "1m30s"],
    ["P1D", "1d"],
    ["0", "off"],
  ])("Quarkus reads %s as %s", (text, value) => {
    const { values } = read("quarkus", `quarkus.datasource.jdbc.max-lifetime=${text}\n`);
    expect(values["pool.maxLifetime"] ?? "off").toBe(value);
  });

  test("R2DBC's acquire timeout is that of one attempt, so it writes one and reads as many as there are", () => {
    const { config, origins } = configOf({ "pool.acquireTimeout": "1s" });
    expect(render(config, "r2dbc", { origins }).text).toMatch(/maxAcquireTime=PT1S&.*acquireRetry=0(?:&|$)/m);
    const url = "r2dbc:pool:postgresql://db/app?maxAcquireTime=PT1S";
    for (const [retries, time] of [
      ["&acquireRetry=0", "1s"],
      ["", "2s"],
      ["&acquireRetry=1", "2s"],
      ["&acquireRetry=4", "5s"],
    ]) {
      const { values, text } = read("r2dbc", url + retries);
      expect(values["pool.acquireTimeout"], retries).toBe(time);
      if (time !== "1s") expect(text).toContain("is the time of one attempt");
    }
  });

  test("R2DBC's acquireRetry in the URL gives way, and that is reported", () => {
    const at = (retries: string) => {
      const { config, origins } = configOf({
        "connection.url": `r2dbc:pool:postgresql://web@db/app?acquireRetry=${retries}`,
        "pool.acquireTimeout": "1s",
      });
      return render(config, "r2dbc", { origins });
    };
    expect(at("3").text).toContain("acquireRetry=0");
    expect(at("3").deviations).toContainEqual(
      expect.objectContaining({ path: "pool.acquireTimeout", kind: "partial" }),
    );
    expect(at("0").deviations).toEqual([]);
  });

  test("R2DBC has a zero that is no off", () => {
    const { findings, values } = read("r2dbc", "r2dbc:pool:postgresql://db/app?maxIdleTime=PT0S&maxLifeTime=PT-1S");
    expect(findings.map(({ rule }) => rule)).toContain("zero-not-off");
    expect(values["pool.maxLifetime"] ?? "off").toBe("off");
  });
});

test.each(["hikaricp", "spring-boot", "quarkus"])(
  "%s: a URL has a path, without which pgjdbc does not take it",
  (id) => {
    const { config, origins } = configOf({ "connection.host": "db.example.com" });
    const { text } = render(config, id, { origins, onlySet: true });
    expect(text).toContain("jdbc:postgresql://db.example.com/");
  },
);
