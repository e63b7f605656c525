// what a driver does that reads the key of a client certificate otherwise than libpq
import { createPrivateKey } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { settle } from "../_clock.ts";
import type { Lab } from "../_lab.ts";
import type { Behaviours, Measured } from "../_measure.ts";
import { CLIENT_NAME } from "../_tls.ts";

export const jdbc: Behaviours = {
  "connection.ssl.cert": {
    needs: "tls",
    async measure(lab): Promise<Measured> {
      if (await isSeen(lab, "DER")) return { verdict: "full", text: "the server sees the client certificate" };
      return { verdict: "none", text: "the server sees no client certificate" };
    },
  },
  "connection.ssl.key": {
    needs: "tls",
    async measure(lab): Promise<Measured> {
      const [der, pem] = await Promise.all([isSeen(lab, "DER"), isSeen(lab, "PEM")]);
      if (der && pem) return { verdict: "full", text: "the server sees the client certificate" };
      if (der) return { verdict: "partial", text: "a key in DER is used, an EC key in PEM is not" };
      return { verdict: "none", text: "the server sees no client certificate" };
    },
  },
};

async function isSeen(lab: Lab, form: "DER" | "PEM"): Promise<boolean> {
  const { certificates } = lab.server;
  if (certificates instanceof Error) throw certificates;
  const { cert, key } = certificates;
  const der = `${key}.pk8`;
  // pgjdbc refuses a key that others may read
  writeFileSync(der, createPrivateKey(readFileSync(key)).export({ type: "pkcs8", format: "der" }), { mode: 0o600 });
  const { pool } = await lab.open({
    "connection.ssl.mode": "require",
    "connection.ssl.cert": cert,
    "connection.ssl.key": form === "DER" ? der : key,
  });
  const session = await settle(
    pool.query("SELECT client_dn AS name FROM pg_stat_ssl WHERE pid = pg_backend_pid()"),
    8_000,
  );
  return session.how === "done" && session.value[0]?.name === `/CN=${CLIENT_NAME}`;
}
