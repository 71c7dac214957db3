// The table of documents: drawn by the server for every wish (words, filter, order, page), escaped there; what is shown
// is kept here. Above it a picture of the library and what is to be known of it.
const { t } = window.footnote;
const extra = element.querySelector('.qa-lib-extra'), pane = element.querySelector('.qa-pane');
const say = (text) => document.dispatchEvent(new CustomEvent('qa:say', { detail: text }));
const PAUSE = 180;            // milliseconds without a key until the words are looked for
let state = {}, turn = 0, stale = true, seen = false, pause = 0, undo = [];

const call = async (wanted) => {
  try { return await server.shelf({ ...state, ...wanted }); } catch { return { error: t('adding.unreachable') }; }
};
// What has the focus keeps it: the same control in the new table.
const held = () => {
  const a = document.activeElement;
  if (!pane.contains(a)) return null;
  const row = a.closest('tr[data-id]')?.dataset.id;
  for (const [name, value] of [['id', a.id], ['data-op', a.dataset.op], ['data-sort', a.dataset.sort], ['data-by', a.dataset.by], ['data-page', a.dataset.page && '']]) {
    if (value === undefined || (name === 'id' && !value)) continue;
    const one = name === 'data-page' ? '[data-page]' : `[${name}="${CSS.escape(value)}"]`;
    return { to: row ? `tr[data-id="${row}"] ${one}` : one, start: a.selectionStart ?? null };
  }
  return null;
};
const draw = async (wanted = {}, focus = '') => {
  const mine = ++turn, told = await call(wanted);
  if (told.say) say(told.say);
  if (mine !== turn) return told;
  if (told.error) { warn(told.error); return told; }
  const had = held();
  state = told.state ?? state;
  if (told.html !== undefined) pane.innerHTML = told.html;
  marks();
  const to = focus || had?.to;
  const place = to && pane.querySelector(to);
  if (place) { place.focus({ preventScroll: !focus }); if (had?.start != null && place.setSelectionRange) place.setSelectionRange(had.start, had.start); }
  if (told.undo?.length) offer(told.undo, told.say);
  if (told.changed) document.dispatchEvent(new CustomEvent('qa:library'));
  return told;
};
const warn = (text) => {
  pane.querySelector('.qa-wrong')?.remove();
  const note = document.createElement('p');
  note.className = 'qa-wrong'; note.setAttribute('role', 'alert'); note.lang = 'en'; note.textContent = text;
  pane.prepend(note);
};
// A removal can be taken back for some minutes.
const offer = (numbers, text) => {
  undo = numbers;
  element.querySelector('.qa-undo')?.remove();
  const bar = document.createElement('div'), said = document.createElement('span'), back = document.createElement('button'), shut = document.createElement('button');
  bar.className = 'qa-undo'; said.textContent = text;
  back.type = shut.type = 'button'; back.className = 'qa-btn sm'; back.textContent = t('library.undo'); back.dataset.op = 'undo';
  shut.className = 'qa-btn sm ghost'; shut.textContent = t('page.close'); shut.dataset.op = 'shut';
  bar.append(said, back, shut);
  element.append(bar);
  back.focus({ preventScroll: true });
};

new IntersectionObserver(([entry]) => { seen = entry.isIntersecting; if (seen && stale) { stale = false; draw(); } }).observe(element);
for (const name of ['qa:library', 'qa:corrected']) document.addEventListener(name, () => { if (seen) draw(); else stale = true; });

const rowOf = (x) => x.closest('tr[data-id]');
const idOf = (x) => rowOf(x).dataset.id;
const chosen = () => [...pane.querySelectorAll('[data-pick]:checked')].map(idOf);
const marks = () => {
  const bar = pane.querySelector('.qa-together'), ids = chosen(), all = pane.querySelector('[data-pick-all]');
  if (!bar) return;
  bar.hidden = !ids.length;
  bar.querySelector('.qa-together-n').textContent = ids.length ? t('library.chosen', { n: ids.length }) : '';
  if (all) { all.checked = ids.length > 0 && ids.length === pane.querySelectorAll('[data-pick]').length; all.indeterminate = ids.length > 0 && !all.checked; }
};

