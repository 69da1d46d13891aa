/**
 * What the page asks of the library: models onto this device, and off it.
 *
 * Files never cross: the page names sources and models, the worker reads and writes them in the browser's private file
 * system. Requests carry everything, so that a method's answer never depends on an earlier call.
 *
 * Pausing is aborting the call, and resuming is the same call again, in this visit or another: what is on the device
 * stays until `remove`, and an installation takes up where it left off.
 */

import type { Dtype, Manifest, QuantizationError } from "../../models/manifest.ts";
import type { Method } from "./call.ts";
import type { Device } from "./engine-api.ts";

/** Where a model comes from. Official weights and ready models are told apart by what is there. */
export type ModelSource =
  | {
      /** A repository on a hub that serves `{host}/{repository}/resolve/{revision}/{path}`. */
      readonly kind: "hub";
      /** Origin without a path, e.g. `https://huggingface.co`. */
      readonly host: string;
      /** `owner/name` */
      readonly repository: string;
      /** A branch, tag or commit. A branch is pinned to the commit it stands for when the installation begins. */
      readonly revision: string;
    }
  | {
      /** A folder on any static host. */
      readonly kind: "url";
      /** Absolute; ends with a slash. */
      readonly folderUrl: string;
    }
  | {
      /** Files picked or dropped. */
      readonly kind: "files";
      /** As the page shows it: the folder's name. */
      readonly name: string;
      /** Paths relative to the folder, with `/`. */
      readonly files: readonly { readonly path: string; readonly file: File }[];
    }
  /** A folder picked where the browser offers handles. */
  | { readonly kind: "folder"; readonly handle: FileSystemDirectoryHandle }
  /** The one file that `exportPack` makes. */
  | { readonly kind: "pack"; readonly file: File };

/** What the page knows of the device, for `assess`. All limits in bytes. */
export interface DeviceFacts {
  /** `null` where there is no adapter or only one that is software. */
  readonly gpu: {
    readonly shaderF16: boolean;
    readonly maxBufferBytes: number;
    readonly maxBindingBytes: number;
  } | null;
  /** `navigator.deviceMemory` as bytes (browsers stop at 8 or 32 GiB); `null` where the browser does not say. */
  readonly memoryBytes: number | null;
  readonly phone: boolean;
}

export interface AssessRequest {
  readonly source: ModelSource;
  readonly facts: DeviceFacts;
  /** `null`: the best one for the device. */
  readonly dtype: Dtype | null;
}

/**
 * What stands in the way (`blocks`) or is worth saying.
 *
 *   no-room          neededBytes more are to be kept, and availableBytes are free
 *   binding-limit    the largest weight has neededBytes; the adapter binds availableBytes at once
 *   memory           running takes about neededBytes; the device has availableBytes
 *   heap-limit       running takes about neededBytes; WebAssembly addresses availableBytes
 *   wrong-dtype      the source is a ready model without a variant for this device
 *   phone            browsers on phones end pages of this size
 *   processor        no graphics adapter: runs on the processor, slowly
 *   no-f16           the adapter has no 16-bit floats: 4-bit weights with 32-bit activations
 *   not-persisted    the browser may delete the model when the disk gets full
 *   installed        this model is here already in this dtype
 */
export type FindingCode =
  | "no-room"
  | "binding-limit"
  | "memory"
  | "heap-limit"
  | "wrong-dtype"
  | "phone"
  | "processor"
  | "no-f16"
  | "not-persisted"
  | "installed";

export interface Finding {
  readonly code: FindingCode;
  readonly blocks: boolean;
  /** Both for the codes that name them above, else `null`. */
  readonly neededBytes: number | null;
  readonly availableBytes: number | null;
}

/** Tokens a second, from and to. */
export interface TokenRate {
  readonly least: number;
  readonly most: number;
}

/** The facts for "will it run here?", known before the first byte of weights is fetched. */
export interface Assessment {
  readonly id: string;
  readonly name: string;
  /** `checkpoint`: official weights, converted on the way. `model`: ready, copied as it is. */
  readonly form: "checkpoint" | "model";
  readonly parameters: number;
  readonly contextLength: number;
  readonly device: Device;
  readonly dtype: Dtype;
  /** Still to be fetched; what an earlier attempt left is not fetched again. */
  readonly fetchBytes: number;
  /** On the device when installed. */
  readonly keepBytes: number;
  /** Of `keepBytes`, here already from an earlier attempt. */
  readonly doneBytes: number;
  /** Weights and a full KV cache, roughly. */
  readonly runBytes: number;
  /** On the processor, as far as a short measurement tells; `null` where a graphics adapter computes. */
  readonly processorRate: TokenRate | null;
  readonly storage: StorageFacts;
  /** Blocking ones first. None that blocks: it will run here. */
  readonly findings: readonly Finding[];
}

