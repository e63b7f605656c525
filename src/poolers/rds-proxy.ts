// sizes that are shares of what the server allows

import { custom, type LibraryDefault, type Mapping, wrongType } from "../mapping/define.ts";
import type { Path } from "../model/model.ts";
import { sizeOf } from "./pooler.ts";

/** Maps a number of connections to a percentage of `server.maxConnections`, which must have been stated. */
export function percentOfServer(
  key: string,
  path: Path,
  { least, ...facts }: { least: number; libraryDefault: LibraryDefault; note: string },
): Mapping {
  return custom(
    [key],
    "%",
    { ...facts, with: path === "pool.max" ? ["server.maxConnections", "pooler.poolSize"] : [] },
    {
      write(value, { config, isSet }) {
        if (!isSet("server.maxConnections")) {
          if (!isSet(path)) return {};
          const message = "cannot be written: it is a percentage of server.maxConnections, which is not set";
          return { remarks: [{ kind: "unrepresentable", message, workaround: "state server.maxConnections" }] };
        }
        const size = path === "pool.max" ? sizeOf(config) : (value as number);
        const exact = (size / config.server.maxConnections) * 100;
        const percent = Math.floor(exact);
        if (percent < least || percent > 100) {
          const message = `is ${exact.toFixed(2)} % of server.maxConnections (${config.server.maxConnections}); it must be ${least} to 100`;
          return { remarks: [{ kind: "unrepresentable", message }] };
        }
        if (percent === exact) return { set: { [key]: percent } };
        return { set: { [key]: percent }, remarks: [{ kind: "rounded", message: `is rounded down to ${percent} %` }] };
      },
      read(native) {
        if (!native.has(key)) return undefined;
        const percent = native.get(key);
        if (typeof percent !== "number" || !Number.isInteger(percent) || percent < least || percent > 100)
          return { issues: [{ ...wrongType(key, "is no percentage"), legal: `a whole number, ${least} to 100` }] };
        return {
          remark: `${key} is ${percent} % of the server's max_connections, which is not set there: ${path} is left out`,
        };
      },
    },
  );
}
