// Answer pane. Event delegation only: the markup is re-rendered by the server at every answer.
// A citation's target is its link's: document, paragraph number, the paragraph's permanent name, the range inside it.
const { t } = window.footnote;
const target = (a) => {
  const h = new URLSearchParams(a.hash.slice(1));
  return { doc: h.get('doc'), p: +(h.get('p') ?? 0), h: h.get('h') ?? '', at: h.get('at') ?? '', from: a };
};
const open = (a) => document.dispatchEvent(new CustomEvent('qa:open', { detail: target(a) }));

// One question at a time, the latest wish wins. Gradio's own "always_last" forgets what a waiting event carried.
const LOST = 60_000;       // milliseconds after which an unanswered question is given up: the server was restarted
let asked = 0, next = null;
let led = false;           // a link led here: what was pressed is gone, and the new page is read from its head
const wishFor = (wanted) => {
  if (Date.now() - asked < LOST) { next = wanted; return; }
  asked = Date.now();
  trigger('ask', wanted);
};
const arrived = () => {
  asked = 0;
  if (next) { const wanted = next; next = null; wishFor(wanted); }
};

element.addEventListener('click', (e) => {
  const ask = e.target.closest('[data-ask]');
  if (ask) { wishFor({ q: ask.dataset.ask }); return; }
  const pin = e.target.closest('[data-pin]');
  if (pin) { pinned(pin); return; }
  const a = e.target.closest('a.qa-chip, a.qa-open, a.qa-go');
  // a real link: leave new-tab clicks to the browser
  if (!a || e.ctrlKey || e.metaKey || e.shiftKey || e.button !== 0) return;
  e.preventDefault();
  if (a.matches('.qa-go')) { led = true; askAddress(a.search); } else open(a);
});

// A quotation goes into the dossier that is open in its tab.
const pinned = async (b) => {
  const answer = element.querySelector('[data-id]').dataset.id;
  b.disabled = true;
  let told = { error: t('answer.unreachable') };
  try { told = await server.pin({ answer, numbers: b.dataset.pin.split(',').map(Number) }); } catch { /* said below */ }
  b.disabled = false;
  b.lastChild.textContent = told.error ? t('answer.not_pinned') : t('answer.pinned');
  b.classList.toggle('is-done', !told.error);
  b.title = told.error || t('answer.pinned_said', { name: told.name });
  document.dispatchEvent(new CustomEvent('qa:say', { detail: told.error || t('answer.pinned_said', { name: told.name }) }));
  if (!told.error) document.dispatchEvent(new CustomEvent('qa:pinned'));
};

// What a follow-up is searched for: edited in place, and searched exactly so.
const asking = () => {
  const sent = new URLSearchParams(element.querySelector('[data-permalink]')?.dataset.permalink ?? '');
  return { q: sent.get('q') ?? '', after: sent.getAll('after'), for: sent.get('for') ?? '' };
};
const searchFor = (field) => {
  const text = field.value.trim();
  if (text && text !== field.defaultValue) wishFor({ ...asking(), for: text });
};
element.addEventListener('input', (e) => {
  if (!e.target.matches('.qa-searched textarea')) return;
  e.target.form.classList.toggle('is-changed', e.target.value.trim() !== e.target.defaultValue);
});
element.addEventListener('keydown', (e) => {
  if (!e.target.matches('.qa-searched textarea')) return;
  if (e.key === 'Enter' && !e.isComposing) { e.preventDefault(); searchFor(e.target); }
  if (e.key === 'Escape') { e.target.form.reset(); e.target.form.classList.remove('is-changed'); }
});
element.addEventListener('submit', (e) => { e.preventDefault(); searchFor(e.target.elements.searched); });

// chip <-> card
const lit = (n) => element.querySelectorAll('[data-n]').forEach((x) => x.classList.toggle('is-lit', n !== null && x.dataset.n === n));
const onOver = (e) => { const x = e.target.closest?.('[data-n]'); lit(x ? x.dataset.n : null); };
element.addEventListener('pointerover', onOver);
element.addEventListener('pointerleave', () => lit(null));
element.addEventListener('focusin', onOver);
element.addEventListener('focusout', () => lit(null));

// warm the reader's cache while the pointer rests on a citation
element.addEventListener('pointerover', (e) => {
  const a = e.target.closest?.('a.qa-chip, a.qa-open');
  if (a) document.dispatchEvent(new CustomEvent('qa:warm', { detail: target(a) }));
});

