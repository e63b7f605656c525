// what a manifest is: a file of what runs the services, and what can be read of it
import type { Document, Pointer } from "../../diagnostics/document.ts";
import { Origin } from "../../diagnostics/origin.ts";
import type { Percent } from "../../model/field.ts";
import type { Beside } from "../beside.ts";

/** One kind of file that says how many copies of a service run. Its id is its file name. */
export interface Manifest {
  readonly id: string;
  /** One line, no full stop. */
  readonly title: string;
  /** Where its meaning is documented. */
  readonly source: string;
  /** Names of files that are of this kind whatever is in them. */
  readonly names?: readonly string[];
  /** The same by a pattern of their names. Such a file is handed over as a text, without `data`. */
  readonly files?: RegExp;
  /** Whether a text may be of this kind, at a glance: what may not is never parsed. */
  mayBe(text: string): boolean;
  /** Whether a document is of this kind. */
  recognise(data: unknown): boolean;
  /** Takes what it says of workloads. */
  read(document: Document, parts: Parts): void;
}

/** Defines a manifest. */
export function defineManifest(manifest: Manifest): Manifest {
  return manifest;
}

/** A number that a manifest gives, or why it cannot be known. */
export type Amount = { readonly value: number } | { readonly unknown: string };

/** A variable of a container: its text, or why it cannot be read. */
export type Variable = (
  | { readonly text: string }
  | {
      readonly unreadable: string;
      /** What can be read of it, with `HIDDEN` for each piece that cannot. */
      readonly partial?: string;
      /** Names that say where it comes from: a secret and the key in it. */
      readonly hint?: string;
      /** The Secret, if it is one of Kubernetes, and the key in it. */
      readonly from?: { readonly name: string; readonly key: string };
    }
) & {
  readonly origin: Origin;
  /** Whether it stands among secrets, or refers to other variables, so that no message may show it. */
  readonly secret?: boolean;
};

/** Variables by name. */
export type Environment = ReadonlyMap<string, Variable>;

/** A set of variables that containers take in whole or in part. */
export interface VariableSet {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly variables: Environment;
}

/** What a container takes from a set. */
export interface Taken {
  /** Whether it may contain a database's address even if nothing else of the input says so. */
  readonly always?: boolean;
  readonly kind: string;
  readonly name: string;
  readonly prefix: string;
  readonly origin: Origin;
}

/** One container of a workload: a program with pools of its own. */
export interface Container {
  readonly name: string;
  readonly variables: Environment;
  readonly from: readonly Taken[];
  /** Variables that take one value of a set: name of the variable, the set, and the key in it. */
  readonly references: readonly { readonly variable: string; readonly set: Taken; readonly key: string }[];
  readonly image?: string;
  /** Image that its own is built from, if the manifest names it. */
  readonly base?: string;
  /** Command and arguments. */
  readonly words?: readonly Word[];
  /** Sets that are mounted as files. */
  readonly mounts?: readonly Taken[];
  /** Texts of other files that are mounted. */
  readonly files?: readonly (Word & { readonly name: string })[];
  /** Workloads that it waits for. */
  readonly after?: readonly { readonly name: string; readonly origin: Origin }[];
}

/** One text of a command line. */
export interface Word {
  readonly text: string;
  readonly origin: Origin;
}

