// Ruby itself: its compiler with warnings on, ERB and YAML
import { fileURLToPath } from "node:url";
import { missingCommand } from "../../conformance/_remote.ts";
import { defineReader } from "../reader.ts";
import { given, output, readingsOf } from "./_tool.ts";

const PROGRAM = fileURLToPath(new URL("../ruby/main.rb", import.meta.url));

export default defineReader({
  title: "ruby -wc, ERB and Psych",
  reads: ({ id }) => ["rails", "rails@7"].includes(id),
  unavailable: () => missingCommand("ruby", ["--version"], "Ruby"),
  read(cells) {
    const input = cells.map((cell) => ({ ...given(cell), form: cell.form }));
    return readingsOf(
      cells,
      output("ruby", ["-W2", PROGRAM], { input: JSON.stringify(input), env: { ...process.env, LANG: "C.UTF-8" } }),
    );
  },
});
