/** Creates an element: attributes, listeners (`onclick`), children as nodes or text. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null));
  return element;
}

/** A labelled pair for a definition list. */
export function pair(label, value, attributes = {}) {
  return [h('dt', {}, label), h('dd', attributes, value)];
}
