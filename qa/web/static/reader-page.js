// The page of a PDF as it looks, with boxes over the lines of the quotation.
const views = $('.qa-rd-view');
let pageNumber = 0, drawing = 0;

// Another way to show the same place; the text stays where it was.
const turn = (view) => {
  if (dlg.dataset.view === view || (view === 'page' && views.hidden)) return;
  dlg.dataset.view = view;
  views.querySelectorAll('button').forEach((b) => b.setAttribute('aria-pressed', String(b.dataset.view === view)));
  if (view === 'page') showPage({}); else sheetOf()?.remove();
};
const sheetOf = () => dlg.querySelector('.qa-rd-sheet');
views.addEventListener('click', (e) => { const b = e.target.closest('button[data-view]'); if (b) turn(b.dataset.view); });

// The page of the open place, or the one of this number.
const showPage = async ({ page = 0 }) => {
  const mine = ++drawing, r = cur, doc = body.dataset.doc;
  const sheet = sheetOf() ?? document.createElement('div');
  sheet.className = 'qa-rd-sheet';
  if (!sheet.isConnected) body.after(sheet);
  sheet.setAttribute('aria-busy', 'true');
  if (!sheet.childElementCount) sheet.innerHTML = '<div class="qa-sk qa-page-sk"></div>';
  let told = { error: t('reader.unreachable') };
  try { told = await server.show_page({ doc, page, p: r?.place?.exact ? r.place.p : 0, at: r?.at ?? '' }); } catch { /* said below */ }
  if (mine !== drawing || dlg.dataset.view !== 'page') return;
  sheet.removeAttribute('aria-busy');
  if (told.error) {
    const note = document.createElement('p');
    note.className = 'qa-note is-error'; note.setAttribute('role', 'alert'); note.textContent = told.error;
    sheet.replaceChildren(note);
    return;
  }
  pageNumber = told.page;
  sheet.replaceChildren(bar(told), picture(told));
  const box = sheet.querySelector('.qa-box');
  if (box) box.scrollIntoView({ block: 'center' }); else sheet.scrollTop = 0;
  const label = t('reader.page_of', { label: told.label, page: told.page, pages: told.pages });
  document.dispatchEvent(new CustomEvent('qa:say', { detail: told.sought && !told.boxes.length ? `${label}. ${t('reader.unmarked')}` : label }));
};
const bar = (told) => {
  const head = document.createElement('div'); head.className = 'qa-page-bar';
  const button = (by, text, name) => {
    const b = document.createElement('button');
    b.type = 'button'; b.className = 'qa-btn ghost sm'; b.dataset.leaf = by; b.textContent = text;
    b.setAttribute('aria-label', name); b.disabled = told.page + by < 1 || told.page + by > told.pages;
    return b;
  };
  const where = document.createElement('span');
  where.textContent = t('reader.page_of', { label: told.label, page: told.page, pages: told.pages });
  head.append(button(-1, '‹', t('reader.page_previous')), where, button(1, '›', t('reader.page_next')));
  if (told.sought && !told.boxes.length) {
    const note = document.createElement('p');
    note.className = 'qa-attrib'; note.textContent = t('reader.unmarked');
    head.append(note);
  }
  return head;
};
const picture = (told) => {
  const frame = document.createElement('figure'); frame.className = 'qa-page';
  const image = new Image(told.width, told.height);
  image.src = told.image; image.alt = t('reader.page_picture', { label: told.label });
  frame.append(image);
  for (const [left, top, width, height] of told.boxes) {
    const box = document.createElement('span'); box.className = 'qa-box';
    Object.assign(box.style, { left: `${100 * left}%`, top: `${100 * top}%`, width: `${100 * width}%`, height: `${100 * height}%` });
    frame.append(box);
  }
  return frame;
};
dlg.addEventListener('click', (e) => {
  const leaf = e.target.closest('[data-leaf]');
  if (!leaf) return;
  const by = +leaf.dataset.leaf;
  pageNumber += by;                                       // a second press goes on from here
  showPage({ page: pageNumber }).then(() => dlg.querySelector(`[data-leaf="${by}"]:not([disabled])`)?.focus());
});
