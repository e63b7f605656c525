#!/usr/bin/env node
// starts the built command line
"use strict";

// Node 22.8 and later; the folder is Node's own default
require("node:module").enableCompileCache?.();

const { main } = require("../dist/cli/main.cjs");

main(process.argv.slice(2)).then((code) => {
  // a stream that failed has set its own
  process.exitCode ||= code;
});
