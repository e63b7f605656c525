// the canary password, and every place in which it can stand
import type { LoadOptions } from "../../src/load/index.ts";

/** No output may hold it, nor may a piece of a password that has a reserved character in its middle. */
export const CANARY = "c4nary";

/** What stands around a run. */
export interface Place {
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly dsn?: string;
  readonly dialect?: string;
  readonly overrides?: Readonly<Record<string, string>>;
  /** Only for a program: the config as an object. */
  readonly config?: LoadOptions["config"];
}

const URL = `postgresql://app:${CANARY}@db.example/shop`;
const toml = (text: string): Place => ({ files: { "poolcfg.toml": text } });

const SOUND: Record<string, Place> = {
  "connection.url": toml(`[connection]\nurl = "${URL}"\n`),
  "connection.url beside a fault": toml(`[connection]\nurl = "${URL}?pool_max_conns=x"\n[pool]\nmax = "many"\n`),
  "connection.password": toml(`[connection]\npassword = "${CANARY}"\n[pool]\nmaxx = 3\n`),
  "a password over several lines": toml(`[connection]\npassword = """\n${CANARY}\n${CANARY}"""\n`),
  "a password written twice": toml(`[connection]\npassword = "${CANARY}"\n[database]\npassword = "${CANARY}2"\n`),
  replicas: toml(`[connection]\nreplicas = ["${URL}", "${URL}2"]\n`),
  "replicas that are no list": toml(`[connection]\nreplicas = "${URL}"\n`),
  "replicas of the wrong type": toml(`[connection]\nreplicas = [{ password = "${CANARY}" }, 7]\n`),
  "a DSN argument": { dsn: URL },
  DATABASE_URL: { env: { DATABASE_URL: URL } },
  "DATABASE_URL in .env": { files: { ".env": `DATABASE_URL=${URL}\n` } },
  "DATABASE_URL in .env, with a fault": { files: { ".env": `DATABASE_URL="${URL}?max=-1"\nPOOL_MAX=x\n` } },
  PGPASSWORD: { env: { PGPASSWORD: CANARY } },
  "PGPASSWORD in .env": { files: { ".env": `PGPASSWORD='${CANARY}'\n` } },
  "PGPASSWORD beside a DSN": { env: { PGPASSWORD: CANARY, DATABASE_URL: URL.replace(CANARY, `${CANARY}2`) } },
  CONNECTION_PASSWORD: { env: { CONNECTION_PASSWORD: CANARY, CONNECTION_REPLICAS: `${URL} ${URL}2` } },
  "a comment that accepts": toml(
    `[connection]\nurl = "${URL}"\n[pool]\nmax = 300 # poolcfg-ignore size-implausible: as in ${URL}\n`,
  ),
  "a comment that accepts nothing": toml(
    `[pool]\nmax = 3 # poolcfg-ignore ${URL}: x\nmin = 1 # poolcfg-ignore ${URL}\n`,
  ),
  "a named pool": toml(`[pools.a.connection]\nurl = "${URL}"\n[pools.b.connection]\npassword = "${CANARY}"\n`),
  "a profile": toml(`[profiles.p.connection]\nurl = "${URL}"\npassword = "${CANARY}"\n`),
  "an application's table": toml(`[database]\nurl = "${URL}"\npassword = "${CANARY}"\n[http]\nport = 1\n`),
  "an override": { overrides: { "connection.password": CANARY, "connection.url": URL } },
  YAML: { files: { "poolcfg.yaml": `connection:\n  url: ${URL}\n  password: ${CANARY}\n  hots: x\n` } },
  "YAML, folded": { files: { "poolcfg.yaml": `connection:\n  password: >-\n    ${CANARY}\n    ${CANARY}\npool: 3\n` } },
  JSON: { files: { "poolcfg.json": `{"connection":{"url":"${URL}","password":"${CANARY}"},"pol":1}` } },
  code: { config: { connection: { url: URL, password: CANARY } } },
  "what is extended": {
    files: {
      "poolcfg.toml": 'extends = "base.toml"\n',
      "base.toml": `[connection]\nurl = "${URL}"\npassword = "${CANARY}"\n`,
    },
  },
  sslpassword: { dsn: `postgresql://app@db.example/shop?sslpassword=${CANARY}&sslmode=require` },
  "sslpassword in .env": {
    files: { ".env": `DATABASE_URL="postgresql://app@db.example/shop?sslpassword=${CANARY}"\n` },
  },
  "the key=value form": { dsn: `host=db.example user=app password=${CANARY} dbname=shop` },
  "the key=value form in .env": { files: { ".env": `DATABASE_URL="host=db.example password=${CANARY}"\n` } },
};

