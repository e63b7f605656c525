// what readers share that build programs of Go
import { fileURLToPath } from "node:url";
import { missingCommand } from "../../conformance/_remote.ts";

const CACHE = fileURLToPath(new URL("../../conformance/.cache/", import.meta.url));

/** The environment of Go; the caches are those of the conformance. */
export const GO_ENVIRONMENT: NodeJS.ProcessEnv = {
  ...process.env,
  GOCACHE: `${CACHE}go-build`,
  GOMODCACHE: `${CACHE}go-modules`,
  GOFLAGS: "-mod=mod -modcacherw -buildvcs=false",
  GOTOOLCHAIN: "local",
};

/** Why nothing of Go can be built here; undefined if it can. */
export const MISSING_GO: string | undefined = missingCommand("go", ["version"], "Go");
