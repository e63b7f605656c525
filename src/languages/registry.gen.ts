// written by: npm run gen
import type { Language } from "./_define.ts";
import csharp from "./csharp.ts";
import elixir from "./elixir.ts";
import go from "./go.ts";
import java from "./java.ts";
import js from "./js.ts";
import python from "./python.ts";
import ruby from "./ruby.ts";
import rust from "./rust.ts";

export const languages: readonly Language[] = [
  csharp,
  elixir,
  go,
  java,
  js,
  python,
  ruby,
  rust,
];
