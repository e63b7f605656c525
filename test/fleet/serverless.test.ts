// functions and other instances that a platform starts: each concurrent invocation has pools of its own
import { describe, expect, test } from "vitest";
import { checkFleet } from "../../src/fleet/check.ts";
import { addText, noSources } from "../../src/fleet/input.ts";

function weigh(name: string, text: string) {
  const sources = noSources();
  addText(sources, text, name, "/");
  const { weighed, services, findings, notCounted, workloads } = checkFleet(sources, { cwd: "/" });
  return {
    rows: Object.fromEntries(
      weighed.flatMap(({ rows }) => rows.map(({ name, steady, peak, deploy }) => [name, [steady, peak, deploy]])),
    ),
    servers: weighed.map(({ server }) => [server.name, server.assumed ? undefined : server.capacity.maxConnections]),
    services,
    notCounted,
    workloads,
    rules: findings.filter(({ severity }) => severity !== "info").map(({ rule }) => rule),
  };
}

const URL = "postgres://app:c4nary@pg.example.com/shop";

describe("functions of AWS Lambda in", () => {
  test("the Serverless Framework: as many as its concurrency allows", () => {
    const text = `service: shop
provider: { name: aws, environment: { DATABASE_URL: "${URL}", POOL_MAX: "2" } }
functions:
  checkout: { handler: a.b, reservedConcurrency: 30, provisionedConcurrency: 5 }
  report: { handler: a.c, reservedConcurrency: 3, environment: { POOL_MAX: 1 } }
  open: { handler: a.d }
`;
    const { rows, rules, services } = weigh("serverless.yml", text);
    expect(rows).toEqual({ checkout: [10, 60, 60], report: [0, 3, 3], open: [2, 2, 2] });
    expect(rules).toEqual(["unknown-count"]);
    expect(services[0]!.remarks.join()).toMatch(/concurrent invocation/);
  });

  test("a SAM template, with its short forms", () => {
    const text = `Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Environment: { Variables: { POOL_MAX: "2" } } } }
Resources:
  Api:
    Type: AWS::Serverless::Function
    Properties:
      ReservedConcurrentExecutions: 20
      Environment:
        Variables:
          DATABASE_URL: !Sub "postgres://app:\${Password}@\${Db.Endpoint.Address}:5432/shop"
  Hidden:
    Type: AWS::Serverless::Function
    Properties:
      ReservedConcurrentExecutions: 4
      Environment: { Variables: { DATABASE_URL: !Ref DatabaseUrl } }
  Other: { Type: AWS::S3::Bucket }
`;
    const { rows, workloads } = weigh("template.yaml", text);
    expect(rows).toEqual({ Api: [0, 40, 40], Hidden: [0, 8, 8] });
    expect(workloads.read).toBe(2);
  });

  test("what cdk synth writes, on the server of the same stack", () => {
    const host = { "Fn::GetAtt": ["Db", "Endpoint.Address"] };
    const text = JSON.stringify({
      Resources: {
        Db: { Type: "AWS::RDS::DBInstance", Properties: { Engine: "postgres", DBInstanceClass: "db.m6g.large" } },
        Fn: {
          Type: "AWS::Lambda::Function",
          Properties: {
            ReservedConcurrentExecutions: 10,
            Environment: {
              Variables: { DATABASE_URL: { "Fn::Join": ["", ["postgres://app@", host, "/shop?pool_max=3"]] } },
            },
          },
        },
        Task: {
          Type: "AWS::ECS::TaskDefinition",
          Properties: {
            ContainerDefinitions: [
              {
                Name: "web",
                Environment: [
                  { Name: "DB_HOST", Value: host },
                  { Name: "POOL_MAX", Value: "4" },
                ],
              },
            ],
          },
        },
        Web: { Type: "AWS::ECS::Service", Properties: { DesiredCount: 2, TaskDefinition: { Ref: "Task" } } },
      },
    });
    const { rows, servers } = weigh("shop.template.json", text);
    expect(rows).toEqual({ Fn: [0, 30, 30], Web: [8, 8, 16] });
    expect(servers).toEqual([["Db", 839]]);
  });
});

test("a function of Google Cloud Run", () => {
  const text = JSON.stringify({
    name: "projects/p/locations/l/functions/thumbs",
    serviceConfig: {
      minInstanceCount: 1,
      maxInstanceCount: 40,
      environmentVariables: { POOL_MAX: "2" },
      secretEnvironmentVariables: [{ key: "DATABASE_URL", secret: "shop-db" }],
    },
  });
  expect(weigh("f.json", text)).toMatchObject({ rows: { thumbs: [2, 80, 80] } });
});

test.each([
  ["with its API version", "apiVersion: serving.knative.dev/v1\n"],
  ["without it", ""],
])("a Cloud Run service %s", (_, version) => {
  const text = `${version}kind: Service\nmetadata: { name: api }\nspec:\n  template:\n    metadata: { annotations: { autoscaling.knative.dev/maxScale: "4" } }\n    spec:\n      containers: [{ image: x, env: [{ name: POOL_MAX, value: "3" }] }]\n`;
  expect(weigh("run.yaml", text).rows).toEqual({ api: [0, 12, 24] });
});

