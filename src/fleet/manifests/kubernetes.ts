// Kubernetes: what runs pods, what scales them, and what their variables are taken from
import type { Document, Pointer } from "../../diagnostics/document.ts";
import { Origin } from "../../diagnostics/origin.ts";
import type { Percent } from "../../model/field.ts";
import {
  type Amount,
  type Container,
  defineManifest,
  originAt,
  type Parts,
  type Taken,
  type Variable,
  type Workload,
} from "./_define.ts";
import { namespaceOf, OPERATORS, type Read } from "./_operators.ts";
import {
  amountOf,
  isTree,
  listAt,
  programOf,
  serverLimit,
  type Tree,
  tableAt,
  takenFrom,
  textAt,
  valueAt,
  variablesOf,
} from "./_read.ts";

export default defineManifest({
  id: "kubernetes",
  title: "Kubernetes, as kubectl, helm template and kustomize build write it",
  source: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/",
  mayBe(text) {
    // a stretch of one kind that counts no connections is not even parsed
    const [, kind] = /^kind:[ \t]*["']?([A-Za-z{]\w*)/m.exec(text) ?? [];
    if (kind !== undefined) {
      if (kind.startsWith("{") || kind.endsWith("List") || Object.hasOwn(KINDS, kind)) return true;
      // a definition has a schema with every word in it, and may be very long
      return !kind.endsWith("Definition") && text.includes("containers:");
    }
    return /["']?kind["']?[ \t]*:/.test(text) && /["']?apiVersion["']?[ \t]*:/.test(text);
  },
  recognise: (data) => textAt(data, "kind") !== undefined && textAt(data, "apiVersion") !== undefined,
  read: (document, parts) => readObject(document, [], parts, 0),
});

function readObject(document: Document, at: Pointer, parts: Parts, depth: number): void {
  const kind = textAt(document.data, ...at, "kind") ?? "";
  if (kind.endsWith("List") && depth < 3) {
    for (const index of listAt(document.data, ...at, "items").keys())
      readObject(document, [...at, "items", index], parts, depth + 1);
  } else if (Object.hasOwn(KINDS, kind)) KINDS[kind]!(document, at, parts);
  // a kind that is not known here, and runs pods all the same: most have their template where a Deployment has it
  else if (listAt(document.data, ...at, "spec", "template", "spec", "containers").length > 0)
    runsPods(document, at, parts);
}

/** Of a rolling update, where it says nothing: a quarter more. */
const MAX_SURGE: Percent = "25%";

/** Notes an object whose tool makes others of it. `group` is the group of its API, if other kinds have its name. */
function unrendered(command: string, group = ""): Read {
  return (document, at, parts) => {
    const object = tableAt(document.data, ...at);
    if (!(textAt(object, "apiVersion") ?? "").startsWith(group)) return;
    const kind = textAt(object, "kind")!;
    // a list of resources that are read with it from the same folder is rendered as it is
    const changes = Object.keys(object).some((key) => !/^(?:apiVersion|kind|metadata|resources|namespace)$/.test(key));
    if (kind === "Kustomization" && !changes && parts.inFolder) return;
    parts.unrendered.push({
      kind,
      name: textAt(object, "metadata", "name") ?? document.name,
      origin: originAt(document, document.locate([...at, "kind"], "value") ? [...at, "kind"] : at),
      help: `Pass what it deploys: ${command}`,
    });
  };
}

const KINDS: Readonly<Record<string, Read>> = {
  ...OPERATORS,
  // what these deploy is in a chart or a folder elsewhere
  HelmRelease: unrendered("flux build, or helm template CHART --values FILE | poolcfg fleet -"),
  HelmChart: unrendered("helm template CHART --values FILE | poolcfg fleet -"),
  Application: unrendered("argocd app manifests NAME | poolcfg fleet -", "argoproj.io/"),
  ApplicationSet: unrendered("argocd app manifests NAME | poolcfg fleet -", "argoproj.io/"),
  Kustomization: unrendered("kustomize build FOLDER | poolcfg fleet -"),
  Deployment: workload((object) => ({
    surge:
      textAt(object, "spec", "strategy", "type") === "Recreate"
        ? 0
        : surgeOf(object, MAX_SURGE, "strategy", "rollingUpdate"),
  })),
  // https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/building_applications/deployments
  DeploymentConfig: workload((object) => ({
    surge:
      textAt(object, "spec", "strategy", "type") === "Recreate"
        ? 0
        : surgeOf(object, MAX_SURGE, "strategy", "rollingParams"),
  })),
  StatefulSet: workload(() => ({})),
  ReplicaSet: workload(() => ({})),
  ReplicationController: workload(() => ({})),
  DaemonSet: workload((object) => ({
    instances: { unknown: "a DaemonSet runs on each node, and manifests do not tell how many there are" },
    surge: surgeOf(object, 0, "updateStrategy", "rollingUpdate"),
  })),
  // https://argo-rollouts.readthedocs.io/en/stable/features/specification/
  Rollout: workload((object) =>
    isTree(valueAt(object, "spec", "strategy", "blueGreen"))
      ? { surge: "100%", remarks: ["blue-green: both sets run during a deploy"] }
      : { surge: surgeOf(object, MAX_SURGE, "strategy", "canary") },
  ),
  Pod: workload(() => ({ instances: { value: 1 } }), []),
  Job: workload((object) => ({ instances: amountOf(valueAt(object, "spec", "parallelism"), 1), deployOnly: true })),
  CronJob: workload(cronJob, ["spec", "jobTemplate", "spec", "template"]),
  HorizontalPodAutoscaler: scaler("scaleTargetRef", "minReplicas", 1, "maxReplicas", undefined),
  // https://keda.sh/docs/latest/reference/scaledobject-spec/
  ScaledObject: scaler("scaleTargetRef", "minReplicaCount", 0, "maxReplicaCount", 100),
  ScaledJob: workload(
    (object) => ({
      instances: { value: 0 },
      maxInstances: amountOf(valueAt(object, "spec", "maxReplicaCount"), 100),
    }),
    ["spec", "jobTargetRef", "template"],
  ),
  Service: (document, at, parts) => {
    const selector = labelsAt(document.data, ...at, "spec", "selector");
    const name = textAt(document.data, ...at, "metadata", "name");
    if (name !== undefined) parts.services.push({ name, namespace: namespaceOf(document, at), selector });
  },
  ConfigMap: (document, at, parts) => {
    const name = textAt(document.data, ...at, "metadata", "name") ?? "";
    const variables = new Map<string, Variable>();
    for (const [key, value] of Object.entries(tableAt(document.data, ...at, "data")))
      if (["string", "number", "boolean"].includes(typeof value))
        variables.set(key, { text: String(value), origin: originAt(document, [...at, "data", key], key) });
    parts.sets.push({ kind: "ConfigMap", name, namespace: namespaceOf(document, at), variables });
  },
  Secret: (document, at, parts) => {
    const name = textAt(document.data, ...at, "metadata", "name") ?? "";
    const variables = new Map<string, Variable>();
    // its place is not kept, so that no excerpt shows it
    const keep = (key: string, text: string) =>
      variables.set(key, { text, secret: true, origin: new Origin("file", { name: `${key} in Secret ${name}` }) });
    for (const [key, value] of Object.entries(tableAt(document.data, ...at, "data")))
      if (typeof value === "string" && value.length < 100_000) keep(key, Buffer.from(value, "base64").toString("utf8"));
    for (const [key, value] of Object.entries(tableAt(document.data, ...at, "stringData")))
      if (typeof value === "string") keep(key, value);
    parts.sets.push({ kind: "Secret", name, namespace: namespaceOf(document, at), variables });
  },
  // both become a Secret, of which the manifest gives the keys
  // https://github.com/bitnami-labs/sealed-secrets
  SealedSecret: secretOf((object) => ({
    name: textAt(object, "spec", "template", "metadata", "name"),
    keys: Object.keys(tableAt(object, "spec", "encryptedData")),
  })),
  // https://external-secrets.io/latest/api/externalsecret/
  ExternalSecret: secretOf((object) => ({
    name: textAt(object, "spec", "target", "name"),
    keys: [
      ...listAt(object, "spec", "data").flatMap((item) => textAt(item, "secretKey") ?? []),
      ...Object.keys(tableAt(object, "spec", "target", "template", "data")),
    ],
    // `dataFrom` takes whatever the store has
    whole: listAt(object, "spec", "dataFrom").length === 0,
  })),
};

/** Reads an object that becomes a Secret: its name, its keys, and whether these are all of them. */
function secretOf(
  read: (object: Tree) => { name: string | undefined; keys: readonly string[]; whole?: boolean },
): Read {
  return (document, at, parts) => {
    const object = tableAt(document.data, ...at);
    const own = textAt(object, "metadata", "name") ?? "";
    const { name = own, keys, whole = true } = read(object);
    if (!whole) return;
    const kind = textAt(object, "kind")!;
    const unreadable = `is in ${kind} ${own}, which is encrypted or elsewhere`;
    const origin = originAt(document, [...at, "metadata", "name"]);
    const variables = new Map(keys.map((key) => [key, { unreadable, origin }]));
    parts.sets.push({ kind: "Secret", name, namespace: namespaceOf(document, at), variables });
  };
}

const runsPods: Read = workload(() => ({}));

type Own = Partial<Pick<Workload, "instances" | "maxInstances" | "surge" | "remarks" | "deployOnly">>;

/** Reads an object that runs pods; `template` is the way to what they are made of. */
function workload(own: (object: Tree) => Own, template: Pointer = ["spec", "template"]): Read {
  return (document, at, parts) => {
    const object = tableAt(document.data, ...at);
    const {
      instances = amountOf(valueAt(object, "spec", "replicas"), 1),
      surge = 0,
      remarks = [],
      ...more
    } = own(object);
    const containers = containersOf(document, [...at, ...template, "spec"]);
    const names = [textAt(object, "metadata", "name") ?? []].flat();
    for (const container of containers) {
      const limit = serverLimit(container);
      if (limit) parts.servers.push({ names, namespace: namespaceOf(document, at), ...limit });
    }
    parts.workloads.push({
      kind: textAt(object, "kind")!,
      name: textAt(object, "metadata", "name") ?? textAt(object, "metadata", "generateName") ?? "(no name)",
      namespace: namespaceOf(document, at),
      origin: originAt(document, [...at, "metadata", "name"]),
      instances,
      surge,
      remarks,
      ...more,
      labels: labelsAt(object, ...template, "metadata", "labels"),
      hostAliases: hostAliasesOf(object, template),
      ...(isHook(object) && { deployOnly: true }),
      containers,
    });
  };
}

/** Whether an object is run by Helm or Argo CD before or after a deploy, and not kept. */
function isHook(object: Tree): boolean {
  const annotations = tableAt(object, "metadata", "annotations");
  return ["helm.sh/hook", "argocd.argoproj.io/hook"].some((key) => typeof annotations[key] === "string");
}

/** Names that a pod has for addresses: https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/ */
function hostAliasesOf(object: Tree, template: Pointer): Readonly<Record<string, string>> {
  const found: Record<string, string> = Object.create(null);
  for (const item of listAt(object, ...template, "spec", "hostAliases"))
    for (const name of listAt(item, "hostnames"))
      if (typeof name === "string") found[name] = textAt(item, "ip") ?? name;
  return found;
}

function labelsAt(data: unknown, ...path: (string | number)[]): Readonly<Record<string, string>> {
  const labels = Object.entries(tableAt(data, ...path)).filter(([, value]) => typeof value === "string");
  return Object.fromEntries(labels) as Record<string, string>;
}

function cronJob(object: Tree): Own {
  const instances = amountOf(valueAt(object, "spec", "jobTemplate", "spec", "parallelism"), 1);
  if (valueAt(object, "spec", "suspend") === true) return { instances: { value: 0 }, remarks: ["suspended"] };
  const overlap = (textAt(object, "spec", "concurrencyPolicy") ?? "Allow") === "Allow";
  return {
    instances,
    remarks: overlap ? ["concurrencyPolicy Allow: a run that outlasts its interval is joined by the next"] : [],
  };
}

function surgeOf(object: Tree, fallback: number | Percent, ...path: string[]): number | Percent {
  const said = valueAt(object, "spec", ...path, "maxSurge");
  if (typeof said === "string" && /^\d{1,3}%$/.test(said)) return said as Percent;
  const amount = amountOf(said, -1);
  return "value" in amount && amount.value >= 0 ? amount.value : fallback;
}

function scaler(target: string, min: string, least: number, max: string, most: number | undefined): Read {
  return (document, at, parts) => {
    const object = tableAt(document.data, ...at);
    const of = tableAt(object, "spec", target);
    const said = valueAt(object, "spec", max);
    const amount: Amount =
      said === undefined && most === undefined ? { unknown: `${max} is missing` } : amountOf(said, most ?? 1);
    parts.scalers.push({
      kind: textAt(of, "kind") ?? "Deployment",
      name: textAt(of, "name") ?? "",
      namespace: namespaceOf(document, at),
      min: amountOf(valueAt(object, "spec", min), least),
      max: amount,
      title: `${textAt(object, "kind")} ${textAt(object, "metadata", "name") ?? ""}`.trim(),
    });
  };
}

/** What runs side by side in a pod: its containers, and of those that run before them the ones that stay. */
function containersOf(document: Document, at: Pointer): Container[] {
  const stays = (item: unknown, key: string) => key === "containers" || textAt(item, "restartPolicy") === "Always";
  return ["initContainers", "containers"].flatMap((key) =>
    listAt(document.data, ...at, key).flatMap((item, index) =>
      stays(item, key) ? [containerAt(document, [...at, key, index], index, at)] : [],
    ),
  );
}

function containerAt(document: Document, at: Pointer, index: number, pod: Pointer): Container {
  const { data } = document;
  const from = listAt(data, ...at, "envFrom").flatMap((item, place) =>
    SETS.flatMap(([key, kind]) => {
      const name = textAt(item, `${key}Ref`, "name");
      const where = [...at, "envFrom", place];
      return name === undefined ? [] : [takenFrom(document, kind, name, where, textAt(item, "prefix") ?? "")];
    }),
  );
  const references = listAt(data, ...at, "env").flatMap((item, place) =>
    SETS.flatMap(([key, kind]) => {
      const reference = tableAt(item, "valueFrom", `${key}KeyRef`);
      const name = textAt(reference, "name");
      const variable = textAt(item, "name");
      if (name === undefined || variable === undefined) return [];
      const set = takenFrom(document, kind, name, [...at, "env", place]);
      return [{ variable, set, key: textAt(reference, "key") ?? "" }];
    }),
  );
  const variables = variablesOf(document, at);
  // these have a value of their own only where the set is not at hand
  for (const { variable } of references) variables.delete(variable);
  return {
    name: textAt(data, ...at, "name") ?? String(index),
    variables,
    from,
    references,
    ...programOf(document, at, ["command", "args"]),
    mounts: mountsOf(document, at, pod),
  };
}

/** The sets that a container has as files. */
function mountsOf(document: Document, at: Pointer, pod: Pointer): Taken[] {
  const { data } = document;
  const mounted = new Set(listAt(data, ...at, "volumeMounts").map((mount) => textAt(mount, "name")));
  return listAt(data, ...pod, "volumes").flatMap((volume, index) => {
    if (!mounted.has(textAt(volume, "name"))) return [];
    const sources = [volume, ...listAt(volume, "projected", "sources")];
    return sources.flatMap((source) => {
      const config = textAt(source, "configMap", "name");
      const secret = textAt(source, "secret", "secretName") ?? textAt(source, "secret", "name");
      const where = [...pod, "volumes", index];
      return [
        ...(config === undefined ? [] : [takenFrom(document, "ConfigMap", config, where)]),
        ...(secret === undefined ? [] : [takenFrom(document, "Secret", secret, where)]),
      ];
    });
  });
}

const SETS = [
  ["configMap", "ConfigMap"],
  ["secret", "Secret"],
] as const;
