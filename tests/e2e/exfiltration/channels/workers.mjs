// Requests from other threads: they may have a policy of their own.
export default {
  "worker, fetch": (to) => {
    const source = `fetch(${JSON.stringify(to.http)}, { mode: "no-cors" })`;
    void new Worker(URL.createObjectURL(new Blob([source])));
  },
  "worker, importScripts": (to) => {
    const source = `importScripts(${JSON.stringify(to.http)})`;
    void new Worker(URL.createObjectURL(new Blob([source])));
  },
  "worker, WebSocket": (to) => {
    const source = `new WebSocket(${JSON.stringify(to.ws)})`;
    void new Worker(URL.createObjectURL(new Blob([source])));
  },
  "module worker, import": (to) => {
    const source = `import ${JSON.stringify(to.http)}`;
    const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    void new Worker(address, { type: "module" });
  },
  "worker of a worker": (to) => {
    const inner = `fetch(${JSON.stringify(to.http)}, { mode: "no-cors" })`;
    const outer = `new Worker(URL.createObjectURL(new Blob([${JSON.stringify(inner)}])))`;
    void new Worker(URL.createObjectURL(new Blob([outer])));
  },
  "worker of another host": (to) => void new Worker(to.http),
  "shared worker": (to) => {
    const source = `fetch(${JSON.stringify(to.http)}, { mode: "no-cors" })`;
    void new SharedWorker(URL.createObjectURL(new Blob([source])));
  },
  "service worker of another host": (to) => navigator.serviceWorker.register(to.http),
};