test("a Service of Kubernetes is none of Cloud Run", () => {
  const text = "apiVersion: v1\nkind: Service\nmetadata: { name: api }\nspec: { selector: { app: api } }\n";
  expect(weigh("k8s.yaml", text).workloads.read).toBe(0);
});

describe("Cloudflare Workers", () => {
  const hyperdrive = '"hyperdrive": [{ "binding": "DB", "id": "0123" }]';

  test.each([
    ["wrangler.jsonc", `{ // a comment\n "name": "edge", "compatibility_date": "2026-01-01", ${hyperdrive} }`],
    [
      "wrangler.toml",
      'name = "edge"\ncompatibility_date = "2026-01-01"\n[[hyperdrive]]\nbinding = "DB"\nid = "0123"\n',
    ],
  ])("with Hyperdrive have its pool, of unknown size: %s", (name, text) => {
    const { services, rules } = weigh(name, text);
    expect(services.map((service) => service.name)).toEqual(["edge"]);
    expect(services[0]!.unknown.join()).toMatch(/Hyperdrive.*20.*100/);
    expect(services[0]!.remarks.join()).toMatch(/further pool/);
    expect(rules).toEqual(["unknown-count"]);
  });

  test("without it connect themselves, or not at all", () => {
    const worker = (vars: string) => `name = "edge"\ncompatibility_date = "2026-01-01"\n[vars]\n${vars}\n`;
    expect(weigh("wrangler.toml", worker(`DATABASE_URL = "${URL}"`)).services[0]!.unknown.join()).toMatch(/instances/);
    expect(weigh("wrangler.toml", worker('API = "x"')).workloads).toMatchObject({ read: 1, without: 1 });
  });
});

test.each([
  ["vercel.json", '{ "functions": { "api/*.ts": { "maxDuration": 30 } }, "fluid": true }'],
  ["netlify.toml", '[build]\ncommand = "x"\n[functions]\nnode_bundler = "esbuild"\n'],
])("%s names no variables, so that its functions may use a database", (name, text) => {
  expect(weigh(name, text)).toMatchObject({ rules: ["workload-not-counted"], workloads: { read: 1, notCounted: 1 } });
});

test("edge functions of Supabase", () => {
  const text =
    'project_id = "shop"\n[db]\nport = 54322\n[functions.hello]\nverify_jwt = false\n[functions.old]\nenabled = false\n';
  expect(weigh("config.toml", text).services.map(({ name }) => name)).toEqual(["hello"]);
});

describe("other tools:", () => {
  const HCL = `# a comment
job "shop" {
  type = "service"
  group "api" {
    count = 3
    update { canary = 1 }
    task "web" {
      driver = "docker"
      config {
        image = "registry.example/shop:1"
        args  = ["serve", "--port", "80"]
      }
      env {
        DATABASE_URL = "postgres://app:\${var.password}@pg.example.com/shop"
        POOL_MAX     = "7"
      }
    }
  }
  group "worker" {
    task "w" {
      template {
        env  = true
        data = <<EOH
DATABASE_URL="{{ with secret "x" }}postgres://a:{{ .Data.p }}@pg.example.com/shop{{ end }}"
POOL_MAX=2
EOH
      }
    }
  }
}
`;
  test.each(["shop.nomad", "shop.nomad.hcl", "shop.hcl"])("a job file of Nomad: %s", (name) => {
    expect(weigh(name, HCL)).toMatchObject({ rows: { "shop.api": [21, 21, 28], "shop.worker": [2, 2, 2] } });
  });

  test("a job of Nomad as JSON", () => {
    const task = { Name: "w", Driver: "docker", Config: { image: "app" }, Env: { DATABASE_URL: URL, POOL_MAX: "3" } };
    const job = { ID: "shop", Type: "service", TaskGroups: [{ Name: "api", Count: 2, Tasks: [task] }] };
    expect(weigh("job.json", JSON.stringify({ Job: job })).rows).toEqual({ "shop.api": [6, 6, 6] });
  });

  test.each(["", "job {", 'job "x" {', "{".repeat(100_000), '"'.repeat(10_000), `job "x" ${"{ a ".repeat(20_000)}`])(
    "broken HCL, case %#, is no error",
    (text) => expect(() => weigh("x.nomad", text)).not.toThrow(),
  );

  test("a unit of systemd", () => {
    const unit = `[Unit]\nDescription=Shop\n[Service]\nEnvironment=POOL_MAX=4 "DATABASE_URL=${URL}"\nEnvironment=OTHER=1\nExecStart=/usr/bin/shop \\\n  --port 80\n`;
    expect(weigh("shop.service", unit).rows).toEqual({ shop: [4, 4, 4] });
    expect(weigh("shop@.service", unit).rules).toContain("unknown-count");
  });

  test("an ECS task definition alone", () => {
    const environment = [
      { name: "DATABASE_URL", value: URL },
      { name: "POOL_MAX", value: "5" },
    ];
    const text = JSON.stringify({ family: "api", containerDefinitions: [{ name: "a", environment }] });
    expect(weigh("task.json", text)).toMatchObject({ rows: { api: [5, 5, 10] }, rules: ["unknown-count"] });
  });

  test.each(["ecosystem.config.js", "ecosystem.config.cjs", "sst.config.ts"])(
    "%s is a program, and not run",
    (name) => {
      expect(() => weigh(name, "module.exports = { apps: [] };")).toThrow(
        /is not run here\. .*(?:as JSON|CloudFormation)/,
      );
    },
  );
});

