// The Answers and Dossiers tabs: what the library keeps. The server draws a pane anew (escaped there) after every act.
// Which of the two this is says its element: each has its own server function, called "kept" here.
const { t } = window.footnote;
const pane = element.querySelector('.qa-pane');
const say = (text) => document.dispatchEvent(new CustomEvent('qa:say', { detail: text }));
const state = {};              // what the pane shows: words and count of answers, name of the dossier
let turn = 0;
let noting = Promise.resolve();   // the note that is being kept: what is drawn next has it

const draw = async (wanted, focus) => {
  const mine = ++turn;
  await noting;
  let told = { error: t('adding.unreachable') };
  try { told = await server.kept({ ...state, ...wanted }); } catch { /* said below */ }
  if (mine !== turn) return;                              // a later act won
  const wrong = pane.querySelector('.qa-wrong');
  if (told.error) {
    if (wrong) { wrong.textContent = told.error; return; }
    const note = document.createElement('p'); note.className = 'qa-wrong'; note.setAttribute('role', 'alert'); note.textContent = told.error;
    pane.prepend(note); return;
  }
  Object.assign(state, told.state);
  if (told.html !== undefined) pane.innerHTML = told.html;
  if (told.say) say(told.say);
  if (focus) pane.querySelector(focus)?.focus();
};

// Drawn when it comes into sight, and when something was kept meanwhile.
let stale = true, seen = false;
new IntersectionObserver(([entry]) => { seen = entry.isIntersecting; if (seen && stale) { stale = false; draw({}); } }).observe(element);
for (const name of ['qa:answer', 'qa:pinned', 'qa:library', 'qa:corrected']) {
  document.addEventListener(name, () => { stale = true; if (seen && name !== 'qa:answer') { stale = false; draw({}); } });
}

const pinOf = (x) => x.closest('[data-pin]');
const acts = {
  forget: (b) => draw({ op: 'forget', id: b.closest('[data-id]').dataset.id }, 'a, button'),
  more: () => draw({ op: 'more' }),
  open: (b) => draw({ op: 'open', name: b.dataset.name }, '[aria-current]'),
  rename: () => { const f = pane.querySelector('.qa-rename'); f.hidden = false; f.elements.name.focus(); f.elements.name.select(); },
  cancel: () => { pane.querySelector('.qa-rename').hidden = true; pane.querySelector('[data-op=rename]').focus(); },
  remove: () => draw({ op: 'remove' }, '[data-op=open], input'),
  up: (b) => move(b, -1), down: (b) => move(b, 1),
  unpin: (b) => draw({ op: 'unpin', pin: +pinOf(b).dataset.pin }, '[data-op=unpin], input'),
};
const move = (b, by) => {
  const pin = pinOf(b);
  draw({ op: 'move', pin: +pin.dataset.pin, place: +pin.dataset.place + by }, `[data-pin="${pin.dataset.pin}"] [data-op=${b.dataset.op}]:not([disabled]), [data-pin="${pin.dataset.pin}"] button:not([disabled])`);
};

