/**
 * The worker law: every method takes one argument and a call, and returns a promise. It may emit any number of values,
 * then settles exactly once. Aborting the signal asks the other side to stop; it still settles.
 */
export interface Call<Emitted> {
  readonly signal: AbortSignal;
  emit(value: Emitted): void;
}

export type Method<Argument, Emitted, Result> = (argument: Argument, call: Call<Emitted>) => Promise<Result>;

/** An API the page and a worker share: methods only. */
// biome-ignore lint/suspicious/noExplicitAny: the one place where methods of every signature meet
export type Api<T> = { readonly [Name in keyof T]: Method<any, any, any> };