// An address's question and filters as one string, to tell two of them apart.
const FIELDS = ['a', 'again', 'mode', 'q', 'after', 'for', 'author', 'series', 'lang', 'doc', 'since', 'until', 'asof', 'part'];
const wish = (search) => {
  const sent = new URLSearchParams(search);
  return JSON.stringify(FIELDS.map((k) => sent.getAll(k).map((v) => v.trim()).filter(Boolean)));
};
const NOTHING = wish('');
let shown = NOTHING;       // what the present answer answers
let returning = null;      // where Back or Forward led, until its answer is there
const thread = (earlier) => document.dispatchEvent(new CustomEvent('qa:thread', { detail: earlier }));

// What stands here before a question, in the visitor's language and as the library is now. A page that opens with a
// question waits for its answer: no suggestions meanwhile.
// Suggestions are made in the background: until they are there, it is asked again.
const AGAIN = 1500;        // milliseconds
const welcome = async () => {
  const mode = document.querySelector('#qa-mode :checked')?.value ?? '';
  let told = null;
  try { told = await server.welcome({ mode }); } catch { return; }
  const empty = element.querySelector('[data-state=empty]');
  if (!empty || (empty.dataset.mode ?? mode) !== mode) return;
  if (empty.outerHTML !== told.html && !empty.contains(document.activeElement)) empty.outerHTML = told.html;   // escaped on the server
  if (told.unfinished) setTimeout(() => { if (element.querySelector('[data-state=empty]')) welcome(); }, AGAIN);
};
if (wish(location.search) === NOTHING) welcome();
document.addEventListener('qa:library', () => { if (element.querySelector('[data-state=empty]')) welcome(); });

// a new answer: say so, put its permalink in the address bar, tell the reader
watch('value', () => {
  const r = element.querySelector('[data-state]');
  if (!r || r.dataset.state === 'pending') return;
  arrived();
  if (r.dataset.state === 'empty') { shown = NOTHING; returning = null; document.title = 'Footnote'; thread([]); return; }
  if (r.dataset.state === 'error') { led = false; return; }   // it is an alert: read out at once
  const link = new URL(r.dataset.permalink, location.href);
  const meant = wish(r.dataset.asked);                     // the permalink leaves out what it did not need
  shown = wish(link.search);
  if (returning !== null && meant !== returning) return;   // overtaken: the answer to a later step is on its way
  returning = null;
  thread(JSON.parse(r.dataset.thread));
  ready(r);
  document.dispatchEvent(new CustomEvent('qa:say', { detail: r.dataset.say }));
  if (shown !== wish(location.search)) {
    const theme = new URL(location.href).searchParams.get('__theme');
    if (theme) link.searchParams.set('__theme', theme);
    if (meant === wish(location.search)) history.replaceState(history.state, '', link.href + location.hash);
    else history.pushState({ qa: 1 }, '', link);
  }
  document.title = element.querySelector('.qa-q').textContent + ' – Footnote';
  document.dispatchEvent(new CustomEvent('qa:answer'));
  if (led) atHead();
});
const atHead = () => {
  led = false;
  const head = element.querySelector('.qa-q');
  head.tabIndex = -1;
  head.focus({ preventScroll: true });
  head.scrollIntoView({ block: 'nearest' });
};
// The next question can be typed over this one, where the pointer has not gone elsewhere.
const ready = (r) => {
  const field = document.querySelector('#qa-question textarea');
  if (field && document.activeElement === field && field.value.trim() === new URLSearchParams(r.dataset.permalink).get('q')) field.select();
};
// The question of an address, with its thread and filters
const askAddress = (search = location.search) => {
  const sent = new URLSearchParams(search);
  wishFor({
    link: true, a: sent.get('a') ?? '', again: sent.get('again') ?? '', mode: sent.get('mode') ?? '', q: sent.get('q') ?? '', after: sent.getAll('after'), for: sent.get('for') ?? '',
    author: sent.getAll('author'), series: sent.getAll('series'), lang: sent.getAll('lang'), doc: sent.getAll('doc'),
    since: sent.get('since') ?? '', until: sent.get('until') ?? '', asof: sent.get('asof') ?? '', part: sent.get('part') ?? '',
  });
};
// A stored answer that was chosen in another tab of the page
document.addEventListener('qa:go', (e) => { document.querySelector('#qa-tabs [role=tab]').click(); led = true; askAddress(e.detail); });
// Back and forward between answers
window.addEventListener('popstate', () => {
  if (wish(location.search) === (returning ?? shown)) return;
  returning = wish(location.search);
  askAddress();
});
// A document of the answer is called otherwise now, or is of another time
document.addEventListener('qa:corrected', (e) => { if (element.querySelector(`[data-doc="${e.detail}"]`)) askAddress(); });
