// Runs before anything is drawn, so that nobody is dazzled first: light, dark, or as the system has it.
const theme = localStorage.getItem("healthmon-theme");
if (theme === "light" || theme === "dark") {
  document.documentElement.dataset.theme = theme;
}
