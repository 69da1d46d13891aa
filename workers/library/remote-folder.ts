/** Folders on servers, as the exporter knows folders: a hub's repository, or any static folder. */

import { AppError } from "../../models/errors.ts";
import type { ByteSource, SourceFolder } from "../../models/exporter/bytes.ts";
import type { HttpContext } from "./http.ts";
import { type HttpSource, openHttp } from "./http-source.ts";
import { KNOWN_FILE, refuseChanged } from "./known-file.ts";
import { fromServer, readAhead } from "./read-ahead.ts";

export interface HubFolder extends SourceFolder {
  /** The commit that everything is read from; what was asked for where the hub names none. */
  pin(): Promise<string>;
}

export interface HubPlace {
  /** Origin without a path. */
  readonly host: string;
  readonly repository: string;
  readonly revision: string;
}

/** The first answer pins a branch to the commit it stands for, so that two commits are never mixed. */
export function hubFolder({ host, repository, revision }: HubPlace, context: HttpContext): HubFolder {
  checkPlace(host, repository, revision);
  let pinned = revision;
  let judged: Promise<void> | null = null;
  async function open(path: string) {
    if (path === KNOWN_FILE) {
      judged ??= refuseChanged({ host, repository, revision: pinned }, context);
      await judged;
    }
    const url = `${new URL(host).origin}/${repository}/resolve/${encodeURIComponent(pinned)}/${path}`;
    const source = await openHttp({ url, name: `${repository}/${path}` }, context);
    if (source?.commit) pinned = source.commit;
    return source && ahead(source, context);
  }
  return {
    name: repository,
    open,
    async pin() {
      await open("config.json"); // every repository has one, and it is small
      return pinned;
    },
  };
}

/** `url` ends with a slash. */
export function urlFolder(url: string, context: HttpContext): SourceFolder {
  const { protocol, host, pathname } = new URL(url);
  if (!/^https?:$/.test(protocol)) {
    throw new AppError("unsupported", `${url} is not an address of a web server; it should begin with https://.`);
  }
  return {
    name: `${host}${pathname}`,
    async open(path) {
      const source = await openHttp({ url: new URL(path, url).href, name: `${host}${pathname}${path}` }, context);
      return source && ahead(source, context);
    },
  };
}

/** Who only looks at headers, or mends a few pieces, must not set megabytes in motion. */
function ahead(source: HttpSource, { purpose }: HttpContext): ByteSource {
  return purpose === "fetch" ? readAhead(source, fromServer) : source;
}

/** Names that could leave the repository's path, or that no hub has, are refused before anything is asked. */
function checkPlace(host: string, repository: string, revision: string): void {
  if (!/^https?:\/\/[^/]+\/?$/.test(host)) {
    throw new AppError(
      "unsupported",
      `${host} is not the address of a hub; it should look like https://huggingface.co.`,
    );
  }
  if (!/^[\w-][\w.-]*\/[\w-][\w.-]*$/.test(repository)) {
    throw new AppError(
      "unsupported",
      `${repository} is not the name of a repository; it should look like databricks/dolly-v2-3b.`,
    );
  }
  if (!/^[\w-][\w./-]*$/.test(revision) || revision.includes("..")) {
    throw new AppError("unsupported", `${revision} is not the name of a branch, a tag or a commit.`);
  }
}
