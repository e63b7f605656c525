// Npgsql, which runs on .NET alone
import type { Unmeasured } from "./_driver.ts";

export default { unmeasured: "there is no .NET where this is measured" } satisfies Unmeasured;
