// what the name of a host tells of its server's limit
import { describe, expect, test } from "vitest";
import { inspectPoolConfig } from "../../src/load/index.ts";
import { PROVIDERS, providerOf, rangeOf, sizeOf } from "../../src/poolers/providers.ts";

test.each<[string, string | undefined]>([
  ["ep-cool-name-123456.us-east-2.aws.neon.tech", "Neon"],
  ["ep-cool-name-123456-pooler.us-east-2.aws.neon.tech", undefined],
  ["shop.postgres.database.azure.com", "Azure Database for PostgreSQL"],
  ["db.abcdefghijklmnopqrst.supabase.co", "Supabase"],
  ["aws-0-eu-central-1.pooler.supabase.com", undefined],
  ["shop-do-user-1-0.b.db.ondigitalocean.com", undefined],
  ["shop.abc123.eu-west-1.rds.amazonaws.com", "RDS and Aurora"],
  ["shop.cluster-abc123.eu-west-1.rds.amazonaws.com", "RDS and Aurora"],
  ["shop.proxy-abc123.eu-west-1.rds.amazonaws.com", undefined],
  ["a.example.com,shop.postgres.database.azure.com", "Azure Database for PostgreSQL"],
  ["localhost", undefined],
])("%s", (host, title) => expect(providerOf(host)?.title).toBe(title));

describe.each(PROVIDERS.map((provider) => [provider.title, provider] as const))("%s", (title, provider) => {
  test("its sizes go up", () => {
    const limits = provider.sizes.map(([, most]) => most);
    expect(limits).toEqual(limits.toSorted((one, two) => one - two));
    expect(new Set(limits).size).toBe(limits.length);
  });

  test("a known number names its size, any other the range", () => {
    const [size, most] = provider.sizes[0]!;
    expect(sizeOf(provider, most)).toMatch(`${most} is what ${size} has at ${title}`);
    expect(sizeOf(provider, 12_345)).toBe(rangeOf(provider));
  });
});

test("RDS has what its formula gives of the memory", () => {
  const { sizes } = PROVIDERS.find(({ title }) => title.startsWith("RDS"))!;
  expect(sizes[1]).toEqual(["2 GiB", 225]);
  expect(sizes.at(-1)).toEqual(["64 GiB and more", 5_000]);
});

test("a limit that nobody stated comes with what the provider documents", () => {
  const { findings } = inspectPoolConfig({
    cwd: "/",
    env: {},
    dotenv: false,
    overrides: { "connection.host": "ep-a-1.us-east-2.aws.neon.tech", "deployment.instances": 3 },
  });
  const found = findings.find(({ rule }) => rule === "server-limit-assumed");
  expect(found?.help).toMatch("Neon documents 104 (0.25 CU) to 4000 (9 CU and more), 7 of them its own");
});
