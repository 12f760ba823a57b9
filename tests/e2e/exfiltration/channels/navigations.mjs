// Going somewhere else, and taking a cell along in the address.
export default {
  "location =": (to) => {
    location.href = to.http;
  },
  "location = a name": (to) => {
    location.href = `http://${to.name}/`;
  },
  "location.replace": (to) => location.replace(to.http),
  "top.location =": (to) => {
    top.location.href = to.http;
  },
  "parent.location =": (to) => {
    parent.location.href = to.http;
  },
  "navigation.navigate": (to) => void navigation.navigate(to.http),
  "meta refresh": (to) => {
    const meta = { httpEquiv: "refresh", content: `0; url=${to.http}` };
    document.head.append(Object.assign(document.createElement("meta"), meta));
  },
  "meta refresh in a srcdoc frame": (to) => {
    const frame = document.createElement("iframe");
    frame.srcdoc = `<meta http-equiv="refresh" content="0; url=${to.http}">`;
    document.body.append(frame);
  },
  "navigation of an empty frame": (to) => {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    frame.contentWindow.location.href = to.http;
  },
  "data: frame with an image": (to) => {
    const frame = document.createElement("iframe");
    frame.src = `data:text/html,<img src="${to.http}">`;
    document.body.append(frame);
  },
  "blob: frame with a script": (to) => {
    const source = `<script>fetch("${to.http}", { mode: "no-cors" })</script>`;
    const frame = document.createElement("iframe");
    frame.src = URL.createObjectURL(new Blob([source], { type: "text/html" }));
    document.body.append(frame);
  },
  "a.click()": (to) => {
    Object.assign(document.createElement("a"), { href: to.http }).click();
  },
  "a to a new window": (to) => {
    const link = { href: to.http, target: "_blank", rel: "noopener" };
    Object.assign(document.createElement("a"), link).click();
  },
  "a[download]": (to) => {
    Object.assign(document.createElement("a"), { href: to.http, download: "cell" }).click();
  },
  "a[ping]": (to) => {
    const link = Object.assign(document.createElement("a"), { href: "#here", ping: to.http });
    document.body.append(link);
    link.click();
  },
  "form, GET": (to) => {
    const form = Object.assign(document.createElement("form"), { action: to.http });
    document.body.append(form);
    form.submit();
  },
  "form, POST to a new window": (to) => {
    const fields = { action: to.http, method: "post", target: "_blank" };
    const form = Object.assign(document.createElement("form"), fields);
    document.body.append(form);
    form.submit();
  },
  "button[formaction]": (to) => {
    const form = document.createElement("form");
    const button = Object.assign(document.createElement("button"), { formAction: to.http });
    form.append(button);
    document.body.append(form);
    button.click();
  },
  "window.open": (to) => void window.open(to.http),
  "window.open, no opener": (to) => void window.open(to.http, "_blank", "noopener"),
  "an empty window's navigation": (to) => {
    const opened = window.open("about:blank");
    opened.location.href = to.http;
  },
  "an empty window's fetch": (to) => {
    const opened = window.open("about:blank");
    return opened.fetch(to.http, { mode: "no-cors" });
  },
};
