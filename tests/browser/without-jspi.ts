/** Takes WebAssembly's promise integration away, as in browsers that do not have it. */

Reflect.deleteProperty(WebAssembly, "Suspending");
