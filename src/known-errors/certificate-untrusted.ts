// a server certificate of an authority that is not trusted
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "certificate-untrusted",
  reason: "tls",
  codes: [
    "SELF_SIGNED_CERT_IN_CHAIN",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "UNABLE_TO_GET_ISSUER_CERT",
    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  ],
  phrases: {
    "Node.js": [
      "{self-signed|self signed} certificate",
      "unable to verify the first certificate",
      "unable to get {local |}issuer certificate",
    ],
    libpq: ["certificate verify failed"],
    Go: [
      "x509: certificate signed by unknown authority",
      "x509: {certificate is not trusted|'<name>' certificate is not trusted|certificate is not standards compliant}",
    ],
    pgjdbc: [
      "PKIX path building failed",
      "unable to find valid certification path to requested target",
      "SunCertPathBuilderException",
    ],
    rustls: ["invalid peer certificate: {UnknownIssuer|CaUsedAsEndEntity|BadSignature|unknown issuer}"],
    Npgsql: [
      "The remote certificate is invalid {according to the validation procedure|because of errors in the certificate chain}",
      "The remote certificate was rejected by the provided RemoteCertificateValidationCallback",
      "RemoteCertificateChainErrors",
      "PartialChain",
    ],
    Postgrex: ["TLS client: {In state|in state} ... {Unknown CA|unknown_ca}", "Fatal - Unknown CA", ":unknown_ca"],
    PgBouncer: ["TLS handshake error: handshake failed: error:{...}certificate verify failed"],
  },
  meaning: "The server's certificate is signed by an authority (CA) that is not trusted here.",
  todo: "Pass the authority's certificate (connection.ssl.ca, sslrootcert); hosted providers offer it for download. Do not turn verification off: then anyone in between can read along.",
  advice: {
    "Node.js":
      "node-postgres: ssl: { ca: fs.readFileSync('ca.pem') }, or NODE_EXTRA_CA_CERTS. In a connection string, sslmode=require verifies as well in pg 8 unless uselibpqcompat=true.",
    pgjdbc:
      "pgjdbc: sslrootcert=/path/ca.pem, or sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory for the JVM's own trust store.",
    Npgsql: "Npgsql: Root Certificate=/path/ca.pem; SSL Mode=Require encrypts without verifying.",
  },
  settings: ["connection.ssl.ca", "connection.ssl.mode"],
  source: "https://www.postgresql.org/docs/18/libpq-ssl.html",
  examples: [
    "self-signed certificate in certificate chain",
    "unable to verify the first certificate",
    "SSL error: certificate verify failed",
    "tls: failed to verify certificate: x509: certificate signed by unknown authority",
    "PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target",
    "invalid peer certificate: UnknownIssuer",
  ],
});
