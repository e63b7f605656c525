// services of pg_service.conf, as libpq reads them
import { expect, test } from "vitest";
import { readService } from "../../src/dsn/service.ts";
import { inChild } from "../_child.ts";

function valuesOf(text: string, service = "shop") {
  const read = readService(text, service);
  if ("error" in read) return read.error;
  return read.settings && Object.fromEntries(read.settings.map(({ name, value }) => [name, value]));
}

test.each([
  ["[shop]\nhost=a\nport=1\n", { host: "a", port: "1" }],
  ["# [shop]\n\n[other]\nhost=b\n[shop]\nhost=a", { host: "a" }],
  // leading and trailing blanks of a line are passed over, those around the sign are not
  ["  [shop]  \r\n\thost=a b  \r\n", { host: "a b" }],
  // the first section and the first line of a keyword count
  ["[shop]\nhost=a\nhost=b\n[shop]\nport=1\n", { host: "a" }],
  ["[shop]\npassword=a=b;c#d 'e'\n", { password: "a=b;c#d 'e'" }],
  ["[shop]\nhost=\n", { host: "" }],
  ["[shop]\n#host=a\n", {}],
  ["[shopping]\nhost=a\n", undefined],
  ["[Shop]\nhost=a\n", undefined],
  ["", undefined],
  // the section ends at the next one, and what is wrong after it does not matter
  ["[shop]\nhost=a\n[b]\nnothing\n", { host: "a" }],
])("%j", (text, expected) => {
  expect(valuesOf(text)).toEqual(expected);
});

test.each([
  ["[shop]\nhost a\n", 'line 2 has no "="'],
  ["[shop]\n\nservice=other\n", "line 3 names another service, which is not supported there"],
  ["[shop]\nservicefile=/x\n", "line 2 names another service, which is not supported there"],
  ["[shop]\nroot:x:0:0=secret\n", "line 2 has a keyword that libpq does not know"],
  ["[shop]\nhost =a\n", "line 2 has a keyword that libpq does not know"],
])("%j cannot be read, and nothing of it is quoted", (text, error) => {
  expect(valuesOf(text)).toBe(error);
});

test("a long line takes no longer than its length", () => {
  const code = 'import { readService } from "./src/dsn/service.ts"; run((text) => readService(text, "shop"))';
  const [read] = inChild(code, [`[shop]\nhost=a${" ".repeat(1_000_000)}`]);
  expect(read).toMatchObject({ settings: [{ name: "host", value: "a" }] });
});
