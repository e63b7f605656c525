// parameters of a connection string that no field of a config has
import { expect, test } from "vitest";
import { LIBPQ } from "../../src/dsn/_libpq.ts";
import { render } from "../../src/render/index.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { configOf, isProgram } from "./_config.ts";

/** A value of each parameter of libpq that changes something and has no field. */
const VALUES: Readonly<Record<string, string>> = {
  gssdelegation: "1",
  hostaddr: "192.0.2.7",
  keepalives_count: "3",
  load_balance_hosts: "random",
  max_protocol_version: "3.2",
  requirepeer: "postgres",
  sslcrl: "revoked.pem",
  ssl_min_protocol_version: "TLSv1.3",
  sslnegotiation: "direct",
  target_session_attrs: "read-write",
  tcp_user_timeout: "5000",
};

const WITH_SERVER = targets.filter(({ connection }) => connection.layout !== "none");

function written(id: string, url: string, format: string) {
  const { config, origins } = configOf({ "connection.url": url });
  return render(config, id, { format, origins });
}

test("every parameter is one of libpq without a field", () => {
  for (const name of Object.keys(VALUES))
    expect(LIBPQ.get(name), name).toEqual(expect.not.objectContaining({ param: expect.anything() }));
});

const CASES = WITH_SERVER.flatMap((target) =>
  target.forms.flatMap((form) => Object.keys(VALUES).map((name) => [target.id, form, name] as const)),
);

test.each(CASES)("%s as %s: %s is written, or reported as lost", (id, form, name) => {
  const base = "postgresql://app:pw@db.example.com/shop";
  const { text, deviations } = written(id, `${base}?${name}=${VALUES[name]}`, form);
  const reported = deviations.some(({ path, message }) => path === "connection.url" && message.includes(name));
  const plain = written(id, base, form).text;
  // a program may find the URL in its environment, and takes out of it what the library refuses
  if (isProgram(form) && text.includes("DATABASE_URL")) {
    expect(text === plain || (reported && text.includes(`"${name}"`))).toBe(true);
  } else expect(text === plain).toBe(reported);
});

test.each([
  ["hikaricp", "read-write", "targetServerType=primary"],
  ["hikaricp@5", "primary", "targetServerType=primary"],
  ["spring-boot", "standby", "targetServerType=secondary"],
  ["spring-boot@3", "read-only", "targetServerType=secondary"],
  ["quarkus", "prefer-standby", "targetServerType=preferSecondary"],
  ["ecto", "read-write", "target_server_type: :primary"],
  ["ecto", "standby", "target_server_type: :secondary"],
])("%s has its own words for target_session_attrs=%s", (id, value, expected) => {
  const form = targets.find((target) => target.id === id)!.forms[0]!;
  const { text, deviations } = written(id, `postgresql://app:pw@pg1,pg2/shop?target_session_attrs=${value}`, form);
  expect(text).toContain(expected);
  expect(text).not.toContain("target_session_attrs");
  expect(deviations.filter(({ path }) => path === "connection.url")).toEqual([]);
});

test.each([
  ["ecto", "prefer-standby"],
  ["r2dbc", "read-write"],
  ["npgsql", "primary"],
  ["node-postgres", "standby"],
  ["bun-sql", "primary"],
  ["bb8", "primary"],
  ["deadpool", "prefer-standby"],
  ["runtime", "read-write"],
])("%s warns that target_session_attrs=%s is lost", (id, value) => {
  const form = targets.find((target) => target.id === id)!.forms[0]!;
  const { deviations } = written(id, `postgresql://app:pw@db.example.com/shop?target_session_attrs=${value}`, form);
  const about = deviations.filter(({ message }) => message.includes("target_session_attrs"));
  expect(about).toEqual([
    expect.objectContaining({ path: "connection.url", kind: "unsupported", severity: "warning" }),
  ]);
});

test("what is the default is no loss", () => {
  const url =
    "postgresql://app:pw@db.example.com/shop?target_session_attrs=any&load_balance_hosts=disable&client_encoding=UTF8";
  for (const { id, forms } of WITH_SERVER) {
    const about = written(id, url, forms[0]).deviations.filter(({ path }) => path === "connection.url");
    expect(about, id).toEqual([]);
  }
});

test("a URL of JDBC has libpq's parameters under other names", () => {
  const url =
    "jdbc:postgresql://pg1,pg2/shop?user=app&targetServerType=secondary&loadBalanceHosts=true&hostRecheckSeconds=5";
  const { text, deviations } = written("psycopg-pool", url, "json");
  expect(JSON.parse(text).kwargs ?? JSON.parse(text)).toBeDefined();
  expect(text).toContain("target_session_attrs=read-only");
  expect(text).toContain("load_balance_hosts=random");
  expect(deviations.map(({ message }) => message).join()).toContain("left out: hostRecheckSeconds");
  // in the target's own URL everything stays
  expect(written("hikaricp", url, "properties").text).toContain(
    "targetServerType=secondary&loadBalanceHosts=true&hostRecheckSeconds=5",
  );
});
