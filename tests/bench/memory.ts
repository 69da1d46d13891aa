/** The memory of processes this one has started, Chromium's among them, as the operating system counts it. */

import { readdirSync, readFileSync } from "node:fs";

export interface MemoryWatch {
  /** The largest resident size any of them had, in 10^6 bytes; `null` where there is no /proc. */
  stop(): number | null;
}

/** Samples ten times a second. `kind` is Chromium's name for a process's type. */
export function watchMemory(kind: "renderer" | "gpu-process"): MemoryWatch {
  return watch(() => descendants().filter((pid) => read(`/proc/${pid}/cmdline`).includes(`--type=${kind}`)));
}

export function watchProcess(pid: number): MemoryWatch {
  return watch(() => [String(pid)]);
}

function watch(pids: () => readonly string[]): MemoryWatch {
  let peakKilobytes = 0;
  const sample = () => {
    for (const pid of pids()) {
      const resident = /VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1];
      peakKilobytes = Math.max(peakKilobytes, Number(resident ?? 0));
    }
  };
  const timer = setInterval(sample, 100);
  return {
    stop() {
      clearInterval(timer);
      return peakKilobytes > 0 ? Math.round((peakKilobytes * 1024) / 1e6) : null;
    },
  };
}

function descendants(): string[] {
  const parents = new Map<string, string>();
  for (const pid of numericNames("/proc")) {
    const parent = /PPid:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1];
    if (parent !== undefined) parents.set(pid, parent);
  }
  const ours = (pid: string): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === String(process.pid) || ours(parent));
  };
  return [...parents.keys()].filter(ours);
}

function numericNames(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+$/.test(name));
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
