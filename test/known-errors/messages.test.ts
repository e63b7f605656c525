// what people paste is explained by its cause, and a healthy log is not explained
import { describe, expect, it, test } from "vitest";
import { recognise, symptomsIn } from "../../src/known-errors/_recognise.ts";
import TRANSLATIONS from "../../src/known-errors/_translations.json" with { type: "json" };
import { symptoms } from "../../src/known-errors/registry.gen.ts";
import { healthy, messages } from "./_messages.ts";
import RECORDED from "./_recorded.json" with { type: "json" };

const ids = (text: string) => symptomsIn(text).map(({ id }) => id);

describe("the first answer", () => {
  it.each(messages)("%s: %s", (id, text) => {
    expect(ids(text)[0]).toBe(id);
  });

  it.each(messages)("%s, between healthy lines of a log: %s", (id, text) => {
    const [before, after] = [healthy[1]!, healthy[7]!];
    expect(ids(`${before}\n${text}\n${after}`)[0]).toBe(id);
  });
});

// provoked on PostgreSQL 15 by programs in Python, Go and Java, and by PgBouncer; stacks are shortened
describe("what other libraries really wrote", () => {
  it.each(RECORDED)("$by, $how: $id", ({ id, text }) => {
    expect(ids(text)[0]).toBe(id);
  });
});

describe("a healthy log", () => {
  it.each(healthy)("%s", (text) => {
    expect(ids(text)).toEqual([]);
  });

  it("as one, and as JSON", () => {
    expect(ids(healthy.join("\n"))).toEqual([]);
    expect(ids(healthy.map((line) => JSON.stringify({ level: "info", message: line })).join("\n"))).toEqual([]);
  });
});

describe("each form of a text", () => {
  const text = 'FATAL:  role "shop_app" does not exist';
  const json = JSON.stringify({ level: "error", msg: text });
  it.each<[string, string]>([
    ["JSON", json],
    ["JSON in JSON", JSON.stringify({ log: `${json}\n`, stream: "stderr" })],
    ["JSON in JSON in JSON", JSON.stringify({ message: JSON.stringify({ log: json }) })],
    ["JSON that is cut off", json.slice(0, -2)],
    ["JSON over several lines", JSON.stringify({ error: { message: text } }, null, 2)],
    ["JSON after a timestamp", `2026-11-29T21:00:00.123Z api ${json}`],
    ["JSON in CSV", `1764450000,"${json.replaceAll('"', '""')}"`],
    ["CSV", `2026-11-29 21:00:00 UTC,"app",FATAL,28000,"${text.replaceAll('"', '""')}",,,`],
    ["logfmt", `level=error msg=${JSON.stringify(text)}`],
    ["an object as Python shows it", `OperationalError('${text}\\n')`],
    ["docker compose", `api-1  | ${text}`],
    ["kubectl", `[pod/api-7d9f/api] ${text}`],
    ["containerd", `2026-11-29T21:00:00.123456789Z stderr F ${text}`],
    ["syslog", `Nov 29 21:00:00 web-1 api[812]: ${text}`],
    ["a server's log", `2026-11-29 21:00:00.120 UTC [812] app@shop ${text}`],
    ["a mail", `> ${text}`],
    ["a chat's quotes", text.replace(/"(.*?)"/, "“$1”")],
    ["HTML", text.replaceAll('"', "&quot;")],
    ["HTML twice", text.replaceAll('"', "&amp;quot;")],
    ["non-breaking spaces", text.replaceAll(" ", "\u00a0")],
    ["colours", text.replaceAll(" ", " \u001b[1m").replace("exist", "ex\u001b[0mist")],
    ["colours in JSON", JSON.stringify({ msg: text.replace("role", "\u001b[31mrole\u001b[39m") })],
    ["colours as they are shown by journald", text.replace("role", "#033[31mrole#033[0m")],
    [
      "bytes, as journald exports colours",
      JSON.stringify({ MESSAGE: [...Buffer.from(text.replace("role", "\u001b[31mrole\u001b[0m"))] }),
    ],
    [
      "colours in JSON in JSON",
      JSON.stringify({ log: JSON.stringify({ msg: text.replace("role", "\u001b[31mrole\u001b[39m") }) }),
    ],
    ["marked up", text.replace("not exist", "<b>not exist</b>").replace("role", '<span class="x">role</span>')],
    ["other quotes", text.replaceAll('"', "'")],
    ["without quotes", text.replaceAll('"', "")],
    ["capitals", text.toUpperCase()],
    ["carriage returns", `x\r\n${text}\r\n`],
  ])("%s", (_form, shown) => {
    expect(ids(shown)).toEqual(["role-missing"]);
  });

  // a terminal, a mail or a log breaks lines anywhere between words
  it.each(["", "api-1  | ", "[pod/api/api] ", "> ", "Nov 29 21:00:00 web api[1]: ", "2026-11-29T21:00:00Z "])(
    "wrapped after %j",
    (prefix) => {
      for (const at of [2, 3, 4, 5]) {
        const words = text.split(/\s+/);
        const shown = `${prefix}${words.slice(0, at).join(" ")}\n${prefix}${words.slice(at).join(" ")}`;
        expect(ids(shown), shown).toContain("role-missing");
      }
    },
  );

  it("broken within a word by a narrow terminal", () => {
    for (const at of [12, 22, 28, 33]) expect(ids(`${text.slice(0, at)}\n${text.slice(at)}`)).toContain("role-missing");
  });

  it("cut by a container runtime in the middle of a word", () => {
    const stamp = "2026-11-29T21:00:00.123456789Z stderr";
    expect(ids(`${stamp} P ${text.slice(0, 20)}\n${stamp} F ${text.slice(20)}`)).toEqual(["role-missing"]);
  });
});

