// Run by Bun: makes Bun.SQL of each rendered value or module, and prints the options that it then has. Nothing connects.
import { pathToFileURL, SQL } from "bun";

const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^PG|DATABASE_URL$/.test(name)));

const OTHER = { subject: { CN: "other.example.com" }, subjectaltname: "DNS:other.example.com" };

const results = [];
for (const { file, text, env, cwd } of await Bun.stdin.json()) {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, inherited, env);
  process.chdir(cwd);
  try {
    const sql = file === undefined ? new SQL(JSON.parse(text)) : (await import(pathToFileURL(file).href)).sql;
    // what it prints of them has no password
    const { hostname, port, path, database, username, password, tls, sslMode, query, ...rest } = sql.options;
    const own = tls && {
      rejectUnauthorized: tls.rejectUnauthorized,
      namesAnybody: tls.checkServerIdentity !== undefined && tls.checkServerIdentity("other", OTHER) === undefined,
    };
    const { max, idleTimeout, connectionTimeout, maxLifetime } = rest;
    const address = { hostname, port, path, database, username, password, tls: own, sslMode, query };
    results.push({ ...address, max, idleTimeout, connectionTimeout, maxLifetime });
  } catch (error) {
    results.push({ problem: String(error?.message ?? error) });
  }
}
process.stdout.write(JSON.stringify(results), () => process.exit(0));
