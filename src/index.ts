// the public surface of poolcfg
export { type DsnHost, type DsnOptions, type ParsedDsn, parseDsn } from "./dsn/parse.ts";
export { type ErrorCode, isPoolcfgError, PoolConfigError, PoolcfgError } from "./errors.ts";
export type { Accepted, Edit, Finding, Severity } from "./finding.ts";
export { type Imported, type ImportOptions, importConfig } from "./import.ts";
export {
  type BootOptions,
  type Inspection,
  inspectPoolConfig,
  type LoadedFiles,
  type LoadOptions,
  loadPoolConfig,
  loadPoolConfigSync,
} from "./load.ts";
export type { Origin, SourceKind } from "./origin.ts";
export { type Form, type Loss, type Rendered, type RenderOptions, render } from "./render.ts";
export type { Percent } from "./schema/_field.ts";
export { type ConfigInput, definePoolConfig, type NamedPoolInput } from "./schema/input.ts";
export type { Config, NamedPool, Path, RuleSetting, ValueAt } from "./schema/model.ts";
export { Secret } from "./secret.ts";
export type { TargetId } from "./targets/_all.gen.ts";
export type { Target } from "./targets/_define.ts";
export type { RenderOptions as SettingsOptions } from "./targets/_render.ts";
export { type PoolDifference, type PoolVerification, verifyPool } from "./verify.ts";
