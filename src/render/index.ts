// writes a config as the settings of one target

import { setKey, type Tree } from "../codecs/literal.ts";
import { type Kind, readOptions, readText } from "../diagnostics/arguments.ts";
import { PoolcfgError } from "../diagnostics/errors.ts";
import { urlVariable } from "../mapping/connection.ts";
import type { Form } from "../mapping/define.ts";
import {
  checkConfig,
  type Deviation,
  SETTINGS_KINDS,
  type Settings,
  type RenderOptions as SettingsOptions,
} from "../mapping/encode.ts";
import { isWellFormed } from "../model/fast-path.ts";
import { type Config, FIELDS } from "../model/model.ts";
import { valueAt } from "../model/paths.ts";
import { liveSettings } from "../poolers/in-use.ts";
import type { TargetId } from "../targets/registry.gen.ts";
import { Secret } from "../text/secret.ts";
import { findSyntax, innerSyntax, settingsIn } from "./deviations.ts";
import { findTarget } from "./find-target.ts";

export type { Deviation, Form };

/** What is written of a config, and in which form. */
export interface RenderOptions extends SettingsOptions {
  /** Form of the text; the first one that the target has, unless said. */
  readonly format?: Form | (string & {});
}

/** Settings of a target. */
export interface Rendered {
  /**
   * What a program hands to the library: an options object, or a URL. It holds secrets, unless redacted.
   * It is made when it is first looked at, of the config as that then is; a certificate file is read when its option is.
   */
  readonly value: unknown;
  /** The settings in the form that was asked for, ending with a line break. Code never holds a secret. */
  readonly text: string;
  /** What the text cannot say, though the config does. */
  readonly deviations: readonly Deviation[];
  /** Form of the text. */
  readonly format: Form;
}

/**
 * Writes a config as the settings of a target. Every field that the target has is written, set or default, because the
 * defaults of libraries differ; a field whose absence means "as the server has it" only where somebody set it.
 *
 * @param config one pool; a named pool's overlay is already applied.
 * @param target id of the target, such as `knex` or `prisma@7`.
 * @returns value, text and deviations. A deviation of severity `error` means that the settings must not be used as they are.
 * @throws PoolcfgError `target` for a target that does not exist, `usage` for a form that it does not have, `config` for
 *   text that no server can be sent.
 */
export function render(config: Config, target: TargetId | (string & {}), given: RenderOptions = {}): Rendered {
  const entry = findTarget(readText("The target", target));
  const options = readOptions("render", given, kinds());
  checkConfig(config);
  checkTexts(config);
  const { passwordFrom, ...others } = options;
  const syntax = findSyntax(entry, options.format ?? (passwordFrom === undefined ? entry.forms[0] : "code"));
  const inner = innerSyntax(entry, syntax);
  const written = settingsIn(entry, config, syntax, options);
  const own = inner === undefined ? written.value : inner.write(written.value, entry).trimEnd();
  const under = entry.under?.[syntax.id];
  const whole: Tree = {};
  if (under !== undefined) setKey(whole, under, own);
  const settings = under === undefined ? own : whole;
  const plain = syntax.write(settings, entry, urlVariable(entry.connection, config));
  const text = syntax.code ? plain : (entry.keyCase?.escape?.(plain) ?? plain);
  let live: Settings | undefined;
  return {
    // most who want a text never look at it
    get value() {
      live ??= liveSettings(entry, config, others);
      return live.value;
    },
    text,
    deviations: written.deviations,
    format: syntax.id,
  };
}

// loading rejects such text, but a program can put it into its config
function checkTexts(config: Config): void {
  for (const path of FIELDS.keys()) {
    const value = valueAt(config, path);
    const text = value instanceof Secret ? value.reveal() : value;
    if (typeof text === "string" && !isWellFormed(text))
      throw new PoolcfgError("config", `${path} contains NUL or is not valid Unicode, so no server can be sent it`);
  }
}

// a function, so that importing this module does not load the targets
const kinds = (): Readonly<Record<keyof RenderOptions, readonly Kind[]>> => ({ ...SETTINGS_KINDS, format: ["text"] });
