/**
 * Cuts a model's graph between layers into graphs that run one after another and compute the same. A graph's weights are
 * loaded all at once, so a large model is loaded as several.
 *
 * Between layers two tensors are alive, the residual stream and what is still to be added to it. They leave the shard that
 * makes them as outputs and enter those that read them, the next or a later one, as inputs of the same names. What follows
 * from the graph's own inputs, such as how many positions are filled, is computed again in each shard.
 */

import type { ExternalInitializer, Graph, Node, Value } from "./onnx.ts";

/** Shards in the order they run; the graph itself where its weights do not pass `limitBytes`. A layer is never cut. */
export function cutGraph(graph: Graph, limitBytes: number): Graph[] {
  const weights = new Map(graph.external.map((initializer) => [initializer.name, initializer]));
  const common = commonNodes(graph, weights);
  const groups: Node[][] = [];
  let bytes = 0;
  for (const nodes of byLayer(graph.nodes.filter((node) => !common.has(node)))) {
    const size = sum(used(nodes, weights).map(({ length }) => length));
    if (groups.length === 0 || bytes + size > limitBytes) {
      groups.push([]);
      bytes = 0;
    }
    groups.at(-1)!.push(...nodes);
    bytes += size;
  }
  if (groups.length === 1) return [graph];
  return groups.map((nodes, index) => shardOf(graph, index, nodes, groups.slice(index + 1).flat(), common, weights));
}

/** Nodes that depend on the graph's inputs alone and on no weights. */
function commonNodes({ nodes, inputs, inline }: Graph, weights: ReadonlyMap<string, unknown>): Set<Node> {
  const known = new Set([...inputs, ...inline].map(({ name }) => name));
  const common = new Set<Node>();
  for (const node of nodes) {
    if (node.inputs.some((name) => weights.has(name) || !known.has(name))) continue;
    common.add(node);
    for (const name of node.outputs) known.add(name);
  }
  return common;
}

/** What is before the first layer, each layer, and what is after the last: nodes are named by what they make. */
function byLayer(nodes: readonly Node[]): Node[][] {
  const groups: Node[][] = [];
  let current: string | null = null;
  for (const node of nodes) {
    const layer = /^layer\.\d+\./.exec(node.name)?.[0] ?? "";
    if (layer !== current) groups.push([]);
    current = layer;
    groups.at(-1)!.push(node);
  }
  return groups;
}

function shardOf(
  graph: Graph,
  index: number,
  own: readonly Node[],
  later: readonly Node[],
  common: ReadonlySet<Node>,
  weights: ReadonlyMap<string, ExternalInitializer>,
): Graph {
  // The common nodes first: they depend on nothing here.
  const needed = neededFrom([...common], own);
  const nodes = [...needed, ...own];
  const read = new Set(nodes.flatMap((node) => node.inputs));
  const made = new Set(nodes.flatMap((node) => node.outputs).filter((name) => name !== ""));
  const ofGraph = new Set([...graph.inputs, ...graph.inline, ...graph.external].map(({ name }) => name));
  const madeAnywhere = new Set(Array.from(common, (node) => node.outputs).flat());
  const from = [...read].filter((name) => name !== "" && !made.has(name) && !ofGraph.has(name));
  const to = later.flatMap((node) => node.inputs).filter((name) => made.has(name) && !madeAnywhere.has(name));
  return {
    name: `${graph.name}_${index}`,
    nodes,
    inline: graph.inline.filter(({ name }) => read.has(name)),
    external: used(nodes, weights),
    inputs: [...graph.inputs.filter(({ name }) => read.has(name)), ...from.map((name) => hiddenOf(graph, name))],
    outputs: [
      ...graph.outputs.filter(({ name }) => made.has(name)),
      ...[...new Set(to)].map((name) => hiddenOf(graph, name)),
    ],
  };
}

/** Those of `nodes` that `users` need, directly or through others, in their order. */
function neededFrom(nodes: readonly Node[], users: readonly Node[]): Node[] {
  const wanted = new Set(users.flatMap((node) => node.inputs));
  const needed: Node[] = [];
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((name) => wanted.has(name))) continue;
    needed.unshift(node);
    for (const name of node.inputs) wanted.add(name);
  }
  return needed;
}

/** A tensor between layers, [batch, sequence, hidden] in the activations' type: that of the keys and values. */
function hiddenOf({ inputs }: Graph, name: string): Value {
  const type = inputs.find((input) => input.name.startsWith("past_key_values."))?.type ?? "float32";
  return { name, type, dims: ["batch_size", "sequence_length", "hidden"] };
}

function used(nodes: readonly Node[], weights: ReadonlyMap<string, ExternalInitializer>): ExternalInitializer[] {
  const names = new Set(nodes.flatMap((node) => node.inputs));
  return [...names].flatMap((name) => weights.get(name) ?? []);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
