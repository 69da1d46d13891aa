/** Bytes [rows, columns] → [columns, rows]. */

import { choose, i32, type Kernel, kernel, repeat } from "../../wasm/assembler.ts";

/** Columns that are gone through together, so that the lines of the target that they fill stay in the cache. */
const PANEL = 64;

/** `transpose(source, rows, columns, target)`, at least one of each. */
export function transposeKernel(): Kernel {
  const parameters = ["source", "rows", "columns", "target"] as const;
  const variables = { row: "i32", column: "i32", start: "i32", end: "i32", from: "i32", to: "i32" } as const;
  return kernel("transpose", parameters, variables, (locals) => {
    const { source, rows, columns, target, row, column, start, end, from, to } = locals;
    const next = i32.add(start.get, i32.const(PANEL));
    return [
      repeat(
        [
          end.set(next),
          end.set(choose(i32.lt_u(end.get, columns.get), end.get, columns.get)),
          row.set(i32.const(0)),
          repeat(
            [
              column.set(start.get),
              from.set(i32.add(source.get, i32.add(i32.mul(row.get, columns.get), start.get))),
              to.set(i32.add(target.get, i32.add(i32.mul(start.get, rows.get), row.get))),
              repeat(
                [
                  i32.store8(to.get, i32.load8_u(from.get)),
                  from.set(i32.add(from.get, i32.const(1))),
                  to.set(i32.add(to.get, rows.get)),
                  column.set(i32.add(column.get, i32.const(1))),
                ],
                i32.lt_u(column.get, end.get),
              ),
              row.set(i32.add(row.get, i32.const(1))),
            ],
            i32.lt_u(row.get, rows.get),
          ),
          start.set(end.get),
        ],
        i32.lt_u(start.get, columns.get),
      ),
    ];
  });
}
