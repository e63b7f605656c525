// certificates for one run
import { execFile } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** Makes an authority, a server certificate for `localhost`, a client certificate, and an authority that signed neither. */
export async function makeCertificates(): Promise<Certificates> {
  const folder = await mkdtemp(join(tmpdir(), "poolcfg-conformance-tls-"));
  const make = (name: string, subject: string, ...rest: string[]) =>
    promisify(execFile)(
      "openssl",
      [
        ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc", "-days", "2"],
        ...["-subj", `/CN=${subject}`, "-keyout", `${name}.key`, "-out", `${name}.crt`, ...rest],
      ],
      { cwd: folder },
    );
  const signed = ["-CA", "ca.crt", "-CAkey", "ca.key", "-addext", "basicConstraints=critical,CA:FALSE"];
  await make("ca", "conformance");
  await make("stranger", "stranger");
  await make("server", "localhost", ...signed, "-addext", "subjectAltName=DNS:localhost");
  await make("client", CLIENT_NAME, ...signed);
  return {
    folder,
    ca: join(folder, "ca.crt"),
    stranger: join(folder, "stranger.crt"),
    cert: join(folder, "client.crt"),
    key: join(folder, "client.key"),
  };
}

/** Name in the client certificate. */
export const CLIENT_NAME = "conformance client";

/** Paths of PEM files. `server.crt` and `server.key` are in the folder too. */
export interface Certificates {
  readonly folder: string;
  readonly ca: string;
  /** An authority that signed nothing here. */
  readonly stranger: string;
  readonly cert: string;
  readonly key: string;
}
