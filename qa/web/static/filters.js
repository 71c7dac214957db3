// The filters {author: [], series: [], lang: [], doc: [], since, until, asof}, as filters-value.js keeps them. Names are
// looked up on the server while they are typed: a library has too many to send them with the page. Runs once.
const { t, fill, locale } = window.footnote;
const LISTS = ['author', 'series', 'lang', 'doc'];
const DAYS = ['since', 'until', 'asof'];
const WAIT = 120;          // milliseconds of silence after which what is typed is looked up
let value = {};
const choose = (change) => document.dispatchEvent(new CustomEvent('qa:filters', { detail: change }));
const names = (field) => value[field] ?? [];
const labels = Object.fromEntries(LISTS.map((field) => [field, new Map()]));
const label = (field, name) => labels[field].get(name) ?? name;
const made = (tag, attributes, ...inside) => {
  const one = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
  one.append(...inside);
  return one;
};

// ---- what is chosen
const chip = (field, name) => {
  const shown = label(field, name);
  const remove = made('button', { type: 'button', 'data-remove': name, 'aria-label': t('ask.remove', { name: shown }) }, '×');
  return made('li', {}, made('span', { title: shown }, shown), remove);
};
const draw = () => {
  for (const combo of element.querySelectorAll('.qa-combo')) {
    const { field } = combo.dataset;
    combo.querySelector('.qa-chosen').replaceChildren(...names(field).map((name) => chip(field, name)));
    combo.querySelector('input').placeholder = names(field).length ? '' : t('ask.any');
  }
  for (const input of element.querySelectorAll('[data-k]')) {
    const day = value[input.dataset.k] ?? '';
    if (input.value !== day) input.value = day;
  }
  summarise();
};
// What filters is to be seen while the panel is closed, too.
const written = (day) => new Date(`${day}T00:00`).toLocaleDateString(locale, { day: 'numeric', month: 'long', year: 'numeric' });
const title = (key) => ({
  author: t('ask.author'), series: t('ask.series'), lang: t('ask.language'), doc: t('ask.document'),
  since: t('ask.since'), until: t('ask.until'), asof: t('ask.as_of'),
}[key]);
const summarise = () => {
  const lists = LISTS.filter((field) => names(field).length).map((field) => `${title(field)}: ${names(field).map((name) => label(field, name)).join(', ')}`);
  const days = DAYS.filter((day) => value[day]).map((day) => `${title(day)}: ${written(value[day])}`);
  const active = element.querySelector('.qa-active');
  active.querySelector('span').textContent = [...lists, ...days].join(' · ');
  active.hidden = !(lists.length + days.length);
};
// How names of an address are written is asked once: documents are known by ids, languages by codes.
const learn = async () => {
  const unknown = Object.fromEntries(['lang', 'doc'].map((field) => [field, names(field).filter((name) => !labels[field].has(name))]));
  if (!unknown.lang.length && !unknown.doc.length) return;
  let told;
  try { told = await server.choices({ labels: unknown }); } catch { return; }
  for (const field of ['lang', 'doc']) for (const [name, shown] of Object.entries(told.labels?.[field] ?? {})) labels[field].set(name, shown);
  draw();
};

