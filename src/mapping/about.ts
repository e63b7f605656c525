// what a finding about a target says of it
import type { Target } from "./define.ts";

/** What a finding about a target says of it. */
export function about({ id, package: pack }: Target): { readonly target: string; readonly holdsFor?: string } {
  return { target: id, ...(pack && { holdsFor: `${pack.name} ${pack.range}` }) };
}