export interface StorageFacts {
  /** Of everything this page keeps, models and conversations alike; `null` where the browser does not say. */
  readonly usedBytes: number | null;
  /** What the browser says it would still let this page keep; `null` where it does not say. */
  readonly freeBytes: number | null;
  /** Whether the browser has promised not to delete it by itself. Asking is the page's part: `navigator.storage.persist`. */
  readonly persisted: boolean;
}

export interface InstalledModel {
  readonly manifest: Manifest;
  /** As measured on the device, bookkeeping included. */
  readonly bytes: number;
  /** The least exact tensor of all variants, by mean; `null` where nothing is quantized. */
  readonly worstQuantization: QuantizationError | null;
  /** Where it came from, for showing and for `repair`; `null` when it came from files and cannot be fetched again. */
  readonly origin: StoredOrigin | null;
}

export type StoredOrigin = Extract<ModelSource, { readonly kind: "hub" | "url" }>;

/** An installation that was paused or broke. */
export interface PartialModel {
  readonly id: string;
  readonly name: string;
  readonly dtypes: readonly Dtype[];
  readonly bytes: number;
  /** To resume with; `null` when it came from files, which must be picked again. */
  readonly origin: StoredOrigin | null;
  /** Whether a tab is installing it just now. */
  readonly running: boolean;
}

export interface LibraryList {
  /** By name. */
  readonly models: readonly InstalledModel[];
  readonly partial: readonly PartialModel[];
  readonly storage: StorageFacts;
}

export interface InstallRequest {
  readonly source: ModelSource;
  /** `null` for a ready model: every variant it comes with. */
  readonly dtypes: readonly Dtype[] | null;
  /** As the page shows it; `null`: as the source calls itself. */
  readonly name: string | null;
}

/**
 * `prepare`: reading headers. `fetch`: bytes come in and are written, converted where need be. `wait`: the line broke or
 * the server asked for patience; it goes on by itself. `finish`: the small files and the manifest.
 */
export type InstallPhase = "prepare" | "fetch" | "wait" | "finish";

/** At most ten a second, and always a last one with `doneBytes` = `totalBytes`. */
export interface InstallProgress {
  readonly id: string;
  readonly phase: InstallPhase;
  /** Of what is kept, earlier attempts included; `totalBytes` 0 while it is not known. */
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** Received since the call began. */
  readonly fetchedBytes: number;
  /** Received, over about the last five seconds. */
  readonly bytesPerSecond: number;
  /** `null` until there is something to reckon from. */
  readonly secondsLeft: number | null;
  /** In `wait`: why, as a sentence. */
  readonly message: string | null;
}

export interface InstallResult {
  readonly model: InstalledModel;
  /** Sentences: what is missing without which the model still runs. */
  readonly warnings: readonly string[];
}

export interface ModelRequest {
  readonly id: string;
}

export interface VerifyProgress {
  readonly checkedBytes: number;
  readonly totalBytes: number;
}

/** A piece of a file that is not what the manifest says. */
export interface Damage {
  readonly path: string;
  readonly offset: number;
  readonly bytes: number;
}

export interface VerifyResult {
  readonly checkedBytes: number;
  /** Empty: every byte is what it was. */
  readonly damaged: readonly Damage[];
}

export interface RepairRequest extends ModelRequest {
  /** `null`: where it came from. */
  readonly source: ModelSource | null;
}

export interface RepairResult {
  readonly repairedBytes: number;
  readonly fetchedBytes: number;
}

export interface RemoveResult {
  /** Of the model's files. */
  readonly freedBytes: number;
  readonly storage: StorageFacts;
}

/**
 * Errors: `no-model` for an id that is not here; `busy` while this or another tab installs, repairs or removes the same
 * model; `offline`, `http` and `integrity` from the network (each after retries); `storage-full` with what is needed and
 * what is free; `bad-file` and `unsupported` for what a source holds, naming file and both numbers. After every one of
 * them, and after an abort, what has arrived is kept.
 */
export interface LibraryApi {
  readonly list: Method<null, never, LibraryList>;
  /** Reads headers, a few hundred kilobytes at most, and tells a bad line within seconds; writes nothing. */
  readonly assess: Method<AssessRequest, never, Assessment>;
  readonly install: Method<InstallRequest, InstallProgress, InstallResult>;
  /** Removes a model, or what a broken installation left. */
  readonly remove: Method<ModelRequest, never, RemoveResult>;
  /** Reads every byte of the model and compares it with the manifest's hashes. */
  readonly verify: Method<ModelRequest, VerifyProgress, VerifyResult>;
  /** Verifies, then fetches the damaged pieces anew, and only those; converts them where the source is a checkpoint. */
  readonly repair: Method<RepairRequest, InstallProgress, RepairResult>;
  /** The whole model as one file (a tar), for machines without a network; it points into the storage, without a copy. */
  readonly exportPack: Method<ModelRequest, never, Blob>;
}

/** The methods' names, for both ends of the transport. */
export const libraryMethods = [
  "list",
  "assess",
  "install",
  "remove",
  "verify",
  "repair",
  "exportPack",
] as const satisfies readonly (keyof LibraryApi)[];
