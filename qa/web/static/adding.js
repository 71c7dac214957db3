// The adding part of the Library tab: files go to the server one after the other, the board is asked for while something
// is on its way, and folders are previewed before they are followed. All HTML is made, and escaped, on the server.
const { t } = window.footnote;
const head = element.querySelector('.qa-adding-head'), board = element.querySelector('.qa-adding-board');
const say = (text) => document.dispatchEvent(new CustomEvent('qa:say', { detail: text }));
const LOOK = 400, IDLE = 4000;      // milliseconds between two looks while something is on its way, and otherwise
const LARGEST = 200 * 1024 * 1024;  // bytes that one file may have: what is larger is not sent
const AT_ONCE = 2;                  // files on their way to the server
let generation = null, seen = false, clock = 0, sending = 0;
const queue = [];

const act = async (wanted) => {
  let told = { error: t('adding.unreachable') };
  try { told = await server.adding(wanted); } catch { /* said below */ }
  if (told.head !== undefined) head.innerHTML = told.head;
  if (told.board !== undefined && board.innerHTML !== told.board) draw(told.board);
  if (told.folders !== undefined && head.querySelector('.qa-folders')) head.querySelector('.qa-folders').innerHTML = told.folders;
  const preview = head.querySelector('.qa-preview');
  if (told.preview !== undefined && preview) preview.innerHTML = told.preview;
  if (told.error && preview && wanted.folder !== undefined) wrong(preview, told.error);
  if (told.say) say(told.say);
  if (told.generation !== undefined) {
    if (generation !== null && generation !== told.generation) document.dispatchEvent(new CustomEvent('qa:library'));
    generation = told.generation;
  }
  clearTimeout(clock);
  if (seen) clock = setTimeout(() => act({ op: 'board' }), told.running || sending || queue.length ? LOOK : IDLE);
  return told;
};
const wrong = (place, text) => {
  const note = document.createElement('p');
  note.className = 'qa-wrong'; note.setAttribute('role', 'alert'); note.lang = 'en'; note.textContent = text;
  place.replaceChildren(note);
};
// The board is drawn anew around what has the focus.
const draw = (html) => {
  const had = board.contains(document.activeElement) && document.activeElement;
  const job = had && had.closest('[data-job]')?.dataset.job, op = had && had.dataset.op;
  board.innerHTML = html;
  if (op) (board.querySelector(`${job ? `[data-job="${job}"] ` : ''}[data-op="${op}"]`) ?? board.querySelector('button'))?.focus({ preventScroll: true });
};
new IntersectionObserver(([entry]) => {
  seen = entry.isIntersecting;
  if (seen) act({ op: head.childElementCount ? 'board' : 'draw' });
}).observe(element);

// Files: chosen, dropped, or in folders that are dropped. What systems and editors leave in folders is passed over.
const litter = (path) => path.split('/').some((part) => part.startsWith('.') || part.startsWith('~$')) || /(^|\/)(thumbs\.db|desktop\.ini|__macosx\/.*)$/i.test(path);
const add = (files) => {
  for (const [file, path] of files) if (!litter(path)) queue.push([file, path]);
  while (sending < AT_ONCE && queue.length) next();
};
const next = async () => {
  const [file, path] = queue.shift();
  sending += 1;
  try {
    if (file.size > LARGEST) await act({ op: 'refuse', name: path, size: file.size });
    else {
      const answer = await fetch(`upload?name=${encodeURIComponent(path)}`, { method: 'POST', body: file });
      if (!answer.ok) say(await answer.text());
    }
  } catch { say(t('adding.unreachable')); }
  sending -= 1;
  if (queue.length) next();
  act({ op: 'board' });
};
const inside = async (entry) => {
  if (entry.isFile) return [[await new Promise((yes, no) => entry.file(yes, no)), entry.fullPath.slice(1)]];
  const reader = entry.createReader(), found = [];
  for (let some = [null]; some.length;) {                   // a folder is told a hundred at a time
    some = await new Promise((yes, no) => reader.readEntries(yes, no));
    for (const one of some) found.push(...await inside(one));
  }
  return found;
};
const dropped = async ({ items, files }) => {
  const entries = [...items].map((one) => one.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) add([...files].map((file) => [file, file.name]));
  for (const entry of entries) add(await inside(entry).catch(() => []));
};
const zone = () => head.querySelector('.qa-up');
for (const name of ['dragenter', 'dragover']) element.addEventListener(name, (e) => {
  if (!e.dataTransfer?.types.includes('Files')) return;
  e.preventDefault(); zone()?.classList.add('is-over');
});
element.addEventListener('dragleave', (e) => { if (!element.contains(e.relatedTarget)) zone()?.classList.remove('is-over'); });
element.addEventListener('drop', (e) => { e.preventDefault(); zone()?.classList.remove('is-over'); dropped(e.dataTransfer); });
// A file that is dropped beside the zone is not opened by the browser in place of the page.
for (const name of ['dragover', 'drop']) window.addEventListener(name, (e) => { if (e.dataTransfer?.types.includes('Files')) e.preventDefault(); });
element.addEventListener('change', (e) => {
  if (e.target.type === 'file') {
    add([...e.target.files].map((file) => [file, file.webkitRelativePath || file.name]));
    e.target.value = '';
  }
  if (e.target.dataset.op === 'watch') act({ op: 'watch', folder: folderOf(e.target), on: e.target.checked });
});

const folderOf = (x) => x.closest('[data-folder]').dataset.folder;
const acts = {
  files: () => head.querySelector('#qa-up-files').click(),
  folder: () => head.querySelector('#qa-up-folder').click(),
  cancel: (b) => act({ op: 'cancel', job: b.closest('[data-job]')?.dataset.job }),
  again: (b) => act({ op: 'again', job: b.closest('[data-job]').dataset.job, ocr: !!b.dataset.ocr }),
  dismiss: () => act({ op: 'dismiss' }),
  plan: (b) => planned(folderOf(b)),
  follow: (b) => act({ op: 'follow', folder: folderOf(b) }),
  forget: (b) => act({ op: 'forget', folder: folderOf(b) }),
  'close-plan': () => { head.querySelector('.qa-preview').replaceChildren(); head.querySelector('#qa-folder').focus(); },
};
const planned = (folder) => {
  head.querySelector('.qa-preview').innerHTML = '<div class="qa-sk"></div>';
  return act({ op: 'plan', folder });
};
element.addEventListener('click', (e) => {
  const b = e.target.closest('button[data-op]');
  if (b && acts[b.dataset.op]) acts[b.dataset.op](b);
});
element.addEventListener('submit', (e) => { e.preventDefault(); planned(e.target.elements.folder.value.trim()); });
// Another part of the page has sent a file.
document.addEventListener('qa:added', () => act({ op: 'board' }));
