// Ecto, whose present versions need a newer Elixir than there is here
import type { Unmeasured } from "./_driver.ts";

export default {
  unmeasured: "Ecto is not installed where this is measured",
} satisfies Unmeasured;
