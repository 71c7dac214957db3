// Library table: filter in the browser, act through Python events.
element.addEventListener('input', (e) => {
  if (e.target.type !== 'search') return;
  const q = e.target.value.trim().toLowerCase(); let n = 0;
  element.querySelectorAll('tbody tr').forEach((tr) => { tr.hidden = !tr.dataset.key.includes(q); n += !tr.hidden; });
  element.querySelector('.qa-nohit').hidden = n > 0;
});
element.addEventListener('click', (e) => {
  const a = e.target.closest('a.qa-open');
  if (a && !e.ctrlKey && !e.metaKey && !e.shiftKey && e.button === 0) {
    e.preventDefault();
    document.dispatchEvent(new CustomEvent('qa:open', { detail: { doc: a.dataset.doc, p: 0, h: '', at: '', from: a } }));
    return;
  }
  const b = e.target.closest('[data-op]');
  if (!b) return;
  if (b.dataset.op === 'dismiss') { trigger('dismiss', { source: b.dataset.source }); return; }
  if (!b.classList.contains('is-armed')) {      // the first press arms, the second removes
    const old = b.innerHTML;
    b.classList.add('is-armed'); b.textContent = 'Remove?';
    document.dispatchEvent(new CustomEvent('qa:say', { detail: 'Press again to remove it for good' }));
    setTimeout(() => { if (b.isConnected) { b.classList.remove('is-armed'); b.innerHTML = old; } }, 3500);
    return;
  }
  trigger('remove', { id: b.closest('tr').dataset.id });
});
watch('value', () => document.dispatchEvent(new CustomEvent('qa:library')));
