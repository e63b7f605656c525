// written by: npm run gen
import type { Syntax } from "./_define.ts";
import adoNet from "./ado-net.ts";
import code from "./code.ts";
import env from "./env.ts";
import ini from "./ini.ts";
import jsonEntry from "./json.ts";
import odysseyConf from "./odyssey-conf.ts";
import properties from "./properties.ts";
import toml from "./toml.ts";
import ts from "./ts.ts";
import url from "./url.ts";
import yaml from "./yaml.ts";

export const syntaxes: readonly Syntax[] = [
  adoNet,
  code,
  env,
  ini,
  jsonEntry,
  odysseyConf,
  properties,
  toml,
  ts,
  url,
  yaml,
];
