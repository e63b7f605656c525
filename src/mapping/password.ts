// how the programs of a target give a new password for each new connection: tokens of IAM and Entra expire, and so do leases of Vault

import { Expression } from "../codecs/literal.ts";
import { PoolcfgError } from "../diagnostics/errors.ts";
import type { Language } from "../languages/_define.ts";
import type { Mode, Target } from "./define.ts";

/** How a library takes a password that changes. */
export interface PasswordCallback {
  /** What takes it, and when it is called: a clause that begins with the name in the library. */
  readonly how: string;
  readonly source: string;
  /** The option of a rendered program that takes it; absent if the program has to be changed elsewhere. */
  readonly option?: PasswordOption;
}

interface PasswordOption {
  /** Dotted key. */
  readonly key: string;
  /** The code that takes the function. Default: the function itself. */
  readonly code?: (callback: Expression) => Expression;
}

/** An option of a rendered program, and the code that it takes. */
export interface Callback {
  readonly key: string;
  readonly value: Expression;
}

/**
 * The option of a target that takes the function `MODULE#NAME` of the program.
 *
 * @throws PoolcfgError `usage` if there is none, with the way that the library has instead, or if the text is of another form.
 */
export function callbackFor(
  { title, passwordCallback }: Target,
  text: string,
  mode: Mode,
  language: Language | undefined,
): Callback {
  if (mode !== "code") throw new PoolcfgError("usage", "passwordFrom is for the form code only.");
  const option = passwordCallback?.option;
  if (!option) {
    const instead = passwordCallback ? ` There, ${passwordCallback.how}. See ${passwordCallback.source}` : "";
    throw new PoolcfgError("usage", `The code for ${title} cannot take a function of passwordFrom.${instead}`);
  }
  const [, module, name] = /^([^#\s"'`\\]{1,300})#([A-Za-z_]\w{0,99})$/.exec(text) ?? [];
  const taken = module === undefined || name === undefined ? undefined : language?.imported?.(module, name);
  if (taken) return { key: option.key, value: option.code?.(taken) ?? taken };
  throw new PoolcfgError(
    "usage",
    `passwordFrom takes MODULE#NAME with the name of a function, such as ${language?.importedExample}.`,
  );
}

/** An option `password` that takes a function. */
export function passwordFunction(key: string, source: string): PasswordCallback {
  return {
    how: `the option \`${key}\` takes a function, sync or async, which is called for each new connection`,
    source,
    option: { key },
  };
}

/** The function of pg, for libraries that hand their options on to it. */
export function pgPasswordFunction(key: string): PasswordCallback {
  return passwordFunction(key, "https://node-postgres.com/features/connecting");
}

/** The hook of Sequelize. */
export const SEQUELIZE_HOOK: PasswordCallback = {
  how: "the hook `beforeConnect` is called with the options of each new connection, and may set `password` there",
  source: "https://sequelize.org/docs/v6/other-topics/hooks/",
  option: {
    key: "hooks.beforeConnect",
    code: ({ code, imports }) =>
      new Expression(`async (config) => {\n  config.password = await ${code}();\n}`, { imports }),
  },
};

/** pgx under database/sql. */
export const PGX_STDLIB: PasswordCallback = {
  how: "`stdlib.OptionBeforeConnect` of pgx is called before each new connection, and may set `Password` of the `pgx.ConnConfig`",
  source: "https://pkg.go.dev/github.com/jackc/pgx/v5/stdlib#OptionBeforeConnect",
};

export const HIKARI_BEFORE_7: PasswordCallback = {
  how: "`HikariDataSource.getPassword()` can be overridden, and is called for each new connection",
  source: "https://github.com/brettwooldridge/HikariCP",
};

export const NPGSQL: PasswordCallback = {
  how: "`NpgsqlDataSourceBuilder.UsePeriodicPasswordProvider` is called at an interval, and `UsePasswordProvider` (since 8.0) for each new connection",
  source: "https://www.npgsql.org/doc/security.html",
};

export const SPRING_BEAN: PasswordCallback = {
  how: "a bean of a subclass of `HikariDataSource` may override `getPassword()`, which is called for each new connection",
  source: "https://docs.spring.io/spring-boot/how-to/data-access.html",
};
