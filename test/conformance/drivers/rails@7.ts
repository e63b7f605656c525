// Rails, of which no version that the table holds for runs on the Ruby here
import type { Unmeasured } from "./_driver.ts";

export default {
  unmeasured: "Active Record is not installed where this is measured",
} satisfies Unmeasured;
