// what is written for a language that is not run here is read by the language's own parser
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { settingsFor } from "../../src/mapping/encode.ts";
import { findTarget } from "../../src/render/find-target.ts";
import { render } from "../../src/render/index.ts";
import { configOf } from "../targets/_config.ts";
import { writeRendered } from "../targets/_rendered.ts";

const FOLDER = fileURLToPath(new URL(`../tmp/syntaxes-${process.pid}/`, import.meta.url));
mkdirSync(FOLDER, { recursive: true });
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

/** Texts that a parser may take for something else. */
const TEXTS = [
  "no",
  "off",
  "~",
  "1_000",
  "5432,5433",
  "0x1f",
  "1e3",
  "12:30:45",
  "2020-01-01",
  ":secret",
  "<%= 1 %>",
].concat(["a#{1}b", "a'b\"c\\d", "x\u2028y\u0085z", "\tt\r\n", "&a *b !c", "{{x}} ${y}", "# no comment", " blank "]);

/** Runs a program of the language on files; undefined where the machine has not the language. */
function run(command: string, program: string, files: readonly string[]): string | undefined {
  const script = `${FOLDER}${command}-script`;
  writeFileSync(script, program);
  const { error, status, stdout, stderr } = spawnSync(command, [script, ...files], {
    encoding: "utf8",
    env: { ...process.env, PGPASSWORD: "from the environment", LC_ALL: "C.UTF-8" },
  });
  if (error) return undefined;
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

// a demand of all is a demand of the languages, too
function unlessMissing<T>(result: T | undefined, command: string, skip: (why: string) => void): T {
  if (result === undefined && process.env.POOLCFG_DEMAND === "all") throw new Error(`${command} is missing`);
  if (result === undefined) skip(`there is no ${command} on this machine`);
  return result!;
}

function write(name: string, text: string): string {
  writeFileSync(`${FOLDER}${name}`, text);
  return `${FOLDER}${name}`;
}

const hostile = TEXTS.map((text) =>
  configOf({ "connection.host": "h", "connection.user": text, "connection.applicationName": text }),
);

const RUBY_YAML = `
require "erb"
require "json"
require "yaml"
puts ARGV.map { |file| YAML.unsafe_load(ERB.new(File.read(file)).result) }.to_json
`;

// a program is run with a pool that only tells what it was given
const RUBY_CODE = `
require "json"
$LOADED_FEATURES << "active_record.rb"
module Kernel
  alias_method :require_really, :require
  def require(name) = name == "active_record" || require_really(name)
end
module ActiveRecord
  class Base
    def self.establish_connection(options) = $given << options
  end
end
$given = []
ARGV.each { |file| load file }
puts $given.to_json
`;

describe.each(["rails", "rails@7"])("%s", (id) => {
  const target = findTarget(id);

  test("every shared config is YAML, and Ruby", ({ skip }) => {
    const yaml = writeRendered(FOLDER, id, "yaml");
    expect(yaml.length).toBeGreaterThan(10);
    const files = JSON.parse(unlessMissing(run("ruby", RUBY_YAML, yaml), "ruby", skip)) as object[];
    expect(files.map((file) => Object.keys(file))).toEqual(yaml.map(() => ["production"]));
    const code = writeRendered(FOLDER, id, "code");
    expect(JSON.parse(run("ruby", RUBY_CODE, code)!)).toHaveLength(code.length);
  });

  test("Ruby reads every text as it was", ({ skip }) => {
    const files = hostile.map(({ config, origins }, at) => write(`${at}.yml`, render(config, id, { origins }).text));
    const read = unlessMissing(run("ruby", RUBY_YAML, files), "ruby", skip);
    const wanted = hostile.map(({ config, origins }) => settingsFor(target, config, "text", { origins }).value);
    expect(JSON.parse(read)).toEqual(wanted.map((production) => ({ production })));
    const code = hostile.map(({ config, origins }, at) =>
      write(`${at}.rb`, render(config, id, { format: "code", origins }).text),
    );
    expect(JSON.parse(run("ruby", RUBY_CODE, code)!)).toEqual(wanted);
  });
});

const ELIXIR = `
for file <- System.argv() do
  {config, _} = Config.Reader.read!(file) |> Keyword.fetch!(:app) |> Keyword.pop!(App.Repo)
  true = Code.format_string!(File.read!(file)) |> IO.iodata_to_binary() |> is_binary()
  IO.puts(Base.encode64(config[:username] || ""))
  IO.puts(Base.encode64(config[:parameters][:application_name] || ""))
end
`;

describe("ecto", () => {
  test("every shared config is a file of config", ({ skip }) => {
    const files = writeRendered(FOLDER, "ecto", "code");
    const lines = unlessMissing(run("elixir", ELIXIR, files), "elixir", skip);
    expect(lines.trimEnd().split("\n").length).toBeGreaterThan(2 * files.length - 2);
  });

  test("Elixir reads every text as it was", ({ skip }) => {
    const files = hostile.map(({ config, origins }, at) =>
      write(`${at}.exs`, render(config, "ecto", { format: "code", origins }).text),
    );
    const lines = unlessMissing(run("elixir", ELIXIR, files), "elixir", skip)
      .trimEnd()
      .split("\n");
    const read = lines.map((line) => Buffer.from(line, "base64").toString());
    expect(read).toEqual(TEXTS.flatMap((text) => [text, text]));
  });
});
