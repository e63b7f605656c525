interface Package {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly dependencies: readonly string[];
  readonly files: ReadonlySet<string>;
}

export function packagesOf(modules: Readonly<Record<string, readonly string[]>>, root: string): Package[];
export function licenceTexts(packages: readonly Package[]): string;
export function billOfMaterials(packages: readonly Package[], root: string): { readonly serialNumber: string };
