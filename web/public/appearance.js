// Runs before the first paint, so that nothing flashes: the language and the colours this person chose on this device.
(function () {
  var root = document.documentElement;
  var dark = matchMedia("(prefers-color-scheme: dark)");
  function chosen(name) {
    try {
      return localStorage.getItem(name);
    } catch (ignored) {
      return null; // A browser that keeps nothing shows the defaults.
    }
  }
  function paint() {
    var scheme = chosen("colour-scheme");
    root.dataset.scheme = scheme === "light" || scheme === "dark" ? scheme : dark.matches ? "dark" : "light";
  }
  if (chosen("locale") === "en") root.lang = "en";
  paint();
  dark.addEventListener("change", paint);
  addEventListener("colour-scheme", paint);
})();
