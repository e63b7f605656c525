import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatDsn } from "../../src/dsn/format.ts";
import { type Dsn, scanDsn } from "../../src/dsn/parse.ts";
import { maskDsn } from "../../src/text/redact.ts";

const plain: Dsn = { form: "uri", hosts: [], user: undefined, password: undefined, database: undefined, params: {} };

describe("formatDsn", () => {
  test.each<[Partial<Dsn>, string]>([
    [{}, "postgresql://"],
    [{ hosts: [{ host: "h", port: 5432 }], user: "u", password: "p", database: "d" }, "postgresql://u:p@h:5432/d"],
    [
      { hosts: [{ host: "h", port: undefined }], user: "a@b", password: "#/?:% [é]" },
      "postgresql://a%40b:%23%2F%3F%3A%25%20%5B%C3%A9%5D@h/",
    ],
    [
      {
        hosts: [
          { host: "::1", port: 1 },
          { host: "fe80::1%eth0", port: undefined },
        ],
      },
      "postgresql://[::1]:1,[fe80::1%25eth0]",
    ],
    [
      { hosts: [{ host: "/var/run/postgresql", port: 5433 }], database: "d" },
      "postgresql:///d?host=/var/run/postgresql&port=5433",
    ],
    [{ hosts: [{ host: undefined, port: 5433 }] }, "postgresql:///?port=5433"],
    [
      {
        hosts: [
          { host: "/tmp", port: 1 },
          { host: "h", port: undefined },
        ],
      },
      "postgresql:///?host=/tmp,h&port=1,",
    ],
    [
      { scheme: "postgres", hosts: [{ host: "h", port: undefined }], params: { options: "-c a=b" } },
      "postgres://h/?options=-c%20a%3Db",
    ],
    [
      { scheme: "jdbc:postgresql", hosts: [{ host: "h", port: undefined }], user: "u", password: "p" },
      "jdbc:postgresql://h/?user=u&password=p",
    ],
    [{ scheme: "socket", hosts: [{ host: "/tmp", port: undefined }], database: "d" }, "postgresql:///d?host=/tmp"],
  ])("%o", (dsn, text) => expect(formatDsn({ ...plain, ...dsn })).toBe(text));

  test("is read back as the same", () => {
    const text = fc.string({ minLength: 1, unit: "grapheme" });
    const word = text.filter((value) => !value.includes(","));
    const host = fc.record({
      host: fc.option(
        fc.oneof(
          word,
          fc.domain(),
          fc.ipV6(),
          word.map((name) => `/${name}`),
        ),
        { nil: undefined },
      ),
      port: fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined }),
    });
    const names = ["sslmode", "sslrootcert", "krbsrvname", "client_encoding", "xyz", "__proto__", "a b", "é&="];
    const dsn = fc.record({
      form: fc.constant("uri" as const),
      scheme: fc.constantFrom("postgres", "postgresql", "jdbc:postgresql", "postgresql+asyncpg"),
      hosts: fc.array(host, { minLength: 1, maxLength: 4 }),
      user: fc.option(text, { nil: undefined }),
      password: fc.option(text, { nil: undefined }),
      database: fc.option(text, { nil: undefined }),
      params: fc.dictionary(fc.constantFrom(...names), fc.string({ unit: "grapheme" }), { noNullPrototype: false }),
    });
    fc.assert(
      fc.property(dsn, (want) => {
        const { dsn: read, faults } = scanDsn(formatDsn(want));
        expect({ ...read, params: { ...read.params } }).toEqual({ ...want, params: { ...want.params } });
        expect(faults.filter(({ rule }) => !/parameter|placeholder/.test(rule))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("maskDsn", () => {
  test.each([
    ["postgres://u:p@h/d", "postgres://u:***@h/d"],
    ["postgres://u@h:5432/d", "postgres://u@h:5432/d"],
    ["postgres://h:5432/d?sslmode=require", "postgres://h:5432/d?sslmode=require"],
    ["postgres://h1:1,h2:2/d", "postgres://h1:1,h2:2/d"],
    ["postgres://[::1]:5432/d", "postgres://[::1]:5432/d"],
    ["postgres://u:a@b/c?d#e f@h/d", "postgres://u:***@h/d"],
    ["postgres://u:secret", "postgres://u:***"],
    ["postgres://h/d?password=p&sslmode=require", "postgres://h/d?password=***&sslmode=require"],
    ["postgres://h/d?passw%6Frd=p", "postgres://h/d?passw%6Frd=***"],
    ["postgres://h/d?sslpassword=p", "postgres://h/d?sslpassword=***"],
    ["host=h password='a b\\' c' user=u", "host=h password=*** user=u"],
    ["host=h password=a b c", "host=h password=***"],
    ["host=h password='never closed", "host=h password=***"],
    ["see postgres://u:p@h/d\nand mysql://a:b@c/d", "see postgres://u:***@h/d\nand mysql://a:***@c/d"],
    ["nothing to hide", "nothing to hide"],
    ["", ""],
    ['{"a":"postgres://u:p@h/d","b":"postgres://u:q@i/e"}', '{"a":"postgres://u:***@h/d","b":"postgres://u:***@i/e"}'],
    ['x="postgres://u:p"https://q@h/d"', 'x="postgres://u:***@h/d"'],
  ])("%s", (text, masked) => expect(maskDsn(text)).toBe(masked));
});
