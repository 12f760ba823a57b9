// The shell frames the workbench and nothing else. Any other answer of this origin, such as one that a proxy gives to an
// address that is too long, may lack the headers that close a page, and the shell could reach into its frame. Which
// address that is shows only here: a policy in the built page can't name the origin.
const policy = document.createElement("meta");
policy.httpEquiv = "Content-Security-Policy";
policy.content = `frame-src ${location.origin}/workbench`;
document.head.append(policy);
