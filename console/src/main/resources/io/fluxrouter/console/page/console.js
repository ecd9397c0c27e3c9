// What pages cannot do without a script: copying, the theme, the viewer's own time, the values of a chart.
(() => {
  'use strict';
  const root = document.documentElement;
  const one = (selector, from = document) => from.querySelector(selector);

  // The viewer's own time; the UTC time stays in the title.
  const written = new Intl.DateTimeFormat(undefined, {
    month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
  const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const steps = [[60, 'second', 1], [3600, 'minute', 60], [86400, 'hour', 3600], [2592000, 'day', 86400]];
  function ago(time) {
    const seconds = (time - Date.now()) / 1000;
    const step = steps.find(([below]) => Math.abs(seconds) < below);
    return step ? relative.format(Math.round(seconds / step[2]), step[1]) : null;
  }
  function times(from) {
    for (const element of from.querySelectorAll('time[datetime]')) {
      const time = new Date(element.getAttribute('datetime'));
      if (isNaN(time)) continue;
      if (!element.title) element.title = element.textContent.trim();
      element.textContent = (element.dataset.ago !== undefined && ago(time)) || written.format(time);
    }
    const zone = one('[data-zone]', from);
    if (zone) zone.textContent = Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  // The values of a chart under the pointer.
  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.hidden = true;
  function line(text, value, style, strong) {
    const row = document.createElement('div');
    const key = document.createElement('span');
    key.className = 'k';
    if (style) {
      const dot = document.createElement('i');
      dot.className = 'dot ' + style;
      key.append(dot);
    }
    key.append(text);
    const amount = document.createElement('span');
    amount.textContent = value || '';
    if (strong) row.className = 't';
    row.append(key, amount);
    return row;
  }
  function showTip(event) {
    const bar = event.target.closest && event.target.closest('[data-tip]');
    tip.hidden = !bar;
    if (!bar) return;
    if (tip.of !== bar) {
      tip.of = bar;
      tip.replaceChildren(...bar.dataset.tip.split('\n').map((text, index) => {
        const [label, value, style] = text.split('|');
        return line(label, value, style, index === 0);
      }));
    }
    const box = tip.getBoundingClientRect();
    const left = event.clientX + 16 + box.width > innerWidth ? event.clientX - box.width - 16 : event.clientX + 16;
    tip.style.left = Math.max(8, left) + 'px';
    tip.style.top = Math.max(8, Math.min(event.clientY - 20, innerHeight - box.height - 8)) + 'px';
  }
  document.addEventListener('pointermove', showTip, { passive: true });

  // Copying.
  async function copy(button) {
    const source = one(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
    } catch {
      const range = document.createRange();
      range.selectNodeContents(source);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      document.execCommand('copy');
    }
    const before = button.textContent;
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = before; }, 1500);
  }

  function switchTheme() {
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    const now = root.dataset.theme || (dark ? 'dark' : 'light');
    root.dataset.theme = now === 'dark' ? 'light' : 'dark';
    try { localStorage.setItem('theme', root.dataset.theme); } catch { /* For this page only, then. */ }
  }

  document.addEventListener('click', (event) => {
    const target = event.target;
    const button = target.closest('[data-copy], [data-theme-switch], [data-close], [data-dialog], [data-tab], [data-reveal]');
    if (button) {
      if (button.dataset.copy) copy(button);
      else if (button.dataset.themeSwitch !== undefined) switchTheme();
      else if (button.dataset.close !== undefined) button.closest('dialog').close();
      else if (button.dataset.dialog) one(button.dataset.dialog).showModal();
      else if (button.dataset.tab) tab(button);
      else if (button.dataset.reveal) {
        one(button.dataset.reveal).hidden = false;
        button.closest('tbody').hidden = true;
      }
      return;
    }
    for (const menu of document.querySelectorAll('details.menu[open]')) {
      if (!menu.contains(target)) menu.open = false;
    }
    const drawer = target.closest('dialog.drawer');
    if (drawer && target === drawer) drawer.close();
    const row = target.closest('tr[data-open]');
    if (row && !target.closest('a, button, input')) one('a[data-row]', row)?.click();
  });
  // A download goes on by itself; the page shows how far it is.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('[data-progress]');
    if (link) htmx.ajax('GET', link.dataset.progress, '#export');
  });
  function tab(button) {
    const group = button.closest('[data-tabs]');
    for (const other of group.querySelectorAll('[data-tab]')) {
      other.setAttribute('aria-selected', other === button);
      one(other.dataset.tab).hidden = other !== button;
    }
  }
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const menu of document.querySelectorAll('details.menu[open]')) menu.open = false;
  });
  document.addEventListener('submit', (event) => {
    const question = event.target.dataset.confirm;
    if (question && !confirm(question)) event.preventDefault();
  });
  document.addEventListener('change', (event) => {
    if (event.target.dataset.submit !== undefined) event.target.form.requestSubmit();
  });

  // Parts of a form that only some choices need: data-when="mode graduated volume".
  function show(select) {
    for (const part of select.form.querySelectorAll('[data-when^="' + select.name + ' "]')) {
      part.hidden = !part.dataset.when.split(' ').slice(1).includes(select.value);
    }
  }
  // A slider and the number beside it say the same.
  document.addEventListener('input', (event) => {
    const input = event.target;
    if (input.dataset.twin) input.form.elements[input.dataset.twin].value = input.value;
    else {
      const twin = input.form && one('[data-twin="' + CSS.escape(input.name) + '"]', input.form);
      if (twin) twin.value = input.value;
    }
  }, true);
  document.addEventListener('change', (event) => {
    if (event.target.dataset.shows !== undefined) show(event.target);
  });

  // Pieces that htmx brings.
  document.addEventListener('htmx:afterSwap', (event) => {
    times(event.target);
    if (event.target.matches('dialog.drawer') && !event.target.open) event.target.showModal();
  });
  document.addEventListener('htmx:responseError', (event) => {
    if (event.detail.xhr.status === 401) location.reload();
  });
  document.addEventListener('htmx:beforeSwap', (event) => {
    const target = event.detail.target;
    if (event.detail.xhr.status >= 400 && target && target.matches('dialog.drawer')) event.detail.shouldSwap = true;
  });

  function start() {
    document.body.append(tip);
    times(document);
    document.querySelectorAll('select[data-shows]').forEach(show);
    for (const dialog of document.querySelectorAll('dialog[data-shown]')) {
      dialog.addEventListener('cancel', (event) => event.preventDefault());
      dialog.showModal();
    }
  }
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
})();