// ---- what is offered
const listed = (combo) => combo.querySelector('[role=listbox]');
const close = (combo) => {
  const input = combo.querySelector('input');
  listed(combo).hidden = true;
  input.setAttribute('aria-expanded', 'false');
  input.removeAttribute('aria-activedescendant');
};
const active = (combo) => (listed(combo).hidden ? null : listed(combo).querySelector('[aria-selected=true]'));
const point = (combo, option) => {
  for (const one of listed(combo).querySelectorAll('[data-name]')) one.setAttribute('aria-selected', String(one === option));
  const input = combo.querySelector('input');
  if (option) { input.setAttribute('aria-activedescendant', option.id); option.scrollIntoView({ block: 'nearest' }); }
  else input.removeAttribute('aria-activedescendant');
};
const offer = async (combo) => {
  const { field } = combo.dataset;
  const input = combo.querySelector('input');
  const words = input.value;
  let told;
  try { told = await server.choices({ field, words, chosen: names(field) }); } catch { return; }
  if (input.value !== words || document.activeElement !== input) return;      // overtaken
  const options = (told.options ?? []).map(([shown, name], n) => {
    labels[field].set(name, shown);
    return made('li', { role: 'option', id: `qa-o-${field}-${n}`, 'aria-selected': 'false', 'data-name': name }, shown);
  });
  const rest = told.error || (told.more ? t('ask.more_names', { n: told.more }) : options.length ? '' : t('ask.no_name'));
  if (rest) options.push(made('li', { role: 'option', class: 'qa-rest', 'aria-disabled': 'true', 'aria-selected': 'false' }, rest));
  listed(combo).replaceChildren(...options);
  listed(combo).hidden = false;
  input.setAttribute('aria-expanded', 'true');
  input.removeAttribute('aria-activedescendant');
};
const take = (combo, name) => {
  const { field } = combo.dataset;
  const input = combo.querySelector('input');
  input.value = '';
  close(combo);
  if (name && !names(field).includes(name)) choose({ [field]: [...names(field), name] });
  document.dispatchEvent(new CustomEvent('qa:say', { detail: t('ask.added', { name: label(field, name) }) }));
};
const drop = (combo, name) => {
  const { field } = combo.dataset;
  choose({ [field]: names(field).filter((one) => one !== name) });
  combo.querySelector('input').focus();
  close(combo);
};

let waiting = 0;
const soon = (combo) => { clearTimeout(waiting); waiting = setTimeout(() => offer(combo), WAIT); };
const of = (e) => e.target.closest?.('.qa-combo');
element.addEventListener('input', (e) => { if (of(e)) soon(of(e)); });
element.addEventListener('focusin', (e) => { if (of(e) && e.target.matches('input')) offer(of(e)); });
element.addEventListener('focusout', (e) => { const combo = of(e); if (combo && !combo.contains(e.relatedTarget)) close(combo); });
element.addEventListener('pointerdown', (e) => { if (e.target.closest('[role=listbox]')) e.preventDefault(); });   // the field keeps the focus
element.addEventListener('click', (e) => {
  const option = e.target.closest('[data-name]');
  if (option) { take(of(e), option.dataset.name); return; }
  const remove = e.target.closest('[data-remove]');
  if (remove) { drop(of(e), remove.dataset.remove); return; }
  if (e.target.closest('[data-clear]')) { choose(Object.fromEntries([...LISTS.map((one) => [one, []]), ...DAYS.map((one) => [one, '']) ])); element.querySelector('summary').focus(); return; }
  if (e.target.closest('.qa-combo-box') && !e.target.matches('input')) of(e).querySelector('input').focus();
});
const step = (combo, by) => {
  const options = [...listed(combo).querySelectorAll('[data-name]')];
  if (!options.length) return;
  const now = options.indexOf(active(combo));
  point(combo, options[now < 0 ? (by > 0 ? 0 : options.length - 1) : (now + by + options.length) % options.length]);
};
element.addEventListener('keydown', (e) => {
  const combo = of(e);
  if (!combo || !e.target.matches('input') || e.isComposing) return;
  const open = !listed(combo).hidden;
  if (e.key === 'ArrowDown' || e.key === 'ArrowUp') { e.preventDefault(); if (open) step(combo, e.key === 'ArrowDown' ? 1 : -1); else offer(combo); }
  // A name that is not offered may be asked for: a surname, a file's name; the answer says so if nothing has it.
  if (e.key === 'Enter') { e.preventDefault(); const name = active(combo)?.dataset.name ?? e.target.value.trim(); if (name) take(combo, name); }
  if (e.key === 'Escape' && open) { e.preventDefault(); e.stopPropagation(); close(combo); }
  if (e.key === 'Backspace' && !e.target.value && names(combo.dataset.field).length) drop(combo, names(combo.dataset.field).at(-1));
});
element.addEventListener('change', (e) => { const day = e.target.dataset.k; if (day) { e.stopPropagation(); choose({ [day]: e.target.value }); } });

// The fields follow the value.
fill(element);
document.addEventListener('qa:filtered', (e) => { value = e.detail; draw(); learn(); });
choose(null);              // asks what it is
