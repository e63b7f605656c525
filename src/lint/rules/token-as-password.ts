import { type Context, defineRule } from "../define.ts";

export default defineRule({
  id: "token-as-password",
  severity: "error",
  area: "security",
  since: "0.1.0",
  summary: "A short-lived login token is used as a password",
  why: "Connections that are made while it is valid go on; every later one is refused, so the pool dies when it first renews itself.",
  fix: "Let the program ask for a token for each new connection.",
  source: "https://github.com/brianc/node-postgres/issues/1924",
  secret: true,
  settledByRender: "password-from",
  reads: ["connection.password"],
  check({ "connection.password": password }, { targets }) {
    const text = password?.reveal() ?? "";
    const kind = TOKENS.find(({ pattern }) => pattern.test(text));
    if (!kind) return;
    return {
      at: "connection.password",
      message: `connection.password is ${kind.what}, and is refused after ${kind.lasts}`,
      help: adviceFor(targets),
    };
  },
  examples: {
    invalid: [
      {
        toml: '[connection]\npassword = "db.eu-west-1.rds.amazonaws.com:5432/?Action=connect&DBUser=app&X-Amz-Expires=900&X-Amz-Signature=0"\n',
      },
      { env: { PGPASSWORD: "eyJ0eXAiOiJKV1QifQ.eyJleHAiOjE3MDAwMDAwMDB9.c2lnbmF0dXJlLW9mLWl0" } },
    ],
    valid: [{ env: { PGPASSWORD: "correct-horse" } }, { toml: "[pool]\nmax = 5\n" }],
  },
});

function adviceFor(targets: Context["targets"]): string {
  const own = targets.map(({ title, passwordCallback }) =>
    passwordCallback
      ? `${title}: ${passwordCallback.how}.`
      : `${title} has no callback for that, so put a proxy with a password of its own before the server, such as RDS Proxy.`,
  );
  const general = "Let the program give a new token for each new connection.";
  return own.length > 0 ? `${general} ${own.join(" ")}` : `${general} Most libraries take a function as password.`;
}

const TOKENS = [
  { pattern: /[?&]X-Amz-Signature=/i, what: "a login token of AWS", lasts: "15 minutes" },
  {
    pattern: /^eyJ[\w-]{10,8000}\.eyJ[\w-]{10,8000}\.[\w-]{10,8000}$/,
    what: "a signed token (JWT), as Azure and Google give for a login",
    lasts: "about an hour",
  },
];