const WRONG: Record<string, Place> = {
  "unknown keys": toml(`[connection]\npasword = "${CANARY}"\nurll = "${URL}"\n[pool]\npassword = "${CANARY}"\n`),
  "unknown tables": toml(`[redis]\npassword = "${CANARY}"\nurl = "redis://:${CANARY}@cache"\n`),
  "a key": toml(`"${URL}" = 1\n[pool]\n"${URL}" = 2\n`),
  "a key of YAML": { files: { "poolcfg.yaml": `? ${URL}\n: 1\n` } },
  "a number": toml(`[connection]\npassword = 4242\nurl = "${URL}"\n`),
  "a table": toml(`[connection.password]\nvalue = "${CANARY}"\n`),
  "a list": toml(`[connection]\npassword = ["${CANARY}"]\nurl = ["${URL}"]\n`),
  "a whole config": { files: { "poolcfg.yaml": `${URL}\n` } },
  "a text where a table belongs": toml(`connection = "${URL}"\npool = "${URL}"\n`),
  "a setting of another kind": toml(`[pool]\nmax = "${URL}"\n[connection]\nport = "${URL}"\n`),
  "an override of another kind": { overrides: { "pool.max": URL } },
  "a name of an override": { overrides: { [URL]: "1" } },
  extends: toml(`extends = "${URL}"\n`),
  preset: toml(`preset = "${URL}"\n`),
  "a rule": toml(`[rules]\n"${URL}" = "off"\nunknown-key = "${URL}"\n`),
  "a role": toml(`[pools.a]\nrole = ["${URL}"]\nweight = "${URL}"\n`),
  "an open quote": toml(`[connection]\npassword = "${CANARY}\n`),
  "no quotes": toml(`[connection]\npassword = ${CANARY}\nurl = ${URL}\n`),
  "a duplicate key": toml(`[connection]\npassword = "${CANARY}"\npassword = "${CANARY}2"\n`),
  "an open quote in YAML": { files: { "poolcfg.yaml": `connection:\n  password: "${CANARY}\n` } },
  "an open quote in JSON": { files: { "poolcfg.json": `{"connection": {"password": "${CANARY}` } },
  "an open quote in .env": { files: { ".env": `PGPASSWORD="${CANARY}\nDATABASE_URL='${URL}\n` } },
  "a line of .env that sets nothing": { files: { ".env": `${CANARY}\nPGPASSWORD ${CANARY}\n${URL}\n` } },
  "a dollar sign in .env": {
    files: { ".env": `PGPASSWORD="pa$${CANARY}"\nDATABASE_URL=postgres://a:x\${${CANARY}}@h/d\n` },
  },
  PGPASSWORD_FILE: { env: { PGPASSWORD_FILE: CANARY } },
  DATABASE_URL_FILE: { env: { DATABASE_URL_FILE: URL } },
  "PGPASSWORD_FILE in .env": { files: { ".env": `PGPASSWORD_FILE=${CANARY}\n` } },
};

/** Connection strings that are broken in the ways that are seen most. */
export const BROKEN: readonly string[] = [
  ..."#?/@[]%: ".split("").map((char) => `postgresql://app:${CANARY}${char}${CANARY}@db.example:5432/shop`),
  ..."#?/@[]%: ".split("").map((char) => `postgresql://app:${char}${CANARY}@db.example/shop?sslmode=require`),
  `postgresql://app:${CANARY}@db.example/shop?pool_max=3?sslmode=require`,
  `postgresql://app:${CANARY}#x@db.example/shop?a=1?connection_limit=5`,
  `postgresql://app:${CANARY}`,
  `postgresql://app:${CANARY}@`,
  `postgresql://app:${CANARY}@db.example:port/shop`,
  `postgresql://app:${CANARY}@db.example:99999/shop`,
  `postgresql://app:${CANARY}@[::1/shop`,
  `postgresql:/app:${CANARY}@db.example/shop`,
  `POSTGRESQL://app:${CANARY}@db.example/shop`,
  `mysql://app:${CANARY}@db.example/shop`,
  `postgre://app:${CANARY}@db.example/shop`,
  `app:${CANARY}@db.example/shop`,
  `"postgresql://app:${CANARY}@db.example/shop"`,
  ` postgresql://app:${CANARY}@db.example/shop `,
  `postgresql://app:${CANARY}\n${CANARY}@db.example/shop`,
  `postgresql://app:%zz${CANARY}@db.example/shop`,
  `postgresql://app:%00${CANARY}@db.example/shop`,
  `postgresql://app:%ff${CANARY}@db.example/shop`,
  `postgresql://app:[${CANARY}]@db.example/shop`,
  `postgresql://app:<${CANARY}>@db.example/shop`,
  `postgresql://db.example/shop?password=${CANARY}&password=${CANARY}`,
  `postgresql://db.example/shop?user=app&pasword=${CANARY}`,
  `postgresql://db.example/shop?password=${CANARY}?connection_limit=5`,
  `postgresql://app@db.example/shop?sslpassword=${CANARY}#${CANARY}`,
  `jdbc:postgresql://db.example/shop?user=app&password=${CANARY}`,
  `jdbc:postgresql://app:${CANARY}@db.example/shop`,
  `host=db.example password=${CANARY} ${CANARY} dbname=shop`,
  `host=db.example password='${CANARY}`,
  `host=db.example password = '${CANARY}' ${CANARY}`,
  `password=${CANARY}`,
  `password=${CANARY} hots=x`,
];

const tomlText = (text: string) => JSON.stringify(text);
const broken = BROKEN.flatMap((dsn): [string, Place][] => [
  [`the argument ${dsn}`, { dsn }],
  [`the file's ${dsn}`, toml(`[connection]\nurl = ${tomlText(dsn)}\n`)],
  ...(/["\n]/.test(dsn)
    ? []
    : [[`.env's ${dsn}`, { files: { ".env": `DATABASE_URL="${dsn}"\n` } }] as [string, Place]]),
]);

/** Places of a sound password, by name. */
export const SOUND_PLACES: readonly [string, Place][] = Object.entries(SOUND);
/** Every place, by name. */
export const PLACES: readonly [string, Place][] = [...SOUND_PLACES, ...Object.entries(WRONG), ...broken];
