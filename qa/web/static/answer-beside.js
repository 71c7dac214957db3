// Beside the quotations, in the answer's pane: why one was chosen, its paragraph at a glance, the link of its place.

// Why this? Asked when it is opened.
element.addEventListener('toggle', async (e) => {
  const reason = e.target.closest?.('[data-why]');
  if (!reason?.open || reason.dataset.told) return;
  reason.dataset.told = '1';
  const body = reason.querySelector('.qa-reason-body');
  const answer = element.querySelector('[data-id]').dataset.id;
  try { body.innerHTML = (await server.why({ answer, numbers: reason.dataset.why.split(',') })).html; }   // escaped on the server
  catch { delete reason.dataset.told; body.textContent = t('answer.unreachable'); }
}, true);

// The link of a paragraph with its quotation, under the answer's own address.
element.addEventListener('click', (e) => {
  const button = e.target.closest('[data-copy-place]');
  if (button) button.dataset.copyLink = (element.querySelector('[data-permalink]')?.dataset.permalink ?? '') + button.dataset.copyPlace;
}, true);

// The paragraph at a glance, while the pointer rests on a citation or the keyboard is at it.
const REST = 220;          // milliseconds
const shownAt = document.createElement('div');
shownAt.className = 'qa-glance';
shownAt.id = 'qa-glance';
shownAt.setAttribute('role', 'tooltip');
shownAt.hidden = true;
document.querySelector('.gradio-container').append(shownAt);
const glances = new Map();
let over = null, resting = 0;
const hide = () => {
  clearTimeout(resting);
  over?.removeAttribute('aria-describedby');
  over = null;
  shownAt.hidden = true;
};
const place = (chip) => {
  const { top, bottom, left } = chip.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = shownAt;
  shownAt.style.left = `${Math.max(12, Math.min(left - 16, document.documentElement.clientWidth - width - 12))}px`;
  shownAt.style.top = `${top - height - 8 >= 8 ? top - height - 8 : bottom + 8}px`;
};
const look = async (chip) => {
  const { doc, p, h, at } = target(chip);
  const key = chip.hash;
  if (!glances.has(key)) {
    try { glances.set(key, (await server.glance({ doc, p, h, at })).html); } catch { return; }
  }
  if (over !== chip || !glances.get(key)) return;
  shownAt.innerHTML = glances.get(key);   // escaped on the server
  shownAt.hidden = false;
  chip.setAttribute('aria-describedby', 'qa-glance');
  place(chip);
};
const rest = (chip) => { hide(); over = chip; resting = setTimeout(() => look(chip), REST); };
const chipOf = (e) => e.target.closest?.('a.qa-chip');
element.addEventListener('pointerover', (e) => {
  const chip = chipOf(e);
  if (chip && e.pointerType === 'mouse' && chip !== over) rest(chip);
});
// On the way into the paragraph itself it stays: it can be read with a magnifier, and its text marked.
const gone = (e) => { if (over && !shownAt.contains(e.relatedTarget) && !over.contains(e.relatedTarget)) hide(); };
element.addEventListener('pointerout', (e) => { if (chipOf(e)) setTimeout(() => { if (over && !over.matches(':hover,:focus-visible') && !shownAt.matches(':hover')) hide(); }, 120); });
shownAt.addEventListener('pointerleave', gone);
element.addEventListener('focusin', (e) => { const chip = chipOf(e); if (chip?.matches(':focus-visible')) rest(chip); });
element.addEventListener('focusout', (e) => { if (chipOf(e) === over) hide(); });
document.addEventListener('keydown', (e) => { if (e.key === 'Escape' && !shownAt.hidden) { e.stopPropagation(); hide(); } }, true);
document.addEventListener('qa:open', hide);
window.addEventListener('scroll', hide, { passive: true, capture: true });
watch('value', hide);
document.addEventListener('qa:corrected', () => glances.clear());
document.addEventListener('qa:library', () => glances.clear());
