/** A proxy that notes every host a browser asks for, lets it reach the page's own server, and nothing else. */

import { createServer, request as forward } from "node:http";
import type { AddressInfo } from "node:net";

export interface RecordingProxy {
  /** For Chromium: everything goes through it, the page's own host included. */
  readonly flags: readonly string[];
  /** Hosts with their ports, as they were asked for, in order. */
  readonly hosts: string[];
  /** What was asked of the page's own server: paths, in order. */
  readonly ownPaths: string[];
  stop(): Promise<void>;
}

export async function startRecordingProxy(ownPort: number): Promise<RecordingProxy> {
  const hosts: string[] = [];
  const ownPaths: string[] = [];
  const server = createServer((asked, answer) => {
    const url = new URL(asked.url ?? "/", "http://unknown");
    hosts.push(url.host);
    if (Number(url.port) !== ownPort) {
      answer.writeHead(502).end();
      return;
    }
    ownPaths.push(url.pathname);
    const { method, headers } = asked;
    const passed = forward({ port: ownPort, path: url.pathname + url.search, method, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(answer);
    });
    passed.on("error", () => answer.destroy());
    asked.pipe(passed);
  });
  server.on("connect", (asked, socket) => {
    hosts.push(asked.url ?? "");
    socket.on("error", () => {});
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    flags: [`--proxy-server=http://127.0.0.1:${port}`, "--proxy-bypass-list=<-loopback>"],
    hosts,
    ownPaths,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
