import { expect, test } from "vitest";
import { LIBPQ } from "../../src/dsn/_libpq.ts";
import { LIBPQ_KEYWORDS } from "../../src/text/libpq-keywords.ts";

test("masking knows every keyword that is read", () => {
  expect([...LIBPQ_KEYWORDS].sort()).toEqual([...LIBPQ.keys()].sort());
});
