// Find in the document, also where its text is not in the page: the server knows all places, the browser paints those
// that are there (CSS Custom Highlight API: the text itself is not touched).
const finder = $('.qa-rd-find'), findButton = $('[data-find]');
const sought = finder.elements.words, tally = finder.querySelector('output');
const PAUSE = 150;             // milliseconds without a key until the words are looked for
let found = [], at = -1, asked = '', pause = 0;

const finding = (on) => {
  finder.hidden = !on;
  findButton.setAttribute('aria-expanded', String(on));
  if (on) { turn('text'); sought.focus(); sought.select(); } else { found = []; at = -1; asked = ''; paint(); tally.textContent = ''; }
};
const look = async () => {
  const doc = body.dataset.doc, words = sought.value.trim();
  if (!doc || `${doc} ${words}` === asked) return;
  asked = `${doc} ${words}`;
  let told = { places: [] };
  if (words) try { told = await server.find_words({ doc, words }); } catch { /* nothing is found */ }
  if (asked !== `${doc} ${words}`) return;                  // other words meanwhile
  found = told.places ?? []; at = -1;
  if (found.length) stepTo(0); else { paint(); tell(); }
};
const tell = () => {
  tally.textContent = !sought.value.trim() ? '' : found.length ? t('reader.found', { at: at + 1, all: found.length }) : t('reader.found_none');
};
const stepTo = async (n) => {
  if (!found.length) return;
  at = (n + found.length) % found.length;
  tell();
  const [block, part] = found[at];
  const container = await ensurePart(body.dataset.doc, part).catch(() => null);
  paint();
  const there = container && container.querySelector(`[data-b="${block}"]`);
  if (there) bring(there);
};
const paint = () => {
  if (!window.Highlight) return;
  const [all, one] = [[], []];
  found.forEach(([block, part, start, end], n) => {
    const there = body.querySelector(`.qa-part[data-part="${part}"] [data-b="${block}"]`);
    if (there) (n === at ? one : all).push(...rangesIn(there, start, end));
  });
  CSS.highlights.set('qa-found', new Highlight(...all));
  CSS.highlights.set('qa-found-one', new Highlight(...one));
};
body.addEventListener('filled', () => { if (found.length) paint(); });
findButton.addEventListener('click', () => finding(finder.hidden));
sought.addEventListener('input', () => { clearTimeout(pause); pause = setTimeout(look, PAUSE); });
finder.addEventListener('submit', (e) => e.preventDefault());
finder.addEventListener('click', (e) => { const b = e.target.closest('[data-found]'); if (b) stepTo(at + +b.dataset.found); });
finder.addEventListener('keydown', (e) => {
  if (e.key === 'Enter') { e.preventDefault(); if (`${body.dataset.doc} ${sought.value.trim()}` === asked) stepTo(at + (e.shiftKey ? -1 : 1)); else look(); }
  if (e.key === 'Escape') { e.preventDefault(); e.stopPropagation(); finding(false); findButton.focus(); }
});
document.addEventListener('keydown', (e) => {
  if (e.key !== 'f' || !dlg.open || e.ctrlKey || e.metaKey || e.altKey || e.target.closest?.('input,textarea,select')) return;
  e.preventDefault(); finding(true);
});
