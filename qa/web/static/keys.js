// The keyboard: which keys there are, what does not belong to one pane, and the list of all of them.
{
  const { t } = window.footnote;
  const help = element.querySelector('.qa-help');
  // Keys and the text that says what they do; a key of one letter can be switched off (WCAG 2.1.4).
  const KEYS = [
    [['/'], t('page.key_question')],
    [['1', '2', '3', '4'], t('page.key_tabs')],
    [['J', 'K'], t('page.key_citations')],
    [['F'], t('page.key_find')],
    [['C'], t('page.key_copy')],
    [['P'], t('page.key_pin')],
    [['Esc'], t('page.key_close')],
    [['?'], t('page.key_help')],
  ];
  const rows = KEYS.map(([keys, told]) => {
    const row = document.createElement('tr');
    const [left, right] = [document.createElement('th'), document.createElement('td')];
    left.scope = 'row';
    for (const key of keys) { const one = document.createElement('kbd'); one.textContent = key; left.append(one); }
    right.textContent = told;
    row.append(left, right);
    return row;
  });
  help.querySelector('tbody').replaceChildren(...rows);

  const OFF = 'qa-keys-off';
  const single = help.querySelector('[data-keys]');
  single.checked = !localStorage.getItem(OFF);
  single.addEventListener('change', () => { if (single.checked) localStorage.removeItem(OFF); else localStorage.setItem(OFF, '1'); });
  const typing = (e) => e.target.closest?.('input,textarea,select,[contenteditable]');
  const plain = (e) => e.key.length === 1 && !e.ctrlKey && !e.metaKey && !e.altKey && !typing(e);
  // Before every other script of the page: a switched-off key reaches none of them.
  window.addEventListener('keydown', (e) => { if (plain(e) && !single.checked && e.key !== ' ') e.stopImmediatePropagation(); }, true);

  let opener = null;
  const open = () => { opener = document.activeElement; help.showModal(); };
  help.addEventListener('close', () => { if (opener?.isConnected) opener.focus({ preventScroll: true }); });
  help.addEventListener('click', (e) => { if (e.target === help) help.close(); });
  element.querySelector('[data-help]').addEventListener('click', open);

  const tabs = () => [...document.querySelectorAll('#qa-tabs [role=tab]')].filter((one) => one.offsetParent);
  const question = () => document.querySelector('#qa-question textarea');
  document.addEventListener('keydown', (e) => {
    if (e.defaultPrevented || !plain(e) || help.open || document.querySelector('dialog:modal')) return;
    if (e.key === '?') { e.preventDefault(); open(); }
    if (e.key === '/') {
      e.preventDefault();
      tabs()[0].click();
      requestAnimationFrame(() => { question().focus(); question().select(); });
    }
    const tab = tabs()[['1', '2', '3', '4'].indexOf(e.key)];
    if (tab) { e.preventDefault(); tab.focus(); tab.click(); }
  });
}
