// Odyssey, a program in C that Debian does not have
import type { Unmeasured } from "./_driver.ts";

export default {
  unmeasured: "Odyssey is a program of its own, which nothing here installs; its file is read back in its own syntax",
} satisfies Unmeasured;
