// other projects whose own tests run on a pool: where they are below POOLCFG_PEERS, and how they are run

/** Files of a folder as a suite for mocha, each in a process of its own, as a test that ends a process needs it. */
const mocha = (more) => ({ runner: "mocha", args: [], each: true, ...more });

/**
 * `folder`: the package, below POOLCFG_PEERS. `checkout`: the folder that holds node_modules, if that is another one. `files`: the
 * test files, as a regular expression; `without`: those that need what is not here. `port`: a port that the tests insist on.
 * `database`, `user`, `password`: what they insist on. `prepare`: a program that makes the database ready. `needs`: a file that a build makes, and the command that makes it.
 */
export const PEERS = [
  mocha({
    id: "pg-pool",
    folder: "node-postgres/packages/pg-pool",
    checkout: "node-postgres",
    files: /^test\/(?!setup).*\.js$/,
    needs: ["../pg-protocol/dist/index.js", "npx tsc --build, in node-postgres"],
  }),
  {
    id: "pg",
    folder: "node-postgres/packages/pg",
    checkout: "node-postgres",
    runner: "node",
    each: true,
    files: /^test\/integration\/.*-tests\.js$/,
    names: /\bPool\b/,
    needs: ["../pg-protocol/dist/index.js", "npx tsc --build, in node-postgres"],
  },
  mocha({
    id: "pg-cursor",
    folder: "node-postgres/packages/pg-cursor",
    checkout: "node-postgres",
    files: /^test\/.*\.js$/,
    needs: ["../pg-protocol/dist/index.js", "npx tsc --build, in node-postgres"],
  }),
  mocha({
    id: "pg-query-stream",
    folder: "node-postgres/packages/pg-query-stream",
    checkout: "node-postgres",
    files: /^test\/(?!helper).*\.ts$/,
    args: ["-r", "ts-node/register"],
    needs: ["../pg-protocol/dist/index.js", "npx tsc --build, in node-postgres"],
  }),
  mocha({ id: "connect-pg-simple", folder: "node-connect-pg-simple", files: /^test\/.*\.spec\.js$/, args: ["--exit"] }),
  mocha({
    id: "kysely",
    folder: "kysely",
    each: false,
    files: /^test\/node\/dist\/.*\.test\.js$/,
    args: ["--timeout", "15000", "--exit"],
    env: { DIALECTS: "postgres" },
    port: 5434,
    user: "kysely",
    password: "kysely",
    database: "kysely_test",
    needs: ["test/node/dist/select.test.js", "npx tsc and npx tsc -p test/node, in kysely"],
  }),
  {
    id: "graphile-worker",
    folder: "worker",
    runner: "jest",
    files: /^__tests__\/.*\.test\.ts$/,
    without:
      /import[^;]*jest-time-helpers|(?:cron|crontab|cronMatcher|cron-timing|nodeTime|getTaskName|getTasks|forbiddenFlags)/,
    database: "graphile_worker_testtemplate",
    prepare: ["dist/cli.js", "--schema-only", "-c", "postgres:///graphile_worker_testtemplate"],
    needs: ["dist/cli.js", "npx tsc, in worker"],
  },
  {
    id: "pg-boss",
    folder: "pg-boss",
    runner: "vitest",
    files: /^test\/.*Test\.ts$/,
    without: /cli|pglite|speed|navigator|Type|distributed|migration|drift|adapter/i,
    port: 5432,
    database: "pgboss",
  },
];
