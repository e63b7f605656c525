// a parameter that carries one canonical setting
import type { Codec } from "../codecs/units.ts";
import type { Path } from "../model/model.ts";

/** The setting that a parameter carries, and how its value is written. */
export interface Param {
  readonly path: Path;
  readonly codec: Codec;
}
