// manifests as the tools write them: how many copies run, what their pools are, and what cannot be known
import { describe, expect, test } from "vitest";
import { checkFleet } from "../../src/fleet/check.ts";
import { addText, noSources } from "../../src/fleet/input.ts";

/** Weighs texts by name, and says of each service what it may open. */
function weigh(...texts: [name: string, text: string][]) {
  const sources = noSources();
  for (const [name, text] of texts) addText(sources, text, name, "/");
  const { services, weighed, findings } = checkFleet(sources, { cwd: "/" });
  const rows = Object.fromEntries(
    weighed.flatMap(({ rows }) => rows.map(({ name, steady, peak, deploy }) => [name, [steady, peak, deploy]])),
  );
  return {
    rows,
    services,
    findings,
    rules: findings.filter(({ severity }) => severity !== "info").map(({ rule }) => rule),
  };
}

const ENV = '[{ name: POOL_MAX, value: "10" }]';
const pod = (env = ENV) => `{ spec: { containers: [{ name: app, image: app, env: ${env} }] } }`;
const k8s = (kind: string, spec: string, name = "api") =>
  `---\napiVersion: apps/v1\nkind: ${kind}\nmetadata:\n  name: ${name}\nspec:\n${spec.replace(/^/gm, "  ")}\n`;
const template = `template: ${pod()}`;

