// a message of the network
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "certificate-untrusted",
  library: "Node, libpq",
  reason: "tls",
  codes: [
    "SELF_SIGNED_CERT_IN_CHAIN",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "UNABLE_TO_GET_ISSUER_CERT",
    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  ],
  patterns: [
    /self[- ]signed certificate/i,
    /unable to (?:verify the first certificate|get (?:local )?issuer certificate)/i,
    /certificate verify failed/i,
    /root certificate file \S{1,200} does not exist/i,
  ],
  meaning: "The server's certificate is signed by an authority that is not trusted here.",
  todo: "Give the authority's certificate as connection.ssl.ca; hosted providers offer it for download. Do not switch the check off: then anyone between can read along.",
  settings: ["connection.ssl.ca", "connection.ssl.mode"],
  source: "https://www.postgresql.org/docs/18/libpq-ssl.html",
  examples: [
    "self-signed certificate in certificate chain",
    "unable to verify the first certificate",
    "SSL error: certificate verify failed",
  ],
});
