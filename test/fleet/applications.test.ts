// what is known of packaged applications, and how a container is recognised as one
import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { applicationOf } from "../../src/fleet/application.ts";
import type { Role, Setting } from "../../src/fleet/applications/_define.ts";
import { applications } from "../../src/fleet/applications/registry.gen.ts";

const idOf = (image: string, variables: readonly string[] = [], labels?: Record<string, string>) =>
  applicationOf({ image, variables: new Set(variables), ...(labels && { labels }) })?.id;

describe("recognition", () => {
  test.each([
    ["n8nio/n8n", "n8n"],
    ["docker.n8n.io/n8nio/n8n:1.80.0", "n8n"],
    ["registry.example.com:5000/mirror/n8nio/n8n@sha256:0123", "n8n"],
    ["quay.io/keycloak/keycloak:26.4", "keycloak"],
    ["Registry.Example.com/Keycloak/Keycloak:26", "keycloak"],
  ])("the image %s", (image, id) => expect(idOf(image)).toBe(id));

  test.each(["acme/shop:1", "keycloak-exporter", "acme/n8n-docs", "", "registry:5000/x/y"])(
    "not the image %s",
    (image) => expect(idOf(image)).toBeUndefined(),
  );

  test("a variable of its own, if the image has another name", () =>
    expect(idOf("acme/sso:1", ["PATH", "KC_DB_URL_HOST"])).toBe("keycloak"));

  test("the chart, whatever its version is", () => {
    expect(idOf("acme/sso:1", [], { "helm.sh/chart": "keycloakx-7.0.1" })).toBe("keycloak");
    expect(idOf("acme/sso:1", [], { "helm.sh/chart": "n8n-1.0.0-rc.1" })).toBe("n8n");
    expect(idOf("acme/sso:1", [], { "helm.sh/chart": "shop-7.0.1" })).toBeUndefined();
  });
});

describe("the data", () => {
  const settings = (role: Role): Setting[] =>
    [...Object.values(role.pools), ...(role.processes ? [role.processes] : [])].flatMap((setting) => [
      setting,
      ...(setting.times ? [setting.times] : []),
    ]);

  test("each file is in the registry by its name", () => {
    const folder = new URL("../../src/fleet/applications", import.meta.url);
    const files = readdirSync(folder).filter((name) => !/^_|\.gen\.ts$/.test(name));
    expect(applications.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
  });

  test("no image, chart or prefix belongs to two applications", () => {
    for (const key of ["images", "charts", "prefixes"] as const) {
      const all = applications.flatMap((application) => application[key] ?? []);
      expect(all.filter((name, at) => all.indexOf(name) !== at)).toEqual([]);
    }
  });

  test.each(applications.map((application) => [application.id, application] as const))("%s", (_, application) => {
    const { images, roles, source, address } = application;
    for (const image of images) expect(image).toMatch(/^[a-z0-9._-]+(?:\/[a-z0-9._-]+)?$/);
    for (const name of address) expect(name).toMatch(/^[A-Za-z][\w.]*$/);
    expect(source.url).toMatch(/^https:\/\/[\w.-]+\/\S*$|^[\w.-]+\/[\w.-]+:\S+$/);
    expect(source.checked).toMatch(/^20\d\d-[01]\d-[0-3]\d$/);
    expect(source.version).not.toBe("");
    // what follows a role without conditions is never reached
    const open = roles.findIndex(
      ({ command, where, unset }) => command === undefined && where === undefined && unset === undefined,
    );
    expect(open).toBe(roles.length - 1);
    for (const setting of roles.flatMap(settings)) {
      const { variables = [], default: value, unknown } = setting;
      for (const name of variables) expect(name).toMatch(/^[A-Za-z][\w.]*$/);
      if (value !== undefined) expect(Number.isInteger(value) && value >= 0).toBe(true);
      // a number that cannot be set and has no default needs a reason
      expect(variables.length > 0 || value !== undefined || unknown !== undefined).toBe(true);
    }
  });
});