describe("kubernetes", () => {
  test.each<[string, string, number[]]>([
    ["a Deployment without a count", k8s("Deployment", template), [10, 10, 20]],
    ["a quarter more by default, rounded up", k8s("Deployment", `replicas: 5\n${template}`), [50, 50, 70]],
    [
      "maxSurge as a percentage",
      k8s("Deployment", `replicas: 3\nstrategy: { rollingUpdate: { maxSurge: 50% } }\n${template}`),
      [30, 30, 50],
    ],
    [
      "maxSurge as a count",
      k8s("Deployment", `replicas: 3\nstrategy: { rollingUpdate: { maxSurge: 2 } }\n${template}`),
      [30, 30, 50],
    ],
    ["Recreate", k8s("Deployment", `replicas: 3\nstrategy: { type: Recreate }\n${template}`), [30, 30, 30]],
    ["a StatefulSet", k8s("StatefulSet", `replicas: 3\n${template}`), [30, 30, 30]],
    ["a Job, during a deploy", k8s("Job", `parallelism: 4\n${template}`), [0, 0, 40]],
    [
      "a hook of Helm, during a deploy",
      k8s("Deployment", `replicas: 3\n${template}`).replace(
        "name: api",
        'name: api\n  annotations: { helm.sh/hook: "pre-upgrade" }',
      ),
      [0, 0, 30],
    ],
    ["a CronJob", k8s("CronJob", `jobTemplate: { spec: { parallelism: 2, template: ${pod()} } }`), [20, 20, 20]],
    [
      "a CronJob that is suspended",
      k8s("CronJob", `suspend: true\njobTemplate: { spec: { template: ${pod()} } }`),
      [0, 0, 0],
    ],
    [
      "a Rollout, canary",
      k8s("Rollout", `replicas: 4\nstrategy: { canary: { maxSurge: 1 } }\n${template}`),
      [40, 40, 50],
    ],
    [
      "a Rollout, blue-green",
      k8s("Rollout", `replicas: 4\nstrategy: { blueGreen: { activeService: a } }\n${template}`),
      [40, 40, 80],
    ],
    [
      "a HorizontalPodAutoscaler",
      k8s("Deployment", `replicas: 2\n${template}`) +
        k8s(
          "HorizontalPodAutoscaler",
          "minReplicas: 2\nmaxReplicas: 8\nscaleTargetRef: { kind: Deployment, name: api }",
          "hpa",
        ),
      [20, 80, 100],
    ],
    [
      "the least of an autoscaler, where the workload has no count of its own",
      `${k8s("StatefulSet", template)}${k8s("HorizontalPodAutoscaler", "minReplicas: 3\nmaxReplicas: 5\nscaleTargetRef: { kind: StatefulSet, name: api }", "hpa")}`,
      [30, 50, 50],
    ],
    [
      "a ScaledObject, which has its own most by default",
      k8s("Deployment", template) + k8s("ScaledObject", "scaleTargetRef: { name: api }", "keda"),
      [10, 1_000, 1_250],
    ],
    [
      "a list",
      `apiVersion: v1\nkind: List\nitems:\n  - apiVersion: apps/v1\n    kind: Deployment\n    metadata: { name: api }\n    spec: { replicas: 4, ${template} }\n`,
      [40, 40, 50],
    ],
  ])("%s", (_, text, row) => expect(weigh(["k8s.yaml", text])).toMatchObject({ rows: { api: row } }));

  test("a DaemonSet runs on nodes that nobody can count", () => {
    const { rules, services, rows } = weigh(["k8s.yaml", k8s("DaemonSet", template)]);
    expect(rows.api).toEqual([10, 10, 10]);
    expect(rules).toEqual(["unknown-count"]);
    expect(services[0]!.unknown[0]).toMatch(/node/);
  });

  const set = (kind: string, data: string) => `---\napiVersion: v1\nkind: ${kind}\nmetadata: { name: cfg }\n${data}\n`;
  const one = "template: { spec: { containers: [{ name: app, ";

  test.each<[string, string, number]>([
    ["a ConfigMap taken whole", `${one}envFrom: [{ configMapRef: { name: cfg } }] }] } }`, 6],
    [
      "a ConfigMap taken whole, with a prefix",
      `${one}envFrom: [{ prefix: POOL_, configMapRef: { name: short } }] }] } }`,
      8,
    ],
    [
      "one key of a ConfigMap",
      `${one}env: [{ name: POOL_MAX, valueFrom: { configMapKeyRef: { name: cfg, key: POOL_MAX } } }] }] } }`,
      6,
    ],
    ["a value above a ConfigMap", `${one}envFrom: [{ configMapRef: { name: cfg } }], env: ${ENV} }] } }`, 10],
    ["another name for the size", `${one}env: [{ name: DB_POOL_MAX, value: "7" }] }] } }`, 7],
    [
      "the parameters of the address",
      `${one}env: [{ name: DATABASE_URL, value: "postgres://u:p@h/d?connection_limit=9" }] }] } }`,
      9,
    ],
    [
      "an address that holds variables",
      `${one}env: [{ name: P, valueFrom: {} }, { name: DATABASE_URL, value: "postgres://u:$(P)@h/d?connection_limit=9" }] }] } }`,
      9,
    ],
    ["two containers with pools of their own", `${one}env: ${ENV} }, { name: side, env: ${ENV} }] } }`, 20],
    [
      "a container that runs before the others is not counted",
      `template: { spec: { initContainers: [{ name: m, env: ${ENV} }], containers: [{ name: app, env: ${ENV} }] } }`,
      10,
    ],
    [
      "one that stays is",
      `template: { spec: { initContainers: [{ name: m, restartPolicy: Always, env: ${ENV} }], containers: [{ name: app, env: ${ENV} }] } }`,
      20,
    ],
  ])("%s", (_, spec, size) => {
    const sets = `${set("ConfigMap", 'data: { POOL_MAX: "6" }')}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: short }\ndata: { MAX: "8" }\n`;
    const { rows, rules } = weigh(["k8s.yaml", k8s("StatefulSet", spec) + sets]);
    expect({ rules, rows }).toEqual({ rules: [], rows: { api: [size, size, size] } });
  });

  test("references that make too long a value are reported, and what rests on it is not counted", () => {
    const variables = [
      ["A", "1".repeat(9_000)],
      ["B", "$(A)".repeat(2_000)],
      ["POOL_MAX", "$(B)"],
    ];
    const env = variables.map(([name, value]) => `{ name: ${name}, value: "${value}" }`).join(", ");
    const { rules, findings } = weigh(["k8s.yaml", k8s("StatefulSet", `${one}env: [${env}] }] } }`)]);
    expect(rules).toEqual(["unknown-count"]);
    expect(findings.map(({ message }) => message).join("\n")).toMatch(
      /POOL_MAX refers to variables that make more than/,
    );
  });

  test("a reference is the variable of that name, unless its sign is doubled", () => {
    const sized = (written: string) => {
      const env = `{ name: A, value: "5" }, { name: POOL_MAX, value: "${written}" }`;
      return weigh(["k8s.yaml", k8s("StatefulSet", `${one}env: [${env}] }] } }`)]);
    };
    expect(sized("$(A)$(A)").rows).toEqual({ api: [55, 55, 55] });
    expect(
      sized("$$(A)")
        .findings.map(({ message }) => message)
        .join(),
    ).toContain('pool.max is "$(A)"');
  });

  test("a Secret of the input is read, and shown nowhere", () => {
    const url = Buffer.from("postgres://app:c4nary@h/d?connection_limit=4").toString("base64");
    const text =
      k8s("StatefulSet", `${one}envFrom: [{ secretRef: { name: cfg } }] }] } }`) +
      set("Secret", `data: { DATABASE_URL: ${url} }\nstringData: { PGPASSWORD: c4nary }`);
    const { rows, findings } = weigh(["k8s.yaml", text]);
    expect(rows.api).toEqual([4, 4, 4]);
    expect(JSON.stringify(findings)).not.toMatch(/c4nary|cG9zdGdyZXM/);
  });

  test.each([
    [
      "a Secret that is not there",
      "{ name: DATABASE_URL, valueFrom: { secretKeyRef: { name: db, key: url } } }",
      /Secret db, which is secret/,
    ],
    [
      "a size that is filled in elsewhere",
      '{ name: DATABASE_URL, value: "postgres://h/d?connection_limit=4" }, { name: POOL_MAX, valueFrom: { configMapKeyRef: { name: no, key: k } } }',
      /POOL_MAX is taken from ConfigMap no/,
    ],
  ])("%s is said", (_, env, words) => {
    const { findings, rules, services } = weigh(["k8s.yaml", k8s("StatefulSet", `template: ${pod(`[${env}]`)}`)]);
    expect(rules).toEqual(["unknown-count"]);
    expect(findings.find(({ rule }) => rule === "unknown-count")!.message).toMatch(words);
    expect(services[0]!.unknown).not.toEqual([]);
  });

  test("what reaches no database is not counted", () => {
    expect(weigh(["k8s.yaml", k8s("Deployment", `template: ${pod('[{ name: PORT, value: "80" }]')}`)]).rows).toEqual(
      {},
    );
  });

  test("namespaces part what has one name", () => {
    const named = (namespace: string) =>
      k8s("StatefulSet", template).replace("name: api", `name: api\n  namespace: ${namespace}`);
    expect(weigh(["k8s.yaml", named("a") + named("b")]).rows).toEqual({
      "a/StatefulSet/api": [10, 10, 10],
      "b/StatefulSet/api": [10, 10, 10],
    });
  });

  test("the place of a finding is that of the whole file", () => {
    const text = `${set("ConfigMap", "data: {}")}${k8s("DaemonSet", template)}`;
    const [finding] = weigh(["k8s.yaml", text]).findings;
    const line = text.split("\n").indexOf("  name: api") + 1;
    expect(finding!.origin).toMatchObject({ line, column: 9 });
  });
});

