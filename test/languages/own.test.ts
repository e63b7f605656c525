// what belongs to one library in programs of languages without a grammar
import { describe, expect, test } from "vitest";
import { importConfig } from "../../src/import/index.ts";
import { languageOf } from "../../src/languages/_find.ts";
import { onlyOwn } from "../../src/languages/_own.ts";

const read = (text: string, name: string, from = "auto") =>
  importConfig(text, { from, name, statedOnly: true, withSecrets: true });

const NEIGHBOURS = `
var rabbit = new ConnectionFactory { HostName = "mq", Port = 5672, Password = "guest" };
var mail = new SmtpClient { Host = "smtp", Port = 25, Timeout = 10 };
mail.Timeout = 99; mail.Port = 587;
var other = new MySqlConnectionStringBuilder("Server=my;Port=3306;User Id=q") { MaximumPoolSize = 3 };
var cache = ConfigurationOptions.Parse("localhost:6379,abortConnect=false");
`;

const PG = { "connection.host": "db", "pool.max": 20 };

describe("C#", () => {
  test.each<[string, string, object]>([
    ["an initializer", 'var b = new NpgsqlConnectionStringBuilder { Host = "db", MaxPoolSize = 20 };', PG],
    ["a constructor with a string", 'var b = new NpgsqlConnectionStringBuilder("Host=db") { MaxPoolSize = 20 };', PG],
    ["members", 'var b = new Npgsql.NpgsqlConnectionStringBuilder("Host=db"); b.MaxPoolSize = 20;', PG],
    ["an indexer", 'var b = new NpgsqlConnectionStringBuilder("Host=db"); b["Maximum Pool Size"] = 20;', PG],
    ["a type without a name", 'NpgsqlConnectionStringBuilder b = new() { Host = "db", MaxPoolSize = 20 };', PG],
    ["a parameter", 'void Set(NpgsqlConnectionStringBuilder b) { b.Host = "db"; b.MaxPoolSize = 20; }', PG],
    [
      "the builder of a data source",
      'var b = new NpgsqlDataSourceBuilder("Host=db"); var c = b.ConnectionStringBuilder; c.MaxPoolSize = 20;',
      PG,
    ],
    ["a constant", 'const string Db = "Host=db;Maximum Pool Size=20"; var d = NpgsqlDataSource.Create(Db);', PG],
    [
      "a fallback",
      'var s = cfg.GetConnectionString("Db") ?? "Host=db;Maximum Pool Size=20"; services.AddDbContext<Shop>(o => o.UseNpgsql(s));',
      PG,
    ],
    ["a string of the same class only", 'class Npgsql { string Db = "Host=db;Maximum Pool Size=20"; }', PG],
  ])("%s", (_, text, expected) => {
    expect(read(text, "Db.cs").values).toEqual(expected);
    const beside = text.startsWith("class") ? [] : [NEIGHBOURS + text, text + NEIGHBOURS];
    for (const program of beside) expect(read(program, "Db.cs").values).toEqual(expected);
  });

  test("a name belongs to the nearest declaration", () => {
    const other = "void Other() { var b = new MySqlConnectionStringBuilder(); b.Port = 3306; b.Timeout = 77; }";
    const own = 'void Pg() { var b = new NpgsqlConnectionStringBuilder(); b.Host = "db"; b.MaxPoolSize = 20; }';
    for (const text of [other + own, own + other]) expect(read(text, "Db.cs").values).toEqual(PG);
  });

  test("what another constructor in an argument is given is not read", () => {
    const text = 'var d = new NpgsqlDataSourceBuilder("Host=db") { Tag = new Mailer { Port = 25 } };';
    expect(read(text, "Db.cs").values).toEqual({ "connection.host": "db" });
  });

  test("a program without Npgsql has nothing to read", () => {
    expect(() => read(NEIGHBOURS, "Mq.cs")).toThrow("sets nothing that poolcfg knows");
    expect(() => read("var b = new ConnectionFactory { Port = 5672 };", "Mq.cs", "npgsql")).toThrow();
  });
});

const RUBY = `
CACHE = ConnectionPool.new(size: 9, timeout: 3) { Redis.new(host: "r", port: 6379, password: "x") }
MQ = { host: "mq", port: 5672, pool: 9 }
ActionMailer::Base.smtp_settings = { host: "smtp", port: 25, password: "m" }
Bunny.new host: "mq", port: 5672
`;

describe("Ruby", () => {
  test.each([
    ["arguments", 'ActiveRecord::Base.establish_connection(adapter: "postgresql", host: "db", pool: 20)'],
    ["no parentheses", 'ActiveRecord::Base.establish_connection adapter: "postgresql", host: "db",\n  pool: 20'],
    ["a variable", 'db = { host: "db", pool: 20 }.freeze\nActiveRecord::Base.establish_connection(db)'],
    [
      "further settings",
      'db = { host: "db" }\nopts = db.dup\nopts[:pool] = 20\nActiveRecord::Base.establish_connection(opts.merge(adapter: "postgresql"))',
    ],
    ["a table", 'ActiveRecord::Base.configurations = { "host" => "db", "pool" => 20 }'],
  ])("%s", (_, text) => {
    for (const program of [text, RUBY + text, `${text}\n${RUBY}`]) expect(read(program, "db.rb").values).toEqual(PG);
  });

  test("a program without Active Record has nothing to read", () => {
    expect(() => read(RUBY, "mq.rb")).toThrow("sets nothing that poolcfg knows");
  });
});

test.each(["csharp", "ruby"])("in a hostile program, what is left is no longer than it: %s", (id) => {
  const pieces = [
    "new NpgsqlConnection(",
    "establish_connection(",
    "var b = new NpgsqlConnection(b); b.Port = b;",
    "establish_connection a\na = a\n",
    "var b{",
    '"',
    "b.b[",
  ];
  for (const piece of pieces) {
    const text = piece.repeat(10_000);
    const own = onlyOwn(text, { opens: ["NpgsqlConnection", "establish_connection"] }, languageOf(id).grammar!);
    expect(own).toHaveLength(text.length);
    expect(own.split("\n")).toHaveLength(text.split("\n").length);
  }
});
