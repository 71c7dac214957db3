// The text of the open document. A long one is parted: only the parts near what is seen are in the page, the others keep
// their room. Everything that marks something in the text is told when a part comes in ("filled").
const texts = new Map();       // document → { head, firsts, sizes, outline, parts: part → HTML }
const LETTERS = 80, LINE = 28; // a line of text has so many letters and pixels: the room of a part that was never seen
const AHEAD = '1800px';        // parts so near to what is seen are there already

const partOf = (text, p) => Math.max(0, text.firsts.findLastIndex((first) => first <= p));
const containers = () => [...body.querySelectorAll('.qa-part')];
const fill = (container, html) => {
  if (container.childElementCount) return;
  container.innerHTML = html;                                // escaped on the server
  container.style.minHeight = '';
  body.dispatchEvent(new CustomEvent('filled', { detail: container }));
};
const empty = (container) => {
  container.style.minHeight = `${container.offsetHeight}px`;
  container.replaceChildren();
};
// The part with its text, fetched at first need; null when the document has changed meanwhile.
const ensurePart = async (doc, n) => {
  const text = texts.get(doc);
  if (!text.parts.has(n)) {
    const told = await server.read_part({ doc, part: n });
    if (told.error) return null;
    text.parts.set(n, told.html);
  }
  const container = body.dataset.doc === doc && body.querySelector(`.qa-part[data-part="${n}"]`);
  if (container) fill(container, text.parts.get(n));
  return container;
};
const near = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    const doc = body.dataset.doc, n = +entry.target.dataset.part;
    if (!entry.target.isConnected) continue;
    if (entry.isIntersecting) ensurePart(doc, n).catch(() => {});
    else if (entry.target.childElementCount && !entry.target.contains(document.activeElement)) empty(entry.target);
  }
}, { root: body, rootMargin: AHEAD });

// Puts a document into the pane, if it is not there.
const build = (doc) => {
  if (body.dataset.doc === doc) return;
  const text = texts.get(doc);
  near.disconnect();
  const sheet = document.createElement('div');
  sheet.className = 'qa-doc'; sheet.dataset.doc = doc; sheet.lang = text.language; sheet.innerHTML = text.head;       // escaped on the server
  text.firsts.forEach((_, n) => {
    const part = document.createElement('div');
    part.className = 'qa-part'; part.dataset.part = n;
    if (!text.parts.has(n)) part.style.minHeight = `${Math.ceil(text.sizes[n] / LETTERS) * LINE}px`;
    sheet.append(part);
  });
  body.replaceChildren(sheet);
  body.dataset.doc = doc;
  containers().forEach((part, n) => { if (text.parts.has(n) && text.firsts.length === 1) fill(part, text.parts.get(n)); });
  if (text.firsts.length > 1) containers().forEach((part) => near.observe(part));
  outlined(text);
};
// Where something is brought into sight, the parts above it may still grow: it is held there until they are measured.
const bring = (target, block = 'center') => {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches || body.querySelectorAll('.qa-part').length > 1;
  target.scrollIntoView({ block, behavior: calm ? 'auto' : 'smooth' });
  if (calm) requestAnimationFrame(() => target.isConnected && target.scrollIntoView({ block }));
};

// The texts of a paragraph or heading with their places in it: of each element with data-o, which begins so many characters
// into it (the paragraph itself, or a cell of a table), the text nodes. Offsets count code points, strings UTF-16 units.
const textsIn = (block) => [...(block.matches('[data-o]') ? [block] : block.querySelectorAll('[data-o]'))].flatMap((part) => {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT), nodes = [];
  for (let offset = +part.dataset.o; walker.nextNode(); offset += [...walker.currentNode.data].length) nodes.push([walker.currentNode, offset]);
  return nodes;
});
// Characters start–end of a paragraph or heading, as ranges of the page.
const rangesIn = (block, start, end) => textsIn(block).flatMap(([node, offset]) => {
  const characters = [...node.data];
  const [first, last] = [Math.max(start - offset, 0), Math.min(end - offset, characters.length)];
  if (!(last > first)) return [];
  const units = (n) => characters.slice(0, n).join('').length;
  const range = document.createRange();
  range.setStart(node, units(first)); range.setEnd(node, units(last));
  return [range];
});

// The outline: headings that lead to their place; the one that is read is marked.
const outline = $('.qa-rd-outline'), outliner = $('[data-outline]');
const outlined = (text) => {
  outliner.hidden = text.outline.length < 2;
  if (outliner.hidden) unfold(false);
  outline.querySelector('ol').replaceChildren(...text.outline.map((one) => {
    const item = document.createElement('li'), button = document.createElement('button');
    button.type = 'button'; button.textContent = one.text; button.dataset.block = one.block; button.dataset.part = one.part;
    item.className = `is-${one.level}`; item.append(button);
    return item;
  }));
};
const unfold = (on) => {
  outline.hidden = !on;
  outliner.setAttribute('aria-expanded', String(on));
  if (on) { here(); (outline.querySelector('[aria-current]') ?? outline.querySelector('button'))?.focus(); }
};
outliner.addEventListener('click', () => unfold(outline.hidden));
outline.addEventListener('click', async (e) => {
  const one = e.target.closest('button');
  if (!one) return;
  turn('text');
  const part = await ensurePart(body.dataset.doc, +one.dataset.part).catch(() => null);
  const heading = part && part.querySelector(`.qa-h[data-b="${one.dataset.block}"]`);
  if (!heading) return;
  if (!wide.matches) unfold(false);
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  bring(heading, 'start');
  current(one);
});
outline.addEventListener('keydown', (e) => { if (e.key === 'Escape') { e.preventDefault(); e.stopPropagation(); unfold(false); outliner.focus(); } });
const current = (one) => {
  outline.querySelectorAll('[aria-current]').forEach((other) => other.removeAttribute('aria-current'));
  if (one) { one.setAttribute('aria-current', 'true'); one.scrollIntoView({ block: 'nearest' }); }
};
// The last heading above the middle of what is seen.
const here = () => {
  const middle = body.getBoundingClientRect().top + body.clientHeight / 2;
  const above = [...body.querySelectorAll('.qa-h')].filter((one) => one.getBoundingClientRect().top < middle).pop();
  current(above && outline.querySelector(`button[data-block="${above.dataset.b}"]`));
};
let looked = 0;
body.addEventListener('scroll', () => {
  if (outline.hidden || looked) return;
  looked = setTimeout(() => { looked = 0; here(); }, 150);
});
