/** How far a piece of work is, as a whole percentage: 100 only when it is all. */
export function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.min(100, Math.floor((part / whole) * 100));
}
