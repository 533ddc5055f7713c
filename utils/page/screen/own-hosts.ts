/** The hosts of our own UI in this document. Only weak references: nothing is kept alive by it. */
const OWN_HOSTS = new WeakSet<Node>();

export function addOwnHost(host: Element): void {
  OWN_HOSTS.add(host);
}

/** True for an element of ours: it is never read, reported, or part of what an answer is about. */
export function isOwnHost(node: Node): boolean {
  return OWN_HOSTS.has(node);
}
