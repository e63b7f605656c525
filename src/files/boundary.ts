// where a project ends: what its files name beyond that is other people's

import { createFinding } from "../diagnostics/catalogue.ts";
import { PoolcfgError } from "../diagnostics/errors.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Origin } from "../diagnostics/origin.ts";
import { quoted } from "../text/mask.ts";
import type { Files } from "./file-system.ts";

/** The folder that a project is in. Files that a config or a `.env` file names are read only from there. */
export class Boundary {
  readonly #files: Pick<Files, "isOfSystem">;
  /** Whether a file is in the project, also where symbolic links lead. */
  readonly has: (path: string) => boolean;

  constructor(files: Pick<Files, "isOfSystem">, has: (path: string) => boolean) {
    this.#files = files;
    this.has = has;
  }

  /**
   * The finding for a file that is outside of the project or one of the system's; undefined for a file that may be read.
   *
   * @param what names the file, as shown: `extends`, `manifests`.
   */
  outside(path: string, what: string, shown: string, origin: Origin): Finding | undefined {
    return this.#files.isOfSystem(path) || !this.has(path) ? outsideFinding(what, shown, origin) : undefined;
  }

  /**
   * Refuses a file of the project that is a symbolic link to one elsewhere.
   *
   * @throws PoolcfgError `input`.
   */
  refuseLink(path: string, shown: string): void {
    if (this.has(path)) return;
    throw new PoolcfgError(
      "input",
      `${shown} leads to a file outside of the project folder, so it was not read. To read that file, name it by its own path.`,
    );
  }
}

/** The finding for a file outside of the project. */
export function outsideFinding(what: string, shown: string, origin: Origin): Finding {
  return createFinding("file-outside-project", {
    message: `\`${what}\` names ${quoted(shown)}, which is outside of the project folder and was not read`,
    origin,
    help: "Move the file into the project, or allow its folder with --root.",
  });
}
