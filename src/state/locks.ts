/** Web Locks: what one tab does at a time. */

/**
 * Runs `work` while no other tab runs work of that name. Without the Web Locks API there is only the hope that one tab is
 * open; what a wrong guess costs stands where it is used.
 */
export async function locked<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks = (globalThis.navigator as Partial<Navigator> | undefined)?.locks;
  if (!locks) return await work();
  let granted = false;
  try {
    return await locks.request(name, () => {
      granted = true;
      return work();
    });
  } catch (error) {
    if (granted) throw error;
    return await work(); // a browser that refuses storage refuses locks too
  }
}
