// Runs before the first paint, so that a dark console never flashes white. Not a module on purpose.
(function () {
  let theme = null;
  try {
    theme = localStorage.getItem('opsagent.theme');
  } catch {
    // Storage may be switched off; the system decides then.
  }
  theme = new URLSearchParams(location.search).get('theme') || theme;
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
