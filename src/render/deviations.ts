// what a target does not do of a config: the same for render, for validate, and for a program

import { PoolcfgError } from "../diagnostics/errors.ts";
import type { Origin } from "../diagnostics/origin.ts";
import type { Target } from "../mapping/define.ts";
import { type Deviation, type RenderOptions, type Settings, settingsFor } from "../mapping/encode.ts";
import type { Config } from "../model/model.ts";
import { didYouMean } from "../model/spellings.ts";
import { losesPrepared } from "../poolers/in-use.ts";
import { quoted } from "../text/mask.ts";
import type { Syntax } from "./syntaxes/_define.ts";
import { syntaxes } from "./syntaxes/registry.gen.ts";

/**
 * What `render` reports for a target in the form that it writes by default.
 *
 * @param origins where each value came from.
 * @param versions of the packages that read the settings.
 */
export function deviationsOf(
  target: Target,
  config: Config,
  origins: Readonly<Record<string, Origin>>,
  versions: Readonly<Record<string, string>>,
): readonly Deviation[] {
  return settingsIn(target, config, findSyntax(target, target.forms[0]), { origins, versions }).deviations;
}

/** The settings of a config in one form; what that form cannot express is a deviation. */
export function settingsIn(target: Target, config: Config, syntax: Syntax, options: RenderOptions): Settings {
  const { unwritable } = innerSyntax(target, syntax) ?? syntax;
  return settingsFor(target, config, syntax.code ? "code" : "text", options, { unwritable, losesPrepared });
}

/** The syntax of the one text that a form has the settings in, if it is such a form. */
export function innerSyntax(target: Target, { id }: Syntax): Syntax | undefined {
  const inner = target.asText?.[id];
  return inner && findSyntax(target, inner);
}

/**
 * The syntax of a form of a target.
 *
 * @throws PoolcfgError `usage` for a form that it does not have.
 */
export function findSyntax(target: Target, form: string): Syntax {
  const syntax = syntaxes.find(({ id }) => id === form);
  if (syntax && target.forms.includes(syntax.id)) return syntax;
  const meant = didYouMean(form, target.forms);
  const hint = meant === undefined ? "" : `Did you mean ${meant}? `;
  throw new PoolcfgError(
    "usage",
    `${target.title} cannot be written as ${quoted(form)}. ${hint}Its forms are ${target.forms.join(", ")}.`,
  );
}