// A row's form: opened below it, one at a time. After Save the next row's is opened, where a list is worked through.
const shutForm = () => {
  const open = pane.querySelector('.qa-edit');
  if (!open) return;
  const row = open.previousElementSibling;
  open.remove();
  row.querySelector('[data-op=edit]').setAttribute('aria-expanded', 'false');
};
const edit = async (row) => {
  const same = row.nextElementSibling?.matches('.qa-edit');
  shutForm();
  if (same) return;
  const told = await call({ op: 'edit', id: row.dataset.id });
  if (told.error) { warn(told.error); return; }
  const line = document.createElement('tr'), cell = document.createElement('td');
  line.className = 'qa-edit'; cell.colSpan = row.cells.length; cell.innerHTML = told.form;   // escaped on the server
  line.append(cell); row.after(line);
  row.querySelector('[data-op=edit]').setAttribute('aria-expanded', 'true');
  const empty = [...cell.querySelectorAll('input')].find((one) => !one.value);
  (state.problem ? empty ?? cell.querySelector('input') : cell.querySelector('input')).focus();
};
const correct = async (form, written, reset = []) => {
  const line = form.closest('.qa-edit'), id = line.previousElementSibling.dataset.id, next = line.nextElementSibling?.dataset?.id;
  if (!Object.keys(written).length && !reset.length) { shutForm(); return; }
  const save = form.querySelector('[type=submit]');
  save.disabled = true; save.textContent = t('reader.saving');
  const told = await call({ op: 'correct', id, written, reset });
  save.disabled = false; save.textContent = t('reader.save');
  if (told.error) { form.querySelector('.qa-wrong').textContent = told.error; return; }
  await draw();
  say(t('library.corrected_said'));
  document.dispatchEvent(new CustomEvent('qa:corrected', { detail: id }));
  const row = pane.querySelector(`tr[data-id="${reset.length ? id : state.problem && next ? next : id}"]`);
  if (reset.length || (state.problem && next)) { if (row) await edit(row); } else row?.querySelector('[data-op=edit]').focus();
};

// A new file for a document takes its place, whatever it is called.
const replace = (id) => {
  const field = document.createElement('input');
  field.type = 'file';
  field.addEventListener('change', async () => {
    const [file] = field.files;
    if (!file) return;
    const answer = await fetch(`upload?name=${encodeURIComponent(file.name)}&instead=${id}`, { method: 'POST', body: file }).catch(() => null);
    if (!answer?.ok) { warn(answer ? await answer.text() : t('adding.unreachable')); return; }
    say(t('library.replacing', { name: file.name }));
    document.dispatchEvent(new CustomEvent('qa:added'));
  });
  field.click();
};

const unfold = async (button, wanted, key) => {
  const open = extra.dataset.shown === key;
  for (const one of pane.querySelectorAll('[data-op=picture],[data-op=about]')) one.setAttribute('aria-expanded', String(!open && one === button));
  if (open) { extra.replaceChildren(); delete extra.dataset.shown; return; }
  extra.dataset.shown = key;
  const told = await call(wanted);
  if (extra.dataset.shown === key) extra.innerHTML = told[key] ?? '';                 // escaped on the server
};
const narrow = (wanted) => draw({ ...wanted, page: 1 });

