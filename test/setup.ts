// random inputs: new ones at each run by hand, the same ones in CI, where a failure has to come again
import fc from "fast-check";

fc.configureGlobal({ seed: process.env.CI ? 20_261_121 : Date.now() });
