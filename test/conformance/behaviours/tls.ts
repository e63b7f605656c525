// what TLS a connection has, and whom it trusts
import { settle } from "../_clock.ts";
import type { Lab } from "../_lab.ts";
import type { Behaviour, Behaviours, Measured } from "../_measure.ts";
import type { Settings } from "../_options.ts";
import { TLS_ROLE } from "../_server.ts";
import { type Certificates, CLIENT_NAME } from "../_tls.ts";

export const tls: Behaviours = {
  "connection.ssl.mode": {
    needs: "tls",
    async measure(lab) {
      const checks = await Promise.all(MODES.map(async (check) => ({ ...check, got: await probe(lab, check) })));
      const faults = checks.filter(({ want, got }) => got !== want);
      if (faults.length === 0) return { verdict: "full", text: "all six modes do what they do in libpq" };
      const held = new Set(checks.map(({ mode }) => mode));
      for (const { mode } of faults) held.delete(mode);
      const words = faults.map(({ mode, to, want, got }) => `${mode} ${WORDS[`${want} ${got}`]} ${to}`);
      const kept = held.size === 0 ? "no mode holds" : `${[...held].join(", ")} hold, but`;
      return { verdict: held.size === 0 ? "none" : "partial", text: `${kept} ${words.join(", ")}` };
    },
  },
  "connection.ssl.ca": certificate([
    { mode: "verify-full", to: "a trusted server", host: "localhost", ca: "ca", want: "tls" },
    {
      mode: "verify-full",
      to: "a server that another authority signed",
      host: "localhost",
      ca: "stranger",
      want: "refusal",
    },
  ]),
  "connection.ssl.serverName": certificate([
    { mode: "verify-full", to: "a server whose certificate has that name", ca: "ca", name: "localhost", want: "tls" },
    {
      mode: "verify-full",
      to: "a server whose certificate has another name",
      host: "localhost",
      ca: "ca",
      name: "elsewhere",
      want: "refusal",
    },
  ]),
  "connection.ssl.cert": clientCertificate(),
  "connection.ssl.key": clientCertificate(),
};

type Outcome = "tls" | "plain" | "refusal";

interface Check {
  readonly mode: string;
  /** What is connected to, in words. */
  readonly to: string;
  /** The server's certificate is for `localhost`; without a host it is asked for by its address. */
  readonly host?: string;
  readonly ca?: "ca" | "stranger";
  readonly name?: string;
  readonly server?: "without TLS" | "only TLS";
  readonly want: Outcome;
}

const MODES: readonly Check[] = [
  { mode: "disable", to: "a server with TLS", want: "plain" },
  { mode: "allow", to: "a server without TLS", server: "without TLS", want: "plain" },
  { mode: "allow", to: "a server that demands it", server: "only TLS", want: "tls" },
  { mode: "allow", to: "a server with TLS", want: "plain" },
  { mode: "prefer", to: "a server with TLS", want: "tls" },
  { mode: "prefer", to: "a server without TLS", server: "without TLS", want: "plain" },
  { mode: "require", to: "a server that nobody vouches for", want: "tls" },
  { mode: "require", to: "a server without TLS", server: "without TLS", want: "refusal" },
  { mode: "verify-ca", to: "a trusted server of another name", ca: "ca", want: "tls" },
  { mode: "verify-ca", to: "a server that another authority signed", ca: "stranger", want: "refusal" },
  { mode: "verify-ca", to: "a server without TLS", ca: "ca", server: "without TLS", want: "refusal" },
  { mode: "verify-full", to: "a trusted server", host: "localhost", ca: "ca", want: "tls" },
  { mode: "verify-full", to: "a trusted server of another name", ca: "ca", want: "refusal" },
  {
    mode: "verify-full",
    to: "a server that another authority signed",
    host: "localhost",
    ca: "stranger",
    want: "refusal",
  },
  { mode: "verify-full", to: "a server without TLS", ca: "ca", server: "without TLS", want: "refusal" },
];

// wanted, then got
const WORDS: Readonly<Record<string, string>> = {
  "tls plain": "has no TLS with",
  "tls refusal": "does not connect to",
  "plain tls": "has TLS with",
  "plain refusal": "does not connect to",
  "refusal tls": "accepts",
  "refusal plain": "accepts, without TLS,",
};

const SESSION = "SELECT ssl, client_dn AS name FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

async function probe(lab: Lab, { mode, host, ca, name, server }: Check): Promise<Outcome> {
  const settings: Settings = {
    "connection.ssl.mode": mode,
    ...(host && { "connection.host": host }),
    ...(ca && { "connection.ssl.ca": certificates(lab)[ca] }),
    ...(name && { "connection.ssl.serverName": name }),
    ...(server === "only TLS" && { "connection.user": TLS_ROLE }),
    ...(server === "without TLS" && { "connection.port": (await lab.proxy({ tls: false })).port }),
  };
  const { pool } = await lab.open(settings);
  const session = await settle(pool.query(SESSION), 4_000);
  if (session.how !== "done") return "refusal";
  return session.value[0]?.ssl === true ? "tls" : "plain";
}

function certificate(checks: readonly Check[]): Behaviour {
  return {
    needs: "tls",
    async measure(lab): Promise<Measured> {
      const results = await Promise.all(checks.map(async (check) => ({ ...check, got: await probe(lab, check) })));
      const faults = results.filter(({ want, got }) => got !== want);
      if (faults.length === 0) return { verdict: "full", text: "decides which servers are accepted" };
      return {
        verdict: "none",
        text: faults.map(({ to, want, got }) => `${WORDS[`${want} ${got}`]} ${to}`).join(", "),
      };
    },
  };
}

function clientCertificate(): Behaviour {
  return {
    needs: "tls",
    async measure(lab): Promise<Measured> {
      const { cert, key } = certificates(lab);
      const { pool } = await lab.open({
        "connection.ssl.mode": "require",
        "connection.ssl.cert": cert,
        "connection.ssl.key": key,
      });
      const session = await settle(pool.query(SESSION), 4_000);
      const shown = session.how === "done" && session.value[0]?.name === `/CN=${CLIENT_NAME}`;
      if (shown) return { verdict: "full", text: "the server sees the client certificate" };
      return { verdict: "none", text: "the server sees no client certificate" };
    },
  };
}

function certificates(lab: Lab): Certificates {
  if (lab.server.certificates instanceof Error) throw lab.server.certificates;
  return lab.server.certificates;
}
