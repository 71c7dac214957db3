// Source reader: a <dialog>, docked beside the answer on wide screens, modal and full-screen on narrow ones.
// What is open is in the address: #doc=…&p=…&h=…&at=start-end. The paragraph's name h decides where that is today.
const dlg = element.querySelector('dialog');
const body = dlg.querySelector('.qa-rd-body');
const $ = (s) => dlg.querySelector(s);
const wide = matchMedia('(min-width: 1100px)');
const { t, fill: say_fixed } = window.footnote;
say_fixed(element);
const places = new Map();      // where each citation stands today
const KEPT = 40;               // documents and places that are remembered
let cur = null, from = null;

const key = (r) => `${r.doc}|${r.p}|${r.h}`;
const keep = (map, k, v) => { map.set(k, v); if (map.size > KEPT) map.delete(map.keys().next().value); };
const fetchPlace = async (r) => {
  const place = await server.open_document({ doc: r.doc, p: r.p, h: r.h, known: [...texts.keys()] });
  if (place.text) {
    const { part, html, ...text } = place.text;
    keep(texts, place.doc, { ...text, language: place.language, parts: new Map([[part, html]]) });
  }
  return place;
};
const fetchDoc = (r) => {
  const k = key(r);
  if (!places.has(k)) keep(places, k, fetchPlace(r).catch((e) => { places.delete(k); throw e; }));
  return places.get(k);
};
document.addEventListener('qa:warm', (e) => fetchDoc(e.detail).catch(() => {}));
document.addEventListener('qa:library', () => places.clear());

// What is quoted, in its order: once each, though a quotation that something differs from stands in two places.
const chips = () => {
  const first = new Map();
  for (const a of document.querySelectorAll('.qa-answer a.qa-chip')) if (!first.has(a.dataset.n)) first.set(a.dataset.n, a);
  return [...first.values()];
};
const ref = (a) => ({ ...placeOf(a.hash), from: a });
const sameChip = (a) => {
  const r = placeOf(a.hash);
  return cur && r.doc === cur.doc && r.p === cur.p && (!cur.at || r.at === cur.at);
};
const noun = () => document.querySelector('#qa-view [data-noun]')?.dataset.noun ?? t('reader.citation');

// With <base href> (Gradio sets one) a bare '#…' resolves against the base and drops the query: always give the whole path.
const urlOf = (hash) => location.pathname + location.search + hash;
const hashOf = (r) => `#doc=${encodeURIComponent(r.doc)}${r.p ? '&p=' + r.p : ''}${r.h ? '&h=' + r.h : ''}${r.at ? '&at=' + r.at : ''}`;
const placeOf = (hash) => {
  const h = new URLSearchParams(hash.slice(1));
  return h.get('doc') ? { doc: h.get('doc'), p: +(h.get('p') ?? 0) || 0, h: h.get('h') ?? '', at: h.get('at') ?? '', from: null } : null;
};
const fromHash = () => placeOf(location.hash);

const show = () => {
  if (dlg.open) return;
  if (wide.matches) dlg.show(); else dlg.showModal();
  document.body.classList.add('qa-reading');
};
const close = (push = true) => {
  if (dlg.open) dlg.close();
  document.body.classList.remove('qa-reading');
  document.querySelectorAll('.is-current').forEach((x) => x.classList.remove('is-current'));
  if (push && location.hash) history.pushState(history.state, '', urlOf(''));
  if (from?.isConnected) from.focus({ preventScroll: true });
  cur = null; from = null;
};

