// Google Cloud Run: a service as gcloud run services describe writes it, or the second version of the interface
import type { Document, Pointer } from "../../diagnostics/document.ts";
import { type Amount, type Container, defineManifest, originAt } from "./_define.ts";
import {
  amountOf,
  containerOf,
  isTree,
  listAt,
  programOf,
  type Tree,
  tableAt,
  textAt,
  valueAt,
  variablesOf,
} from "./_read.ts";

export default defineManifest({
  id: "cloud-run",
  title: "Google Cloud Run, as gcloud run services describe writes it",
  source: "https://cloud.google.com/run/docs/configuring/max-instances",
  mayBe: (text) =>
    /(?:serving|autoscaling)\.knative\.dev/.test(text) ||
    (/^kind:[ \t]*["']?Service\b/m.test(text) && /containers["']?[ \t]*:/.test(text)) ||
    (/"template"/.test(text) && /"containers"/.test(text)),
  recognise: (data) => isKnative(data) || isTree(valueAt(data, "template", "scaling")) || isCloudRunName(data),
  read(document, { workloads }) {
    const { data } = document;
    const knative = isKnative(data);
    const containers: Pointer = knative ? ["spec", "template", "spec", "containers"] : ["template", "containers"];
    const name = knative ? textAt(data, "metadata", "name") : textAt(data, "name")?.replace(/^.*\//, "");
    const { min, max } = knative ? knativeScale(tableAt(data)) : scale(tableAt(data));
    workloads.push({
      kind: "Cloud Run service",
      name: name ?? "(no name)",
      namespace: "",
      origin: originAt(document, knative ? ["metadata", "name"] : ["name"]),
      instances: amountOf(min, 0),
      maxInstances: max,
      surge: "100%",
      remarks: ["the most instances hold for each revision, and two run during a deploy"],
      containers: listAt(data, ...containers).map((item, index) => read(document, [...containers, index], item, index)),
    });
  },
});

const DEFAULT_MAX = 100;

function isKnative(data: unknown): boolean {
  if (textAt(data, "kind") !== "Service") return false;
  const version = textAt(data, "apiVersion");
  // a Service of Kubernetes has no containers
  if (version === undefined) return listAt(data, "spec", "template", "spec", "containers").length > 0;
  return version.startsWith("serving.knative.dev/");
}

function isCloudRunName(data: unknown): boolean {
  return (
    /^projects\/[^/]+\/locations\/[^/]+\/services\//.test(textAt(data, "name") ?? "") &&
    isTree(valueAt(data, "template"))
  );
}

function knativeScale(data: Tree): { min: unknown; max: Amount } {
  const own = tableAt(data, "spec", "template", "metadata", "annotations");
  const said = (end: string) =>
    own[`autoscaling.knative.dev/${end}Scale`] ?? own[`autoscaling.knative.dev/${end}-scale`];
  return { min: said("min"), max: amountOf(said("max"), DEFAULT_MAX) };
}

function scale(data: Tree): { min: unknown; max: Amount } {
  const own = tableAt(data, "template", "scaling");
  return { min: own.minInstanceCount, max: amountOf(own.maxInstanceCount, DEFAULT_MAX) };
}

function read(document: Document, at: Pointer, item: unknown, index: number): Container {
  return containerOf(
    textAt(item, "name") ?? String(index),
    variablesOf(document, at),
    programOf(document, at, ["command", "args"]),
  );
}
