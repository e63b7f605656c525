// Supavisor, a service in Elixir that is hosted
import type { Unmeasured } from "./_driver.ts";

export default {
  unmeasured: "Supavisor is a service with a database of its own, which nothing here installs",
} satisfies Unmeasured;