const mark = (place) => {
  body.querySelectorAll('mark').forEach((m) => { const p = m.parentNode; m.replaceWith(...m.childNodes); p.normalize(); });
  body.querySelectorAll('.is-cited').forEach((x) => x.classList.remove('is-cited'));
  body.querySelectorAll('.qa-ref').forEach((x) => x.remove());
  // every other citation of the present answer that stands in this document, as a number in the margin
  const seen = new Map();
  for (const c of chips()) if (c.dataset.doc === place.doc && !seen.has(c.dataset.p)) seen.set(c.dataset.p, c.dataset.n);
  for (const [p, n] of seen) {
    const el = body.querySelector(`[data-p="${p}"]`);
    if (!el) continue;
    const t = document.createElement('span'); t.className = 'qa-ref'; t.textContent = n; t.title = `${noun()} ${n}`;
    el.querySelector('.qa-pn').after(t);
  }
  const el = body.querySelector(`.qa-p[data-p="${place.p}"]`);
  if (!el || !place.exact) return null;                  // never a wrong paragraph
  el.tabIndex = -1;
  el.classList.add('is-cited');
  if (cur.at) for (const range of rangesIn(el, ...cur.at.split('-').map(Number))) range.surroundContents(document.createElement('mark'));
  return el;
};

const draw = async (place) => {
  build(place.doc);
  body.querySelector('.qa-rd-notice')?.remove();
  if (place.notice) {
    const n = document.createElement('p'); n.className = 'qa-rd-notice qa-note'; n.setAttribute('role', 'status'); n.textContent = place.notice;
    body.prepend(n);
  }
  await ensurePart(place.doc, partOf(texts.get(place.doc), place.p || 1));
  const el = mark(place);
  requestAnimationFrame(() => {
    const target = el?.querySelector('mark') ?? el;
    if (target) bring(target); else body.scrollTop = 0;
  });
};
// A part that comes in has its marks.
body.addEventListener('filled', () => { if (cur?.place && cur.place.doc === body.dataset.doc) mark(cur.place); });

const say = (strong, text) => {
  body.dataset.doc = ''; views.hidden = true; turn('text');
  const box = document.createElement('div'); box.className = 'qa-note is-error'; box.setAttribute('role', 'alert');
  const s = document.createElement('strong'); s.textContent = strong;
  const p = document.createElement('p'); p.textContent = text;
  box.append(s, p); body.replaceChildren(box);
  $('.qa-rd-title').textContent = ''; $('.qa-rd-orig').hidden = true;
};

const go = async (r, push = true) => {
  const first = !dlg.open;
  cur = r; if (r.from) from = r.from;
  if (push && location.hash !== hashOf(r)) history.pushState({ qa: 1 }, '', urlOf(hashOf(r)));
  const list = chips(); const i = list.findIndex(sameChip);
  $('.qa-rd-step').hidden = i < 0;
  if (i >= 0) $('.qa-rd-step output').textContent = t('reader.step', { noun: noun(), at: i + 1, all: list.length });
  list.forEach((a, k) => a.classList.toggle('is-current', k === i));
  document.querySelectorAll('.qa-s').forEach((x) => x.classList.toggle('is-current', !!x.querySelector('.qa-chip.is-current')));
  show();
  if (wide.matches && i >= 0) list[i].scrollIntoView({ block: 'nearest' });
  if (body.dataset.doc !== r.doc) { body.dataset.doc = ''; body.innerHTML = '<div class="qa-sk" style="width:60%"></div><div class="qa-sk tall"></div><div class="qa-sk tall"></div>'; }
  let place = null;
  try { place = await fetchDoc(r); } catch { /* said below */ }
  if (cur !== r) return;                                   // a later click won
  if (place && !place.error && !texts.has(place.doc)) { places.delete(key(r)); return go(r, false); }   // dropped meanwhile
  if (!place) { say(t('reader.unreachable'), t('reader.press_again')); return; }
  if (place.error) {
    say(t('reader.not_opened'), place.error);
    if (first) $('.qa-rd-close').focus({ preventScroll: true });
    return;
  }
  $('.qa-rd-title').textContent = place.by ? `${place.by} — ${place.title}` : place.title;
  const orig = $('.qa-rd-orig'); orig.hidden = false;
  const page = place.pages[place.p];
  orig.href = place.original + (page ? '#page=' + page : '');
  orig.textContent = page ? t('reader.original_page', { page }) : t('reader.original');
  views.hidden = !place.drawn;
  cur.place = place;
  if (dlg.dataset.view === 'page' && views.hidden) turn('text');
  await draw(place);
  if (cur !== r) return;
  if (dlg.dataset.view === 'page') showPage({});
  if (first) ($('.qa-p.is-cited') ?? $('h1') ?? $('.qa-rd-close')).focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent('qa:say', { detail: place.exact ? t('reader.opened_at', { title: place.title, p: place.p }) : `${place.title}. ${place.notice}` }));
};
const step = (d) => {
  const list = chips(); const i = list.findIndex(sameChip);
  if (i < 0 || !list.length) return;
  go(ref(list[(i + d + list.length) % list.length]));
};