describe("the order", () => {
  const cause = 'FATAL: too many connections for role "app"';
  const pool =
    "HikariPool-1 - Connection is not available, request timed out after 1000ms (total=0, active=0, idle=0, waiting=1)";

  it("a cause comes before what only reports a consequence, wherever it is", () => {
    for (const text of [`${cause}\n${pool}`, `${pool}\nCaused by: ${cause}`, `${pool}\n\n${cause}`])
      expect(ids(text)).toEqual(["role-connection-limit", "hikaricp-timeout"]);
  });

  it("the innermost cause comes first, in each language's chain", () => {
    const outer = "deadlock detected";
    for (const text of [
      `Error: ${outer}\nCaused by: x\nCaused by: ${cause}`,
      `Error: ${outer}\n  [cause]: Error: ${cause}`,
      `Error: ${outer} {\n  original: error: ${cause}\n}`,
      `System.Exception: ${outer}\n ---> Npgsql.PostgresException: ${cause}`,
      `Error: ${outer}\n\nCaused by:\n    0: x\n    1: ${cause}`,
      `psycopg.Error: ${cause}\n\nThe above exception was the direct cause of the following exception:\n\nError: ${outer}`,
      `psycopg.Error: ${cause}\n\nDuring handling of the above exception, another exception occurred:\n\nError: ${outer}`,
      JSON.stringify({ err: { message: outer, cause: { message: cause } } }),
    ])
      expect(ids(text), text).toEqual(["role-connection-limit", "deadlock"]);
  });

  it("a later event of a log comes before an earlier one", () => {
    const text = `2026-11-29 21:00:00 UTC [1] ${cause}\n2026-11-29 21:05:00 UTC [1] ERROR:  deadlock detected`;
    expect(ids(text)).toEqual(["deadlock", "role-connection-limit"]);
  });

  it("what a program does wrong after an error comes after that error", () => {
    const stamp = (second: number) => `2026-11-29 21:00:0${second} ERROR`;
    for (const later of [
      "Cannot use a pool after calling end on the pool",
      "sql: transaction has already been committed or rolled back",
    ])
      expect(ids(`${stamp(1)} ${cause}\n${stamp(5)} ${later}`)[0]).toBe("role-connection-limit");
  });

  it("an attempt that was followed by another one is no answer, unless it is the only one", () => {
    const first = "10.0.0.5:5432 (db): tls error: server refused TLS connection";
    const last = `10.0.0.5:5432 (db): failed SASL auth: ${cause}`;
    expect(ids(`failed to connect to \`user=app\`:\n\t${first}\n\t${last}`)).toEqual(["role-connection-limit"]);
    expect(ids(`failed to connect to \`user=app\`: ${first}`)).toEqual(["tls-not-offered"]);
  });

  it("of several attempts to connect, the one that got the furthest comes first, in either order", () => {
    const at = (address: string, why: string) => `connection to server at "db" (${address}), port 5432 failed: ${why}`;
    const pgx = (address: string, why: string) => `\t${address}:5432 (db): ${why}`;
    const attempts: readonly (readonly [string, string])[] = [
      ["role-connection-limit", cause],
      ["connect-timed-out", "timeout expired"],
      ["connection-refused", "Connection refused"],
    ];
    for (const [one, [id, why]] of attempts.entries()) {
      for (const [other, reason] of attempts.slice(one + 1)) {
        for (const form of [at, pgx]) {
          const lines = [form("::1", why), form("127.0.0.1", reason)];
          expect(ids(lines.join("\n")).slice(0, 2), lines.join("\n")).toEqual([id, other]);
          expect(ids(lines.reverse().join("\n")).slice(0, 2), lines.join("\n")).toEqual([id, other]);
        }
      }
    }
  });

  it("words within the words of another message are not a second answer", () => {
    expect(ids("QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00")).toEqual([
      "sqlalchemy-queue-limit",
    ]);
  });

  it("a code is not explained beside words that have it", () => {
    expect(ids("could not obtain lock on row in relation \"t\" { code: '55P03' }")).toEqual(["lock-nowait"]);
    expect(ids("{ code: '55P03' }")).toEqual(["lock-timed-out"]);
  });

  it("the name of an error counts only if nothing else is known", () => {
    expect(ids("psycopg_pool.PoolTimeout")).toEqual(["psycopg-pool-timeout"]);
    expect(ids("psycopg_pool.PoolTimeout: pool initialization incomplete after 30.0 sec")).toEqual([
      "psycopg-pool-initialization",
    ]);
  });
});

test("each translation means what its English words mean, in each language", () => {
  for (const [message, translated] of Object.entries(TRANSLATIONS)) {
    const [english] = symptomsIn(message.replaceAll("%m", "Success").replace(/%\w/g, "x"));
    expect(english?.id, message).toBeDefined();
    for (const text of translated) {
      const written = text.replace(/%(?:\d\$)?m/g, "Success").replace(/%(?:\d\$)?\w/g, "x");
      expect(symptomsIn(`FEHLER:  ${written}`)[0]?.id, text).toBe(english!.id);
    }
  }
});

test("whose words they are is told, and what to do in that library", () => {
  expect(recognise("sql: database is closed")[0]?.library).toBe("database/sql");
  for (const { id, phrases, lesser, names, examples } of symptoms) {
    const libraries = Object.keys({ ...phrases, ...lesser, ...names });
    for (const example of examples) expect(libraries, id).toContain(recognise(example)[0]?.library);
  }
});
