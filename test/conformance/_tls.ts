// certificates for one run
import "reflect-metadata";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as x509 from "@peculiar/x509";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const DAY_MS = 86_400_000;

interface Issued {
  readonly keys: CryptoKeyPair;
  readonly certificate: x509.X509Certificate;
}

/** Makes an authority, a server certificate for `localhost`, a client certificate, and an authority that signed neither. */
export async function makeCertificates(): Promise<Certificates> {
  const folder = await mkdtemp(join(tmpdir(), "poolcfg-conformance-tls-"));
  const ca = await issue("conformance");
  await write(folder, "ca", ca);
  await write(folder, "stranger", await issue("stranger"));
  await write(folder, "server", await issue("localhost", ca));
  await write(folder, "client", await issue(CLIENT_NAME, ca));
  return {
    folder,
    ca: join(folder, "ca.crt"),
    stranger: join(folder, "stranger.crt"),
    cert: join(folder, "client.crt"),
    key: join(folder, "client.key"),
  };
}

/** A certificate of an authority, or of an authority itself. */
async function issue(name: string, authority?: Issued): Promise<Issued> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const now = Date.now();
  const subject = `CN=${name}`;
  const certificate = await x509.X509CertificateGenerator.create({
    subject,
    issuer: authority?.certificate.subject ?? subject,
    publicKey: keys.publicKey,
    signingKey: (authority ?? { keys }).keys.privateKey,
    signingAlgorithm: ALGORITHM,
    notBefore: new Date(now - DAY_MS),
    notAfter: new Date(now + 2 * DAY_MS),
    extensions: [
      new x509.BasicConstraintsExtension(authority === undefined, undefined, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ...(authority ? [await x509.AuthorityKeyIdentifierExtension.create(authority.keys.publicKey)] : []),
      ...(name === "localhost" ? [new x509.SubjectAlternativeNameExtension([{ type: "dns", value: name }])] : []),
    ],
  });
  return { keys, certificate };
}

async function write(folder: string, name: string, { keys, certificate }: Issued): Promise<void> {
  const pkcs8 = await crypto.subtle.exportKey("pkcs8", keys.privateKey);
  await writeFile(join(folder, `${name}.crt`), `${certificate.toString("pem")}\n`);
  await writeFile(join(folder, `${name}.key`), `${x509.PemConverter.encode(pkcs8, "PRIVATE KEY")}\n`, { mode: 0o600 });
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