// Correcting what was read of the document.
const form = () => body.querySelector('.qa-correct');
const editing = (on) => {
  form().hidden = !on;
  const button = body.querySelector('[data-correct]');
  button.setAttribute('aria-expanded', String(on));
  (on ? form().querySelector('input') : button).focus();
};
const correct = async (written, reset) => {
  const doc = body.dataset.doc, here = form(), save = here.querySelector('[type=submit]'), shown = cur;
  if (!Object.keys(written).length && !reset.length) { editing(false); return; }
  save.disabled = true; save.textContent = t('reader.saving');
  let told = { error: t('reader.unreachable') };
  try { told = await server.correct_document({ doc, written, reset }); } catch { /* said below */ }
  save.disabled = false; save.textContent = t('reader.save');
  if (told.error) { here.querySelector('.qa-wrong').textContent = told.error; return; }
  texts.delete(doc); places.clear(); body.dataset.doc = '';   // drawn anew
  trigger('corrected', {});
  document.dispatchEvent(new CustomEvent('qa:corrected', { detail: doc }));
  document.dispatchEvent(new CustomEvent('qa:say', { detail: reset.length ? t('reader.as_read') : t('reader.corrected') }));
  if (cur !== shown) return;
  await go({ ...cur }, false);
  if (reset.length) editing(true); else body.querySelector('[data-correct]')?.focus();
};
body.addEventListener('submit', (e) => {
  e.preventDefault();
  const changed = [...e.target.querySelectorAll('input')].filter((i) => i.value.trim() !== i.defaultValue.trim());
  correct(Object.fromEntries(changed.map((i) => [i.name, i.value])), []);
});

document.addEventListener('qa:open', (e) => go(e.detail));
document.addEventListener('qa:answer', () => { if (!fromHash()) close(false); else go(fromHash(), false); });
dlg.addEventListener('click', (e) => {
  if (e.target.closest('.qa-rd-close')) return close();
  if (e.target.closest('[data-step]')) return step(+e.target.closest('[data-step]').dataset.step);
  if (e.target.closest('[data-correct]')) return editing(form().hidden);
  if (e.target.closest('[data-cancel]')) { form().reset(); return editing(false); }
  if (e.target.closest('[data-reset]')) return correct({}, [e.target.closest('[data-reset]').dataset.reset]);
  const pn = e.target.closest('a.qa-pn');
  if (pn && !e.ctrlKey && !e.metaKey) { e.preventDefault(); go({ doc: body.dataset.doc, p: +pn.closest('[data-p]').dataset.p, h: pn.dataset.h, at: '', from }); }
});
// Escape leaves the form first, then the reader; in a modal dialog it comes as "cancel".
const leave = () => { if (form() && !form().hidden) { form().reset(); editing(false); } else close(); };
dlg.addEventListener('cancel', (e) => { e.preventDefault(); leave(); });
body.addEventListener('keydown', (e) => {
  if (e.key === 'Escape' && e.target.closest('.qa-correct') && wide.matches) { e.preventDefault(); e.stopPropagation(); leave(); }
});
document.addEventListener('keydown', (e) => {
  if (!dlg.open || e.ctrlKey || e.metaKey || e.altKey || e.target.closest?.('input,textarea,select')) return;
  if (e.key === 'Escape') { e.preventDefault(); close(); }
  if (e.key === 'j' || e.key === ']') step(1);
  if (e.key === 'k' || e.key === '[') step(-1);
});
window.addEventListener('popstate', () => { const r = fromHash(); if (r) go(r, false); else if (dlg.open) close(false); });
wide.addEventListener('change', () => { if (dlg.open) { dlg.close(); show(); } });
