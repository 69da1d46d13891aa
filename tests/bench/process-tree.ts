/** What the processes below this one take, by what they do; from /proc, hence on Linux only. */

import { readdirSync, readFileSync } from "node:fs";

export interface ProcessUse {
  /** The most that one process of the role had resident at once, in 10^6 bytes. */
  readonly peakMegabytes: number;
  /** The most that one had for itself: without files it maps and memory it shares, such as the browser's own program. */
  readonly ownPeakMegabytes: number;
  /** Of all processes of the role, user and system. */
  readonly processorSeconds: number;
}

export type UseByRole = Readonly<Record<string, ProcessUse>>;

const SAMPLE_MS = 100;
const TICKS_PER_SECOND = 100;

/** Samples until it is stopped; `null` where there is no /proc. */
export function watchProcesses(): { stop(): UseByRole | null } {
  const peaks = new Map<string, { resident: number; own: number }>();
  const started = ticksByProcess();
  const seconds = new Map<string, number>();
  const sample = () => {
    for (const [pid, { role, ticks, megabytes, ownMegabytes }] of ticksByProcess()) {
      const { resident, own } = peaks.get(role) ?? { resident: 0, own: 0 };
      peaks.set(role, { resident: Math.max(resident, megabytes), own: Math.max(own, ownMegabytes) });
      seconds.set(`${role} ${pid}`, (ticks - (started.get(pid)?.ticks ?? 0)) / TICKS_PER_SECOND);
    }
  };
  const timer = setInterval(sample, SAMPLE_MS);
  return {
    stop() {
      clearInterval(timer);
      sample();
      if (peaks.size === 0) return null;
      const use = Array.from(peaks, ([role, { resident, own: ownPeak }]): [string, ProcessUse] => {
        const own = Array.from(seconds).filter(([key]) => key.startsWith(`${role} `));
        const processorSeconds = own.reduce((sum, [, each]) => sum + each, 0);
        return [
          role,
          {
            peakMegabytes: Math.round(resident),
            ownPeakMegabytes: Math.round(ownPeak),
            processorSeconds: Math.round(processorSeconds * 100) / 100,
          },
        ];
      });
      return Object.fromEntries(use);
    },
  };
}

/** Seconds of processor that the workers of all tabs below this process have taken so far. */
export function workerSeconds(): number {
  let nanoseconds = 0;
  for (const [pid, { role }] of ticksByProcess()) {
    if (role !== "tab") continue;
    for (const thread of list(`/proc/${pid}/task`).map((id) => `/proc/${pid}/task/${id}`)) {
      if (read(`${thread}/comm`).startsWith("DedicatedWorker"))
        nanoseconds += Number(read(`${thread}/schedstat`).split(" ")[0]);
    }
  }
  return nanoseconds / 1e9;
}

/**
 * What the processes below this one take now, by what they do, in 10^6 bytes: each page of memory that several of them
 * share counts in equal parts. Null where there is no /proc.
 */
export function proportionalMegabytes(): Readonly<Record<string, number>> | null {
  const byRole: Record<string, number> = {};
  for (const [pid, { role }] of ticksByProcess()) {
    if (pid === String(process.pid)) continue;
    const kilobytes = Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
    byRole[role] = (byRole[role] ?? 0) + (kilobytes * 1024) / 1e6;
  }
  return Object.keys(byRole).length === 0 ? null : byRole;
}

interface Process {
  readonly role: string;
  readonly ticks: number;
  readonly megabytes: number;
  readonly ownMegabytes: number;
}

/** This process and all below it, by their ids. */
function ticksByProcess(): Map<string, Process> {
  const parents = new Map<string, string>();
  const ticks = new Map<string, number>();
  for (const pid of list("/proc").filter((name) => /^\d+$/.test(name))) {
    // pid (name) state parent …; the 14th and 15th fields are ticks in user and system mode.
    const fields = read(`/proc/${pid}/stat`)
      .replace(/^.*\) /, "")
      .split(" ");
    if (fields.length < 13) continue; // ended meanwhile
    parents.set(pid, fields[1]!);
    ticks.set(pid, Number(fields[11]) + Number(fields[12]));
  }
  const ours = new Map<string, Process>();
  for (const pid of parents.keys()) {
    let above: string | undefined = pid;
    while (above !== undefined && above !== String(process.pid)) above = parents.get(above);
    if (above === undefined) continue;
    const status = read(`/proc/${pid}/status`);
    const megabytes = (name: string) => (Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) * 1024) / 1e6;
    const memory = { megabytes: megabytes("VmRSS"), ownMegabytes: megabytes("RssAnon") };
    ours.set(pid, { role: roleOf(pid), ticks: ticks.get(pid)!, ...memory });
  }
  return ours;
}

/** The command line's own words for what a process of Chromium does. */
function roleOf(pid: string): string {
  if (pid === String(process.pid)) return "server";
  const command = read(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
  const type = /--type=(\S+)/.exec(command)?.[1];
  if (type === "renderer") return "tab";
  if (type === "utility") return /--utility-sub-type=(\w+)/.exec(command)?.[1] ?? "utility";
  if (type) return type;
  return command.includes("scripts/run.mjs") ? "command line" : "browser";
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // no /proc on this system
  }
}

/** Empty for a process that has ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
