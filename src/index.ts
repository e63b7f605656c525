// the public surface of poolcfg

export { type ErrorCode, isPoolcfgError, PoolConfigError, PoolcfgError } from "./diagnostics/errors.ts";
export type { Edit, Finding, Severity, Suppressed } from "./diagnostics/finding.ts";
export type { Origin, SourceKind } from "./diagnostics/origin.ts";
export type { DsnHost } from "./dsn/servers.ts";
export { type Imported, type ImportOptions, importConfig } from "./import/index.ts";
export { type PoolDifference, type PoolVerification, verifyPool } from "./import/verify.ts";
export {
  type BootOptions,
  type Inspection,
  inspectPoolConfig,
  type LoadedFiles,
  type LoadOptions,
  loadPoolConfig,
  loadPoolConfigSync,
} from "./load/index.ts";
export { type DsnOptions, type ParsedDsn, parseDsn } from "./load/parse-dsn.ts";
export type { Target } from "./mapping/define.ts";
export type { RenderOptions as SettingsOptions } from "./mapping/encode.ts";
export type { Percent } from "./model/field.ts";
export { type ConfigInput, definePoolConfig, type NamedPoolInput } from "./model/input.ts";
export type { Config, NamedPool, OwnConnection, Path, ValueAt } from "./model/model.ts";
export type { RuleSetting } from "./model/rule-setting.ts";
export { type Deviation, type Form, type Rendered, type RenderOptions, render } from "./render/index.ts";
export type { TargetId } from "./targets/registry.gen.ts";
export { Secret } from "./text/secret.ts";
