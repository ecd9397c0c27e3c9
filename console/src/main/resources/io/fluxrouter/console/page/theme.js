// Before anything is painted: the viewer's choice of theme, where one was made.
(() => {
  try {
    const theme = localStorage.getItem('theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch { /* Without storage the system's theme is shown. */ }
})();
