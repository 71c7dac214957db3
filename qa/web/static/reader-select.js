// What is selected in the text can be taken along: copied as a quotation with its citation, or pinned.
const tools = $('.qa-rd-sel');

// [paragraph, start, end] of each paragraph that the selection touches, in code points of the paragraph.
const selected = () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return [];
  const range = selection.getRangeAt(0);
  if (!body.contains(range.commonAncestorContainer)) return [];
  const length = (node, units) => [...node.data.slice(0, units)].length;
  return [...body.querySelectorAll('.qa-p[data-p]')].filter((p) => range.intersectsNode(p)).flatMap((p) => {
    const ends = textsIn(p).filter(([node]) => range.intersectsNode(node)).flatMap(([node, offset]) => {
      const first = range.startContainer === node ? range.startOffset : 0;
      const last = range.endContainer === node ? range.endOffset : node.data.length;
      return last > first ? [offset + length(node, first), offset + length(node, last)] : [];
    });
    return ends.length ? [[+p.dataset.p, Math.min(...ends), Math.max(...ends)]] : [];
  });
};
const offer = () => {
  const ranges = dlg.open ? selected() : [];
  tools.hidden = !ranges.length;
  if (tools.hidden) return;
  const last = [...getSelection().getRangeAt(0).getClientRects()].pop(), frame = dlg.getBoundingClientRect();
  if (!last) { tools.hidden = true; return; }
  const below = last.bottom + 10, room = frame.bottom - tools.offsetHeight - 12;
  tools.style.top = `${Math.max(Math.min(below, room), frame.top + 64) - frame.top}px`;
  tools.style.left = `${Math.min(Math.max(last.right - tools.offsetWidth, frame.left + 12), frame.right - tools.offsetWidth - 12) - frame.left}px`;
};
document.addEventListener('selectionchange', () => requestAnimationFrame(offer));
body.addEventListener('scroll', () => { if (!tools.hidden) offer(); });
tools.addEventListener('pointerdown', (e) => e.preventDefault());         // the selection stays

const saySelected = (text) => document.dispatchEvent(new CustomEvent('qa:say', { detail: text }));
const done = (button, text, wrong = false) => {
  const label = button.querySelector('span'), old = label.dataset.t;
  label.textContent = text; button.classList.toggle('is-done', !wrong);
  setTimeout(() => { label.textContent = window.footnote.texts[old]; button.classList.remove('is-done'); }, 1600);
};
const acting = async (button, call, then) => {
  const ranges = selected();
  if (!ranges.length) return;
  let told = { error: t('reader.unreachable') };
  try { told = await call({ doc: body.dataset.doc, ranges }); } catch { /* said below */ }
  if (told.error) { done(button, t('reader.not_done'), true); saySelected(told.error); return; }
  then(told);
};
const quoteSelected = () => acting($('[data-quote]'), (r) => server.quote_selected(r), (told) => {
  document.dispatchEvent(new CustomEvent('qa:copy', { detail: told.styles }));
  done($('[data-quote]'), t('page.copied'));
  saySelected(t('reader.copied_selection'));
});
const pinSelected = () => acting($('[data-pin-selected]'), (r) => server.pin_selected(r), (told) => {
  done($('[data-pin-selected]'), t('reader.pinned', { name: told.name }));
  saySelected(t('reader.pinned', { name: told.name }));
  document.dispatchEvent(new CustomEvent('qa:pinned'));
});
$('[data-quote]').addEventListener('click', quoteSelected);
$('[data-pin-selected]').addEventListener('click', pinSelected);
document.addEventListener('keydown', (e) => {
  if (!dlg.open || e.ctrlKey || e.metaKey || e.altKey || e.target.closest?.('input,textarea,select')) return;
  if (!'cp'.includes(e.key) || !selected().length) return;
  e.preventDefault();
  if (e.key === 'c') quoteSelected(); else pinSelected();
});

// Everything is there: what the address names is opened.
const start = fromHash();
if (start) go(start, false);