/** Something that runs copies of a service. */
export interface Workload {
  /** As its tool calls it: `Deployment`. */
  readonly kind: string;
  readonly name: string;
  /** Empty where the tool has none. */
  readonly namespace: string;
  /** Where its short host names are known; default: the namespace. */
  readonly scope?: string;
  readonly origin: Origin;
  readonly instances: Amount;
  readonly maxInstances?: Amount;
  /** Extra copies during a deploy; of a percentage, what is left over counts unless it is cut off. */
  readonly surge: number | Percent;
  readonly surgeCut?: boolean;
  readonly processes?: Amount;
  /** Its containers, or the name of the template that has them. */
  readonly containers: readonly Container[] | { readonly template: string };
  /** Names, besides its own, under which others reach it. */
  readonly hosts?: readonly string[];
  /** Names that only it has for others. */
  readonly hostAliases?: Readonly<Record<string, string>>;
  /** The workload whose network it shares: `localhost` is that one's. */
  readonly sharesNetworkOf?: string;
  /** Whether it only runs during a deploy: a job, a hook, a migration. */
  readonly deployOnly?: boolean;
  /** Labels by which Services select it. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly remarks: readonly string[];
}

/** What starts more copies of a workload. */
export interface Scaler {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly min?: Amount;
  readonly max: Amount;
  /** What it is, in words: `HorizontalPodAutoscaler api`. */
  readonly title: string;
}

/** A server that the manifests run themselves, and the limit that they give it. */
export interface RunServer {
  /** Names that it is reached by. */
  readonly names: readonly string[];
  readonly namespace?: string;
  readonly maxConnections: number;
  /** Connections that it keeps for itself, if its provider documents it. */
  readonly reserved?: number;
  readonly origin: Origin;
}

/** A pooler that the manifests run. */
export interface RunPooler {
  /** As its documentation calls it: `pgbouncer`. */
  readonly kind: string;
  readonly name: string;
  /** Names that it is reached by. */
  readonly names: readonly string[];
  /** Namespace, or another scope in which these names are known. */
  readonly namespace: string;
  /** Host of the server behind it; undefined if nothing that was read says. */
  readonly upstream?: string;
  readonly instances: Amount;
  /** Server connections for one user and database. */
  readonly poolSize?: number;
  readonly reservePoolSize?: number;
  /** Maximum number of server connections to one database, of one instance. */
  readonly maxDbConnections?: number;
  /** Client connections that one instance takes. */
  readonly maxClientConn?: number;
  /** Databases that it is set up for, if it has a list of them. */
  readonly databases?: number;
  /** Whether it opens a server connection for each client: its clients count as the server's own. */
  readonly transparent?: boolean;
  readonly origin: Origin;
}

/** Everything that manifests say, in the making. */
export interface Parts {
  readonly servers: RunServer[];
  readonly workloads: Workload[];
  readonly scalers: Scaler[];
  readonly sets: VariableSet[];
  /** Services of Kubernetes: names for the workloads with these labels. */
  readonly services: {
    readonly name: string;
    readonly namespace: string;
    readonly selector: Readonly<Record<string, string>>;
  }[];
  /** Clusters that operators run. */
  readonly clusters: {
    readonly name: string;
    /** Names of its Services. */
    readonly names: readonly string[];
    readonly namespace: string;
    /** Names of the Secrets that the operator creates for it. */
    readonly secrets?: RegExp;
  }[];
  /** Poolers that are no container of a workload. */
  readonly poolers: RunPooler[];
  /** Objects that stand for others, which a tool writes and nobody gave. */
  readonly unrendered: {
    readonly kind: string;
    readonly name: string;
    readonly origin: Origin;
    readonly help: string;
  }[];
  /** Settings of objects that others refer to, by namespace, kind and name. */
  readonly configs: Map<string, unknown>;
  /** Documents of compose projects that are merged. */
  readonly projects: Map<string, Document[]>;
  /** Whether the document that is read is one of a folder that was named. */
  inFolder: boolean;
  /** Files that manifests refer to. */
  readonly files: Beside;
  /** Steps that need what other manifests say. */
  readonly later: (() => void)[];
  /** Files that a manifest includes, and that are not read with it. */
  readonly includes: { readonly path: string; readonly origin: Origin }[];
  /** Containers of templates that stand by themselves, by name. */
  readonly templates: Map<string, readonly Container[]>;
}

/** Where a value stands in a document. */
export function originAt(document: Document, pointer: Pointer, name?: string): Origin {
  return new Origin("file", { document, pointer, ...(name !== undefined && { name }) });
}
