// PgDog, a program in Rust that has no release to install
import type { Unmeasured } from "./_driver.ts";

export default {
  unmeasured: "PgDog is a program of its own, which nothing here installs; its file is read back in its own syntax",
} satisfies Unmeasured;
