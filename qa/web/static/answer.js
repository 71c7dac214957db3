// Answer pane. Event delegation only: the markup is re-rendered by the server at every answer.
// A citation's target: document, paragraph number, the paragraph's permanent name, the range inside it.
const target = (a) => ({ doc: a.dataset.doc, p: +a.dataset.p, h: a.dataset.h ?? '', at: a.dataset.at ?? '', from: a });
const open = (a) => document.dispatchEvent(new CustomEvent('qa:open', { detail: target(a) }));

element.addEventListener('click', (e) => {
  const ask = e.target.closest('[data-ask]');
  if (ask) { trigger('ask', { q: ask.dataset.ask, clear: !!ask.dataset.clear }); return; }
  const a = e.target.closest('a.qa-chip, a.qa-open');
  // a real link: leave new-tab clicks to the browser
  if (a && !e.ctrlKey && !e.metaKey && !e.shiftKey && e.button === 0) { e.preventDefault(); open(a); }
});

// chip <-> card
const lit = (n) => element.querySelectorAll('[data-n]').forEach((x) => x.classList.toggle('is-lit', n !== null && x.dataset.n === n));
const onOver = (e) => { const x = e.target.closest?.('a.qa-chip[data-n], .qa-pass[data-n]'); lit(x ? x.dataset.n : null); };
element.addEventListener('pointerover', onOver);
element.addEventListener('pointerleave', () => lit(null));
element.addEventListener('focusin', onOver);
element.addEventListener('focusout', () => lit(null));

// warm the reader's cache while the pointer rests on a citation
element.addEventListener('pointerover', (e) => {
  const a = e.target.closest?.('a.qa-chip, a.qa-open');
  if (a) document.dispatchEvent(new CustomEvent('qa:warm', { detail: target(a) }));
});

// a new answer: say so, put its permalink in the address bar, tell the reader
watch('value', () => {
  const r = element.querySelector('[data-state]');
  if (!r || r.dataset.state !== 'done') return;
  document.dispatchEvent(new CustomEvent('qa:say', { detail: r.dataset.say }));
  const url = new URL(location.href);
  const link = new URL(r.dataset.permalink, url);
  for (const k of ['__theme', 'view']) if (url.searchParams.get(k)) link.searchParams.set(k, url.searchParams.get(k));
  if (link.search !== url.search) { link.hash = ''; history.pushState({ qa: 1 }, '', link); }
  document.title = element.querySelector('.qa-q')?.textContent + ' – Footnote';
  document.dispatchEvent(new CustomEvent('qa:answer'));
});
// Back/forward between answers
window.addEventListener('popstate', () => {
  const q = new URL(location.href).searchParams.get('q') ?? '';
  const now = element.querySelector('.qa-q')?.textContent ?? '';
  if (q !== now) trigger('ask', { q, silent: true });
});
