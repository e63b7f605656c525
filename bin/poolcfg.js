#!/usr/bin/env node
// starts the built command line
import module from "node:module";

// Node 22.8 and later; the folder is Node's own default
module.enableCompileCache?.();

const { main } = await import("../dist/cli.js");
const code = await main(process.argv.slice(2));
// a stream that failed has set its own
process.exitCode ||= code;
