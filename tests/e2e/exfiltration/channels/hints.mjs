// Links and rules that tell a browser what to fetch before anybody needs it.
export default {
  prefetch: (to) => {
    const link = { rel: "prefetch", href: to.http };
    document.head.append(Object.assign(document.createElement("link"), link));
  },
  preload: (to) => {
    const link = { rel: "preload", as: "image", href: to.http };
    document.head.append(Object.assign(document.createElement("link"), link));
  },
  modulepreload: (to) => {
    const link = { rel: "modulepreload", href: to.http };
    document.head.append(Object.assign(document.createElement("link"), link));
  },
  prerender: (to) => {
    const link = { rel: "prerender", href: to.http };
    document.head.append(Object.assign(document.createElement("link"), link));
  },
  preconnect: (to) => {
    const link = { rel: "preconnect", href: to.http };
    document.head.append(Object.assign(document.createElement("link"), link));
  },
  "preconnect to a name": (to) => {
    const link = { rel: "preconnect", href: `http://${to.name}/` };
    document.head.append(Object.assign(document.createElement("link"), link));
  },
  "dns-prefetch": (to) => {
    const link = { rel: "dns-prefetch", href: `http://${to.name}/` };
    document.head.append(Object.assign(document.createElement("link"), link));
  },
  icon: (to) => {
    for (const old of document.querySelectorAll("link[rel=icon]")) old.remove();
    const link = { rel: "icon", href: to.http };
    document.head.append(Object.assign(document.createElement("link"), link));
  },
  manifest: (to) => {
    const link = { rel: "manifest", href: to.http };
    document.head.append(Object.assign(document.createElement("link"), link));
  },
  "compression dictionary": (to) => {
    const link = { rel: "compression-dictionary", href: to.http };
    document.head.append(Object.assign(document.createElement("link"), link));
  },
  "speculation rules, prefetch": (to) => {
    const rules = document.createElement("script");
    rules.type = "speculationrules";
    rules.textContent = JSON.stringify({ prefetch: [{ urls: [to.http], eagerness: "immediate" }] });
    document.head.append(rules);
  },
  "speculation rules, prerender": (to) => {
    const rules = document.createElement("script");
    rules.type = "speculationrules";
    rules.textContent = JSON.stringify({
      prerender: [{ urls: [to.http], eagerness: "immediate" }],
    });
    document.head.append(rules);
  },
  // A report goes out when something is refused; a page can set no header, but it can write this.
  "report-uri in a meta": (to) => {
    const policy = document.createElement("meta");
    policy.httpEquiv = "Content-Security-Policy";
    policy.content = `img-src 'none'; report-uri ${to.http}`;
    const frame = document.createElement("iframe");
    document.body.append(frame);
    frame.contentDocument.head.append(policy);
    const image = frame.contentDocument.createElement("img");
    image.src = "/refused.png";
    frame.contentDocument.body.append(image);
  },
};