describe("a Terraform plan gives a server its limit by", () => {
  const resource = (type: string, name: string, values: object) => ({
    address: `${type}.${name}`,
    mode: "managed",
    type,
    name,
    values,
  });
  const weighPlan = (host: string, ...resources: object[]) => {
    const environment = [{ variables: { DATABASE_URL: `postgres://app@${host}/x`, POOL_MAX: "2" } }];
    const fn = resource("aws_lambda_function", "f", {
      function_name: "f",
      reserved_concurrent_executions: 30,
      environment,
    });
    const plan = { planned_values: { root_module: { resources: [fn, ...resources] } } };
    const sources = noSources();
    addText(sources, JSON.stringify(plan), "plan.json", "/");
    return checkFleet(sources, { cwd: "/" }).weighed.map(({ server, total, clients }) => [
      server.assumed ? undefined : server.capacity.maxConnections,
      total.peak,
      clients?.total.peak,
    ]);
  };
  const instance = (more: object) =>
    resource("aws_db_instance", "main", {
      identifier: "main",
      engine: "postgres",
      address: "main.x.rds.amazonaws.com",
      ...more,
    });

  test.each<[string, string, object[], unknown[]]>([
    [
      "the class of an instance",
      "main.x.rds.amazonaws.com",
      [instance({ instance_class: "db.t4g.large" })],
      [839, 60, undefined],
    ],
    [
      "less than the memory of a class would give",
      "main",
      [instance({ instance_class: "db.r4.large" })],
      [1_599, 60, undefined],
    ],
    [
      "not a small class, of which AWS takes too much",
      "main",
      [instance({ instance_class: "db.t4g.medium" })],
      [undefined, 60, undefined],
    ],
    ["a class of many vCPUs", "main", [instance({ instance_class: "db.r6g.24xlarge" })], [5_000, 60, undefined]],
    [
      "not a class that is not known",
      "main",
      [instance({ instance_class: "db.serverless" })],
      [undefined, 60, undefined],
    ],
    [
      "a parameter group",
      "main",
      [
        instance({ instance_class: "db.m6g.large", parameter_group_name: "own" }),
        resource("aws_db_parameter_group", "own", {
          name: "own",
          parameter: [{ name: "max_connections", value: "70" }],
        }),
      ],
      [70, 60, undefined],
    ],
    [
      "not a formula in a parameter group",
      "main",
      [
        instance({ instance_class: "db.m6g.large", parameter_group_name: "own" }),
        resource("aws_db_parameter_group", "own", {
          name: "own",
          parameter: [{ name: "max_connections", value: "{DBInstanceClassMemory/9}" }],
        }),
      ],
      [839, 60, undefined],
    ],
    [
      "a flag of Cloud SQL",
      "10.0.0.5",
      [
        resource("google_sql_database_instance", "pg", {
          name: "pg",
          database_version: "POSTGRES_16",
          private_ip_address: "10.0.0.5",
          settings: [{ tier: "db-custom-2-7680", database_flags: [{ name: "max_connections", value: "80" }] }],
        }),
      ],
      [80, 60, undefined],
    ],
    [
      "the tier of Cloud SQL",
      "pg",
      [
        resource("google_sql_database_instance", "pg", {
          name: "pg",
          database_version: "POSTGRES_16",
          settings: [{ tier: "db-f1-micro" }],
        }),
      ],
      [25, 60, undefined],
    ],
    [
      "the size of a flexible server",
      "pg.postgres.database.azure.com",
      [
        resource("azurerm_postgresql_flexible_server", "pg", {
          name: "pg",
          fqdn: "pg.postgres.database.azure.com",
          sku_name: "B_Standard_B1ms",
        }),
      ],
      [50, 60, undefined],
    ],
    [
      "its instance, behind RDS Proxy",
      "front.proxy-abc.eu-west-1.rds.amazonaws.com",
      [
        instance({ instance_class: "db.m6g.large" }),
        resource("aws_db_proxy", "front", {
          name: "front",
          engine_family: "POSTGRESQL",
          endpoint: "front.proxy-abc.eu-west-1.rds.amazonaws.com",
        }),
        resource("aws_db_proxy_default_target_group", "g", {
          db_proxy_name: "front",
          connection_pool_config: [{ max_connections_percent: 50 }],
        }),
        resource("aws_db_proxy_target", "t", { db_proxy_name: "front", db_instance_identifier: "main" }),
      ],
      [839, 419, 60],
    ],
  ])("%s", (_, host, resources, expected) => {
    expect(weighPlan(host, ...resources)).toEqual([expected]);
  });
});
