import { describe, expect, test } from "vitest";
import { parseDsn } from "../../src/load/parse-dsn.ts";
import { corpus } from "./_corpus.ts";

const cases = corpus("dsn-libpq.jsonl");

// a word that the message must have, for each of libpq's reasons
const REASONS: [RegExp, RegExp][] = [
  [/invalid URI query parameter/, /unknown/],
  [/unexpected spaces/, /blank/i],
  [/missing "=" after/, /not a PostgreSQL connection string/],
  [/looking for matching/, /"\]"/],
  [/may not be empty/, /empty/],
  [/unexpected character/, /unexpected character/],
  [/missing key\/value separator/, /no "="/],
  [/extra key\/value separator/, /second "="/],
  [/forbidden value %00/, /%00/],
  [/invalid percent-encoded token/, /two hex digits/],
];

test("the corpus is whole", () => expect(cases).toHaveLength(63));

describe("reads what libpq reads", () => {
  test.each(cases.filter((entry) => !entry.error))("$id $input", ({ input, env, expect: want }) => {
    const { hosts, user, password, database, params, findings } = parseDsn(input, { ...(env && { env }) });
    expect(findings).toEqual([]);
    expect({ hosts, user, password, database, params: { ...params } }).toEqual({
      hosts: [{ host: want!.host ?? undefined, port: want!.port ?? undefined }],
      user: want!.user ?? undefined,
      password: want!.password ?? undefined,
      database: want!.database ?? undefined,
      params: want!.params,
    });
  });
});

describe("refuses what libpq refuses", () => {
  test.each(cases.filter((entry) => entry.error))("$id $input", ({ input, message }) => {
    const { findings } = parseDsn(input);
    const [, reason] = REASONS.find(([theirs]) => theirs.test(message!))!;
    expect(findings.filter(({ severity, message: ours }) => severity === "error" && reason.test(ours))).not.toEqual([]);
  });
});
