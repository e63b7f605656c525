// the code of others in dist: each package is listed, with its licence, and nothing else is
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { billOfMaterials, licenceTexts, packagesOf } from "../../scripts/_third-party.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");
const json = (path: string) => JSON.parse(read(path));

interface Component {
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses: readonly { readonly license?: { readonly id: string }; readonly expression?: string }[];
  readonly hashes?: readonly { readonly content: string }[];
  readonly properties: readonly { readonly value: string }[];
}

const sbom = json("dist/sbom.cdx.json");
const components: readonly Component[] = sbom.components;
const idOf = ({ group, name, version }: Component) => `${group ? `${group}/` : ""}${name} ${version}`;

/** Packages by the files of dist that they are in, from what the bundler reports. */
let bundled: Map<string, Set<string>>;
let files: string[];

beforeAll(() => {
  const modules: Record<string, string[]> = JSON.parse(
    execFileSync(process.execPath, [join(root, "scripts/build.js"), "--list-modules"], {
      encoding: "utf8",
      maxBuffer: 1 << 26,
    }),
  );
  files = Object.keys(modules).sort();
  bundled = new Map();
  for (const [file, ids] of Object.entries(modules))
    for (const id of ids) {
      const manifest = manifestAbove(id);
      if (!manifest || manifest === join(root, "package.json")) continue;
      const { name, version } = JSON.parse(readFileSync(manifest, "utf8"));
      const key = `${name} ${version}`;
      bundled.set(key, (bundled.get(key) ?? new Set()).add(`dist/${file}`));
    }
});

/** The manifest of the package that a module is in: the nearest that names one; some packages have others inside. */
function manifestAbove(id: string): string | undefined {
  for (let folder = dirname(id.split("?")[0]!); folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (existsSync(file) && JSON.parse(readFileSync(file, "utf8")).version) return file;
  }
  return undefined;
}

describe("the bill of materials", () => {
  test("lists the packages that are bundled, and no others", () => {
    expect(components.map(idOf).sort()).toEqual([...bundled.keys()].sort());
    expect(components.length).toBeGreaterThan(15);
  });

  test("names the files of dist that each is in", () => {
    const named = components.map((entry) => [idOf(entry), entry.properties.map(({ value }) => value)]);
    expect(Object.fromEntries(named)).toEqual(
      Object.fromEntries([...bundled].map(([key, places]) => [key, [...places].sort()])),
    );
    const written = readdirSync(join(root, "dist"), { recursive: true }).map(String);
    expect(written.filter((name) => /\.cjs$|^web\/.*\.js$/.test(name)).sort(), "every bundle is looked at").toEqual(
      files,
    );
  });

  test("is valid CycloneDX 1.6", () => {
    const schema = (name: string) => json(`node_modules/@cyclonedx/cyclonedx-library/res/schema/${name}.schema.json`);
    const ajv = new Ajv({ strict: false, validateFormats: false });
    ajv.addSchema(schema("spdx.SNAPSHOT"), "http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json");
    ajv.addSchema(schema("jsf-0.82.SNAPSHOT"), "http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json");
    const check = ajv.compile(schema("bom-1.6.SNAPSHOT"));
    expect(check(sbom), JSON.stringify(check.errors)).toBe(true);
    expect(check({ ...sbom, components: [{ ...components[0], type: "book" }] }), "the schema refuses").toBe(false);
  });

  test("gives each its package URL, licence and hash, and refers only to what it lists", () => {
    const lock = json("package-lock.json").packages;
    const hashes = new Set(
      Object.values<{ integrity?: string }>(lock).map(({ integrity }) =>
        Buffer.from(integrity?.split("-")[1] ?? "", "base64").toString("hex"),
      ),
    );
    for (const entry of components) {
      const [name, version] = idOf(entry).split(" ");
      expect(entry.purl).toBe(`pkg:npm/${name!.replace("@", "%40")}@${version}`);
      expect(entry.licenses[0]!.license?.id ?? entry.licenses[0]!.expression).toMatch(/^[\w.-]+/);
      expect(hashes).toContain(entry.hashes![0]!.content);
    }
    const known = new Set(["pkg:npm/poolcfg@".concat(json("package.json").version), ...components.map((c) => c.purl)]);
    const used = new Set<string>();
    for (const { ref, dependsOn } of sbom.dependencies) {
      expect(known).toContain(ref);
      for (const other of dependsOn) used.add(other);
    }
    expect([...used].sort(), "each is reached").toEqual(components.map((entry) => entry.purl).sort());
  });

  test("is the same for the same input, and another for another", () => {
    const packages = packagesOf({ "a.cjs": [join(root, "node_modules/pg/lib/index.js")] }, root);
    const once = billOfMaterials(packages, root);
    expect(billOfMaterials(packages, root)).toEqual(once);
    expect(JSON.stringify(once)).not.toMatch(/timestamp/);
    const [pg] = packages;
    expect(billOfMaterials([{ ...pg!, version: "0.0.1" }], root).serialNumber).not.toBe(once.serialNumber);
  });
});

describe("the licence texts", () => {
  const folder = mkdtempSync(join(tmpdir(), "poolcfg-licences-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const MIT = "Copyright (c) A. Person\n\nPermission is hereby granted, free of charge, to any person …";

  /** Bundles one made-up package that has the given files. */
  function texts(name: string, given: Record<string, string>, license: string | undefined = "MIT"): string {
    const at = join(folder, "node_modules", name);
    mkdirSync(at, { recursive: true });
    for (const [file, text] of Object.entries({
      "package.json": JSON.stringify({ name, version: "1.2.3", license }),
      ...given,
    }))
      writeFileSync(join(at, file), text);
    return licenceTexts(packagesOf({ "a.cjs": [join(at, "index.js")] }, folder));
  }

  test("cover each package that is bundled", () => {
    const parts = read("dist/THIRD-PARTY-LICENSES.txt").split(/^-{70,}$/m);
    const heads = parts.map((part) => /^(\S+ \S+) \([^)]+\)\n\n/.exec(part.trimStart()));
    expect(heads.map((head) => head?.[1]).sort()).toEqual([...bundled.keys()].sort());
    for (const part of parts) expect(part).toMatch(/copyright/i);
  });

  test("are taken from every licence and notice file, or from the README", () => {
    const all = texts("a", { LICENSE: MIT, "NOTICE.md": "Parts are by B. Person", "license-MIT.txt": "and by C" });
    expect(all).toMatch(/A\. Person[\s\S]*B\. Person[\s\S]*and by C/);
    expect(texts("@b/c", { "README.md": `# b\n\n## License\n\n${MIT}\n\n## More\n\nother` })).toContain("A. Person");
    expect(texts("@b/c", {})).not.toContain("other");
    expect(texts("d", { COPYING: MIT })).toContain("A. Person");
  });

  test.for([
    ["no file", {}],
    ["an empty file", { LICENSE: "" }],
    ["a notice alone", { NOTICE: "Copyright (c) A. Person" }],
    ["a README that only names it", { "README.md": "# x\n\n## License\n\nMIT" }],
  ] as const)("stop the build where a package has %s", ([name, given]) => {
    expect(() => texts(name.replaceAll(" ", "-").toLowerCase(), given)).toThrow(/has no licence text/);
  });

  test("stop the build where package.json names no licence", () => {
    expect(() => texts("e", { LICENSE: MIT, "package.json": '{"name":"e","version":"1.0.0"}' })).toThrow(/lacks/);
  });
});