describe("others", () => {
  const compose = (lines: string) =>
    `services:\n  api:\n    image: api\n    environment:\n      - POOL_MAX=10\n${lines}`;
  const service = {
    serviceName: "api",
    clusterArn: "arn:aws:ecs:eu:1:cluster/main",
    taskDefinition: "arn:aws:ecs:eu:1:task-definition/api:7",
    desiredCount: 3,
  };
  const task = {
    family: "api",
    containerDefinitions: [{ name: "app", environment: [{ name: "POOL_MAX", value: "10" }] }],
  };
  const containers = [{ name: "app", env: [{ name: "POOL_MAX", value: "10" }] }];
  const resource = (type: string, values: object) => ({
    address: `${type}.api`,
    mode: "managed",
    type,
    name: "api",
    values,
  });
  const plan = (...resources: object[]) =>
    JSON.stringify({ planned_values: { root_module: { resources: [], child_modules: [{ resources }] } } });

  test.each<[string, [string, string][], number[]]>([
    ["compose: one", [["compose.yaml", compose("")]], [10, 10, 10]],
    ["compose: scale", [["compose.yaml", compose("    scale: 3\n")]], [30, 30, 30]],
    [
      "compose: replicas, start-first",
      [
        [
          "compose.yaml",
          compose("    deploy:\n      replicas: 3\n      update_config: { order: start-first, parallelism: 2 }\n"),
        ],
      ],
      [30, 30, 50],
    ],
    [
      "compose: all at once",
      [
        [
          "compose.yaml",
          compose("    deploy:\n      replicas: 3\n      update_config: { order: start-first, parallelism: 0 }\n"),
        ],
      ],
      [30, 30, 60],
    ],
    [
      "compose: a merge key",
      [
        [
          "compose.yaml",
          'x-e: &e { POOL_MAX: "10" }\nservices:\n  api:\n    image: api\n    environment: { <<: *e, A: b }\n',
        ],
      ],
      [10, 10, 10],
    ],
    [
      "PM2",
      [
        [
          "ecosystem.json",
          '{ "apps": [{ "name": "api", "script": "a.js", "instances": 4, "env": { "POOL_MAX": 10 } }] }',
        ],
      ],
      [40, 40, 40],
    ],
    [
      "ECS: half as many again, the rest cut off",
      [
        ["s.json", JSON.stringify({ services: [{ ...service, deploymentConfiguration: { maximumPercent: 150 } }] })],
        ["t.json", JSON.stringify({ taskDefinition: task })],
      ],
      [30, 30, 40],
    ],
    [
      "ECS: twice as many by default",
      [
        ["s.json", JSON.stringify(service)],
        ["t.json", JSON.stringify(task)],
      ],
      [30, 30, 60],
    ],
    [
      "ECS: a scalable target",
      [
        ["s.json", JSON.stringify(service)],
        ["t.json", JSON.stringify(task)],
        ["a.json", JSON.stringify({ ScalableTargets: [{ ResourceId: "service/main/api", MaxCapacity: 6 }] })],
      ],
      [30, 60, 120],
    ],
    [
      "Cloud Run, version 2",
      [
        [
          "r.json",
          JSON.stringify({
            name: "projects/p/locations/l/services/api",
            template: { scaling: { minInstanceCount: 1, maxInstanceCount: 4 }, containers },
          }),
        ],
      ],
      [10, 40, 80],
    ],
    [
      "Cloud Run, version 1",
      [
        [
          "r.yaml",
          JSON.stringify({
            apiVersion: "serving.knative.dev/v1",
            kind: "Service",
            metadata: { name: "api" },
            spec: {
              template: {
                metadata: { annotations: { "autoscaling.knative.dev/maxScale": "4" } },
                spec: { containers },
              },
            },
          }),
        ],
      ],
      [0, 40, 80],
    ],
    [
      "Terraform: ECS",
      [
        [
          "p.json",
          plan(
            resource("aws_ecs_service", { name: "api", desired_count: 2, deployment_maximum_percent: 200 }),
            resource("aws_ecs_task_definition", {
              family: "f",
              container_definitions: JSON.stringify(task.containerDefinitions),
            }),
          ),
        ],
      ],
      [20, 20, 40],
    ],
    [
      "Terraform: Cloud Run",
      [
        [
          "p.json",
          plan(
            resource("google_cloud_run_v2_service", {
              name: "api",
              template: [{ scaling: [{ min_instance_count: 1, max_instance_count: 3 }], containers }],
            }),
          ),
        ],
      ],
      [10, 30, 60],
    ],
    [
      "Terraform: a Deployment",
      [
        [
          "p.json",
          plan(
            resource("kubernetes_deployment_v1", {
              metadata: [{ name: "api" }],
              spec: [{ replicas: "2", template: [{ spec: [{ container: containers }] }] }],
            }),
          ),
        ],
      ],
      [20, 20, 30],
    ],
  ])("%s", (_, texts, row) => {
    const { rows, rules } = weigh(...texts);
    expect(rows).toEqual({ api: row });
    expect(rules.filter((rule) => !rule.startsWith("fleet-"))).toEqual([]);
  });

  test.each([
    ["max", '"max"'],
    ["0", "0"],
    ["-1", "-1"],
  ])("PM2: instances %s go by the cores", (_, instances) => {
    const text = `{ "apps": [{ "name": "api", "script": "a.js", "instances": ${instances}, "env": { "POOL_MAX": "10" } }] }`;
    expect(weigh(["ecosystem.config.json", text]).rules).toEqual(["unknown-count"]);
  });

  test("a Procfile gives the counts that its comment states", () => {
    const toml = "[servers.main]\n[services.web]\npool = 5\n[services.worker]\npool = 3\n";
    const { rows, rules } = weigh(
      ["fleet.toml", toml],
      ["Procfile", "# web=2\nrelease: migrate\nweb: node web.js\nworker: node worker.js\n"],
    );
    expect(rows).toEqual({ web: [10, 10, 10], worker: [3, 3, 3] });
    expect(rules).toEqual([]);
  });

  test("a Procfile without counts runs each process type once, which is an assumption", () => {
    const sources = noSources();
    addText(sources, "web: serve --db-host=db.example --db-pool-size=7\n", "Procfile", "/");
    const [service] = checkFleet(sources, { cwd: "/" }).services;
    expect(service).toMatchObject({ fleet: { instances: 1 }, unknown: [] });
    expect(service!.remarks.join()).toMatch(/one process is assumed; a comment such as # web=2 sets it/);
  });

  test.each(["", "\n\n", "# nothing yet\n---\n"])("a file that is empty is said to be: %j", (text) =>
    expect(() => addText(noSources(), text, "api.yaml", "/")).toThrow(/api\.yaml is empty/),
  );

  describe("a kustomization needs no kind:", () => {
    const rules = (name: string, text: string) => {
      const sources = noSources();
      addText(sources, text, name, "/");
      return checkFleet(sources, { cwd: "/" }).findings.map(({ rule }) => rule);
    };

    test.each(["kustomization.yaml", "overlays/kustomization.yml", "Kustomization"])("%s", (name) => {
      expect(rules(name, "resources: [api.yaml]\nnamePrefix: x-\n")).toEqual(["unrendered-template"]);
      expect(rules(name, "resources: [api.yaml]\n")).toEqual(["unrendered-template"]);
    });
  });

  test("compose that is not filled in is said", () => {
    const { rules } = weigh([
      "compose.yaml",
      "services:\n  api:\n    image: a\n    deploy: { replicas: '${N}' }\n    environment: { POOL_MAX: '${MAX}' }\n",
    ]);
    expect(rules).toEqual(["unknown-count", "unknown-count"]);
  });
});

describe("bad input", () => {
  test.each([
    [
      "a template",
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ include "x" . }}\nspec:\n  replicas: {{ .Values.n }}\n',
      "unrendered-template",
    ],
    [
      "a template of a block",
      "apiVersion: apps/v1\nkind: Deployment\n{{- if .Values.x }}\nmetadata: {}\n{{- end }}\n",
      "unrendered-template",
    ],
    [
      "a template for a kind",
      "apiVersion: v1\nkind: {{ .Values.kind }}\nmetadata: { name: a }\n",
      "unrendered-template",
    ],
    ["broken YAML", "apiVersion: apps/v1\nkind: Deployment\nmetadata: [\n", "syntax-error"],
    [
      "an alias bomb",
      `apiVersion: v1\nkind: Deployment\na: &a [x,x,x,x,x,x,x,x,x,x]\n${"bcdefgh"
        .split("")
        .map((name, at) => `${name}: &${name} [${Array(10).fill(`*${"abcdefg"[at]}`).join(",")}]\n`)
        .join("")}`,
      "too-many-aliases",
    ],
    [
      "what stands too deep",
      `apiVersion: v1\nkind: Deployment\nspec: ${"{ a: ".repeat(60)}1${" }".repeat(60)}\n`,
      "too-deep",
    ],
  ])("%s is one finding", (_, text, rule) => {
    expect(weigh(["k8s.yaml", text]).rules).toEqual([rule]);
  });

  test("what is no workload is not even parsed", () => {
    const crd = `---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec: [broken\n${"  # x\n".repeat(100_000)}`;
    expect(weigh(["k8s.yaml", crd + k8s("StatefulSet", template)]).rows).toEqual({ api: [10, 10, 10] });
  });

  test.each<[string, unknown]>([
    ["text where tables belong", { kind: "Deployment", apiVersion: "v1", metadata: "x", spec: "y" }],
    ["lists where tables belong", { kind: "Deployment", apiVersion: "v1", metadata: [], spec: [[]] }],
    [
      "a prototype",
      JSON.parse('{"kind":"Deployment","apiVersion":"v1","__proto__":{"spec":{}},"metadata":{"name":"constructor"}}'),
    ],
    [
      "nothing but a list in itself",
      { kind: "List", apiVersion: "v1", items: [{ kind: "List", items: [{ kind: "List", items: [] }] }] },
    ],
    [
      "an odd scale",
      { kind: "HorizontalPodAutoscaler", apiVersion: "v1", spec: { maxReplicas: -1, scaleTargetRef: 3 } },
    ],
  ])("%s", (_, data) => expect(() => weigh(["k8s.json", JSON.stringify(data)])).not.toThrow());
});

