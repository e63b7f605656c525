import fc from "fast-check";

// characters and words that mean something in some place of a connection string
const BITS = [
  ..."a1@/?#%[] :&=,'\"\\{$<`",
  "\n",
  "\0",
  "é",
  "\ud800",
  "%20",
  "%zz",
  "?a=",
  "&b=",
  "host",
  "5432",
  "max=",
  "://",
  "::1",
];

/** Text made of what could mislead a reader of connection strings. */
export const hostile = (maxLength = 6) =>
  fc.array(fc.constantFrom(...BITS), { maxLength }).map((bits) => bits.join(""));

/** A connection string, more or less: any beginning, any number of misleading bits. */
export const hostileDsn = () =>
  fc
    .tuple(
      fc.constantFrom(
        "",
        "postgres://",
        "postgresql://u:",
        "jdbc:postgresql://",
        "pg://",
        "socket:/",
        "?",
        "/",
        "host=",
      ),
      hostile(24),
      fc.constantFrom("", "?connection_limit=1&pool_timeout=", "&pool_max=", " options='-c a=b'", "?user=a@"),
      hostile(6),
    )
    .map((parts) => parts.join(""));
