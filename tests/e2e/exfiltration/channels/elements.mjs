// Elements and styles that fetch what they show.
// Styles are adopted, for a `style` element is refused by the policy before it has fetched anything.
export default {
  img: (to) => {
    new Image().src = to.http;
  },
  "img of a name": (to) => {
    new Image().src = `http://${to.name}/`;
  },
  srcset: (to) => {
    new Image().srcset = `${to.http} 1x`;
  },
  picture: (to) => {
    const picture = document.createElement("picture");
    const source = document.createElement("source");
    source.srcset = to.http;
    picture.append(source, document.createElement("img"));
    document.body.append(picture);
  },
  "image button": (to) => {
    const input = Object.assign(document.createElement("input"), { type: "image", src: to.http });
    document.body.append(input);
  },
  "svg image": (to) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const image = document.createElementNS(svg.namespaceURI, "image");
    image.setAttribute("href", to.http);
    svg.append(image);
    document.body.append(svg);
  },
  "svg use": (to) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS(svg.namespaceURI, "use");
    use.setAttribute("href", `${to.http}#shape`);
    svg.append(use);
    document.body.append(svg);
  },
  video: (to) => {
    const video = Object.assign(document.createElement("video"), { src: to.http, preload: "auto" });
    document.body.append(video);
  },
  poster: (to) => {
    document.body.append(Object.assign(document.createElement("video"), { poster: to.http }));
  },
  audio: (to) => {
    new Audio(to.http).load();
  },
  track: (to) => {
    const video = Object.assign(document.createElement("video"), { crossOrigin: "anonymous" });
    const track = Object.assign(document.createElement("track"), { src: to.http, default: true });
    video.append(track);
    document.body.append(video);
    track.track.mode = "showing";
  },
  script: (to) => {
    document.head.append(Object.assign(document.createElement("script"), { src: to.http }));
  },
  "module script": (to) => {
    const script = Object.assign(document.createElement("script"), { type: "module" });
    script.src = to.http;
    document.head.append(script);
  },
  object: (to) => {
    document.body.append(Object.assign(document.createElement("object"), { data: to.http }));
  },
  embed: (to) => {
    document.body.append(Object.assign(document.createElement("embed"), { src: to.http }));
  },
  iframe: (to) => {
    document.body.append(Object.assign(document.createElement("iframe"), { src: to.http }));
  },
  "iframe of a name": (to) => {
    const frame = document.createElement("iframe");
    frame.src = `http://${to.name}/`;
    document.body.append(frame);
  },
  "style sheet": (to) => {
    const link = Object.assign(document.createElement("link"), {
      rel: "stylesheet",
      href: to.http,
    });
    document.head.append(link);
  },
  "css url()": (to) => {
    document.body.style.backgroundImage = `url("${to.http}")`;
  },
  "css cursor": (to) => {
    document.body.style.cursor = `url("${to.http}"), auto`;
    document.body.style.listStyleImage = `url("${to.http}")`;
  },
  "css in a sheet": (to) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`html { background-image: url("${to.http}") }`);
    document.adoptedStyleSheets.push(sheet);
  },
  "@import": (to) => {
    const style = document.createElement("style");
    style.textContent = `@import url("${to.http}");`;
    document.head.append(style);
  },
  "@font-face": (to) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`@font-face { font-family: canary; src: url("${to.http}") }`);
    document.adoptedStyleSheets.push(sheet);
    const text = Object.assign(document.createElement("p"), { textContent: "cell" });
    text.style.fontFamily = "canary";
    document.body.append(text);
  },
};