describe("a server that the manifests run themselves", () => {
  const api = k8s(
    "Deployment",
    `template: { spec: { containers: [{ name: api, image: api, env: [{ name: PGHOST, value: the-host }, { name: POOL_MAX, value: "5" }] }] } }`,
  );
  const limits = (host: string, manifest: string) => {
    const sources = noSources();
    addText(sources, `${manifest}\n${api.replace("the-host", host)}`, "k8s.yaml", "/");
    return checkFleet(sources, { cwd: "/" }).servers.map(({ capacity, assumed }) => [capacity.maxConnections, assumed]);
  };
  const cluster = `apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: { name: shop }\nspec:\n  postgresql: { parameters: { max_connections: "300" } }\n---`;
  const zalando = cluster.replace(/^apiVersion.*\nkind: Cluster/, "apiVersion: acid.zalan.do/v1\nkind: postgresql");
  const plain = k8s(
    "StatefulSet",
    `template: { spec: { containers: [{ name: db, image: postgres, args: ["-c", "max_connections=50"] }] } }`,
    "db",
  );

  test.each<[string, string, string, unknown[]]>([
    ["CloudNativePG", "shop-rw", cluster, [300, false]],
    ["its name in the cluster", "shop-rw.prod.svc.cluster.local", cluster, [300, false]],
    ["Zalando's operator", "shop", zalando, [300, false]],
    ["a StatefulSet with arguments", "db", plain, [50, false]],
    ["another host", "db.example.com", plain, [100, true]],
    ["two of one name that differ", "db", `${plain}${plain.replace("=50", "=60")}`, [100, true]],
  ])("%s", (_, host, manifest, expected) => expect(limits(host, manifest)).toEqual([expected]));
});
