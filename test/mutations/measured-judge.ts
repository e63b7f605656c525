// compares what is rendered now with what was rendered when the library was measured
import { isDeepStrictEqual } from "node:util";
import { decodeDsn } from "../../src/mapping/decode-dsn.ts";
import type { Form } from "../../src/mapping/define.ts";
import type { UrlParameters } from "../../src/mapping/url-parameters.ts";
import type { Path } from "../../src/model/model.ts";
import { valueAt } from "../../src/model/paths.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { loaded } from "../conformance/_options.ts";
import { changedLines, connectionLines, type Lines, readRecords, type TargetRecord } from "../conformance/_record.ts";
import type { Judge } from "./judge.ts";
import { PARTS } from "./mutants.ts";

/**
 * A committed record of measurements. A text that is not the one of the record was not measured, whatever our own
 * readers say of it.
 */
export async function measuredJudge(): Promise<Judge> {
  const records = await readRecords();
  // what a driver reads of a measured text before anything is changed
  const evidence = new Map<UrlParameters, readonly Evidence[]>();
  for (const { id, urlParameters: driver } of targets) {
    const record = records[id];
    if (driver && record) evidence.set(driver, [...(evidence.get(driver) ?? []), ...parametersIn(record, driver)]);
  }
  return {
    id: "measurement",
    target({ id }, path) {
      const record = records[id];
      if (!record) return [];
      if (path in PARTS) return differences(id, record.connection, connectionLines(id, formsOf(record.connection)));
      const renderings = record.fields[path] ?? [];
      return renderings.flatMap(({ settings, lines }) =>
        differences(id, lines, changedLines(id, settings, formsOf(lines))),
      );
    },
    driver(driver, path) {
      const own = (evidence.get(driver) ?? []).filter((one) => one.path === path);
      return own.flatMap(({ parameter, value }) => {
        const found = readAs(parameter, driver, path);
        if (isDeepStrictEqual(found, [value])) return [];
        return [`${parameter} was measured as ${JSON.stringify(value)}, and is read as ${JSON.stringify(found)}`];
      });
    },
  };
}

function formsOf(lines: Lines): readonly Form[] {
  return Object.keys(lines) as Form[];
}

function differences(id: string, measured: Lines, now: Lines): string[] {
  return Object.entries(now).flatMap(([form, lines]) => {
    const before = measured[form as keyof Lines];
    if (before === undefined || isDeepStrictEqual(before, lines)) return [];
    return [
      `${form} has ${JSON.stringify(lines)}, and ${JSON.stringify(before)} was measured: run npm run conformance -- --only ${id}`,
    ];
  });
}

/** A parameter of a measured URL, and the setting that it was measured to be. */
interface Evidence {
  readonly path: Path;
  readonly parameter: string;
  readonly value: unknown;
}

function parametersIn({ fields }: TargetRecord, driver: UrlParameters): Evidence[] {
  return Object.entries(fields).flatMap(([path, renderings]) =>
    renderings.flatMap(({ settings, lines }): Evidence[] => {
      if (!(path in settings)) return [];
      const value = valueAt(loaded(settings).config, path as Path);
      const parameters = Object.values(lines)
        .flat()
        .map((line) => /^(?:[^"'=]*[?"'])?([\w.]+=[\w.%-]+)["']?\)?[,;]?$/.exec(line)?.[1])
        .filter((parameter) => parameter !== undefined);
      return [...new Set(parameters)]
        .filter((parameter) => isDeepStrictEqual(readAs(parameter, driver, path as Path), [value]))
        .map((parameter) => ({ path: path as Path, parameter, value }));
    }),
  );
}

function readAs(parameter: string, driver: UrlParameters, path: Path): unknown[] {
  const { settings } = decodeDsn(`postgresql://h/d?${parameter}`, driver);
  return settings.filter((setting) => setting.path === path).map(({ value }) => value);
}