const acts = {
  all: () => draw({ words: '', language: '', series: '', author: '', year: '', problem: '', page: 1 }, '#qa-lib-words'),
  edit: (b) => edit(rowOf(b)),
  replace: (b) => replace(idOf(b)),
  ask: (b) => document.dispatchEvent(new CustomEvent('qa:go', { detail: `?doc=${idOf(b)}` })),
  remove: (b) => draw({ op: 'remove', ids: [idOf(b)] }),
  'remove-chosen': () => draw({ op: 'remove', ids: chosen() }),
  together: (b) => {
    const bar = b.closest('.qa-together');
    draw({ op: 'together', ids: chosen(), field: bar.querySelector('[name=field]').value, value: bar.querySelector('[name=value]').value });
  },
  undo: () => { element.querySelector('.qa-undo').remove(); draw({ op: 'undo', numbers: undo }).then(() => document.dispatchEvent(new CustomEvent('qa:added'))); },
  shut: () => element.querySelector('.qa-undo').remove(),
  dismiss: (b) => draw({ op: 'dismiss', source: b.dataset.source }),
  picture: (b) => unfold(b, { op: 'picture' }, 'picture'),
  about: (b) => unfold(b, { op: 'about' }, 'about'),
  'by-series': () => { delete extra.dataset.shown; unfold(pane.querySelector('[data-op=picture]'), { op: 'picture' }, 'picture'); },
  'by-authors': () => { delete extra.dataset.shown; unfold(pane.querySelector('[data-op=picture]'), { op: 'picture', authors: true }, 'picture'); },
};
element.addEventListener('click', (e) => {
  const plain = !e.ctrlKey && !e.metaKey && !e.shiftKey && e.button === 0;
  const open = e.target.closest('a.qa-open');
  if (open && plain) {
    e.preventDefault();
    document.dispatchEvent(new CustomEvent('qa:open', { detail: { doc: open.dataset.doc, p: 0, h: '', at: '', from: open } }));
    return;
  }
  const ask = e.target.closest('a.qa-go');
  if (ask && plain) { e.preventDefault(); document.dispatchEvent(new CustomEvent('qa:go', { detail: ask.search })); return; }
  const b = e.target.closest('button');
  if (!b) return;
  if (b.dataset.sort) draw({ sort: b.dataset.sort, down: !!b.dataset.down, page: 1 });
  else if (b.dataset.page) draw({ page: +b.dataset.page }).then(() => pane.scrollIntoView({ block: 'start' }));
  else if (b.dataset.year) narrow({ year: b.dataset.year });
  else if (b.dataset.band) narrow({ [b.dataset.kind]: b.dataset.band });
  else if (b.dataset.topic) narrow({ words: b.dataset.topic });
  else if (b.dataset.reset) correct(b.closest('form'), {}, [b.dataset.reset]);
  else if (b.matches('[data-cancel]')) { const row = b.closest('.qa-edit').previousElementSibling; shutForm(); row.querySelector('[data-op=edit]').focus(); }
  else if (acts[b.dataset.op]) acts[b.dataset.op](b);
});
element.addEventListener('input', (e) => {
  if (e.target.name !== 'words') return;
  clearTimeout(pause);
  pause = setTimeout(() => narrow({ words: e.target.value.trim() }), PAUSE);
});
element.addEventListener('change', (e) => {
  if (e.target.dataset.by) narrow({ [e.target.dataset.by]: e.target.value });
  if (e.target.matches('[data-pick-all]')) pane.querySelectorAll('[data-pick]').forEach((one) => { one.checked = e.target.checked; });
  if (e.target.matches('[data-pick],[data-pick-all]')) marks();
});
element.addEventListener('submit', (e) => {
  e.preventDefault();
  if (e.target.matches('.qa-find')) { clearTimeout(pause); narrow({ words: e.target.elements.words.value.trim() }); return; }
  const changed = [...e.target.querySelectorAll('input')].filter((one) => one.value.trim() !== one.defaultValue.trim());
  correct(e.target, Object.fromEntries(changed.map((one) => [one.name, one.value])));
});
element.addEventListener('keydown', (e) => {
  const line = e.key === 'Escape' && e.target.closest('.qa-edit');
  if (line) { e.preventDefault(); const row = line.previousElementSibling; shutForm(); row.querySelector('[data-op=edit]').focus(); }
});