// A quotation of a dossier follows the pointer by its grip; the keyboard has the buttons. It is kept where it is let go.
const EDGE = 70;               // pixels from the window's edge within which a drag scrolls the page
const PACE = 14;               // pixels of a frame
let drag = null;
const follow = () => {
  const { card, list, y } = drag;
  const others = [...list.children].filter((one) => one !== card);
  const next = others.find((one) => { const box = one.getBoundingClientRect(); return y < box.top + box.height / 2; }) ?? null;
  if (next !== card.nextElementSibling) list.insertBefore(card, next);
};
const glide = () => {
  if (!drag) return;
  const by = drag.y < EDGE ? -PACE : drag.y > innerHeight - EDGE ? PACE : 0;
  if (by) { scrollBy({ top: by, behavior: 'instant' }); follow(); }
  requestAnimationFrame(glide);
};
const drop = (keeps) => {
  if (!drag) return;
  const { card, list, before } = drag;
  drag = null;
  card.classList.remove('is-dragged');
  if (!keeps) list.insertBefore(card, before);
  const place = [...list.children].indexOf(card) + 1;
  if (keeps && card.isConnected && place !== +card.dataset.place) draw({ op: 'move', pin: +card.dataset.pin, place }, `[data-pin="${card.dataset.pin}"] button:not([disabled])`);
};
element.addEventListener('pointerdown', (e) => {
  const grip = e.target.closest('.qa-grip');
  if (!grip || e.button !== 0) return;
  e.preventDefault();
  const card = pinOf(grip);
  drag = { card, list: card.parentElement, before: card.nextElementSibling, y: e.clientY };
  card.classList.add('is-dragged');
  glide();
});
document.addEventListener('pointermove', (e) => { if (drag) { drag.y = e.clientY; follow(); } });
document.addEventListener('pointerup', () => drop(true));
document.addEventListener('pointercancel', () => drop(false));
document.addEventListener('keydown', (e) => { if (drag && e.key === 'Escape') { e.preventDefault(); e.stopPropagation(); drop(false); } }, true);

element.addEventListener('click', (e) => {
  const plain = !e.ctrlKey && !e.metaKey && !e.shiftKey && e.button === 0;
  const stored = e.target.closest('a[href^="?a="]');
  if (stored && plain) { e.preventDefault(); document.dispatchEvent(new CustomEvent('qa:go', { detail: stored.search })); return; }
  const open = e.target.closest('a.qa-open');
  if (open && plain) {
    e.preventDefault();
    const h = new URLSearchParams(open.hash.slice(1));
    document.dispatchEvent(new CustomEvent('qa:open', { detail: { doc: h.get('doc'), p: +(h.get('p') ?? 0), h: h.get('h') ?? '', at: h.get('at') ?? '', from: open } }));
    return;
  }
  const b = e.target.closest('button[data-op]');
  if (!b || !acts[b.dataset.op]) return;
  if (b.dataset.armed && !b.classList.contains('is-armed')) {   // the first press arms, the second does it
    const old = b.innerHTML;
    b.classList.add('is-armed'); b.textContent = b.dataset.armed; say(t('kept.press_again'));
    setTimeout(() => { if (b.isConnected) { b.classList.remove('is-armed'); b.innerHTML = old; } }, 3500);
    return;
  }
  acts[b.dataset.op](b);
});
element.addEventListener('submit', (e) => {
  e.preventDefault();
  const form = e.target;
  if (form.elements.words) draw({ op: 'find', words: form.elements.words.value.trim() }, 'input[type=search]');
  else if (form.elements.name.value.trim()) draw({ op: form.dataset.op, to: form.elements.name.value.trim() }, '[aria-current]');
});
// An emptied search shows everything again; a note is kept when it is left.
element.addEventListener('search', (e) => { if (!e.target.value) draw({ op: 'find', words: '' }, 'input[type=search]'); }, true);
const noted = async (field) => {
  if (field.value === field.defaultValue) return;
  const text = field.value;
  let told = { error: t('kept.not_noted') };
  try { told = await server.kept({ ...state, op: 'note', pin: +pinOf(field).dataset.pin, text }); } catch { /* said below */ }
  field.setCustomValidity(told.error ?? ''); field.reportValidity();
  if (!told.error) { field.defaultValue = text; say(t('kept.noted')); }
};
element.addEventListener('change', (e) => { if (e.target.dataset?.op === 'note') noting = noted(e.target); });
const fit = (field) => { field.style.height = 'auto'; field.style.height = `${field.scrollHeight + 2}px`; };
element.addEventListener('input', (e) => { if (e.target.dataset?.op === 'note') { e.target.setCustomValidity(''); fit(e.target); } });
new MutationObserver(() => pane.querySelectorAll('textarea').forEach(fit)).observe(pane, { childList: true });
