// What a person with a keyboard, a screen reader or tired eyes would stumble over on this page.
// Returns sentences; an empty list is a page in order.
(touch) => {
  const found = [];
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const said = (it) => it.outerHTML.replace(/\s+/g, " ").slice(0, 140);
  const seen = (it) => it.checkVisibility({ visibilityProperty: true }) && !it.closest(".unseen, .skip");
  const text = (it) => (it.getAttribute("aria-label") || it.innerText || "").trim();

  if (!document.documentElement.lang) found.push("no language");
  if (!document.title.trim()) found.push("no title");
  for (const [selector, number] of [["h1", 1], ["main", 1], ["header", 1]])
    if (all(selector).length !== number) found.push(`${all(selector).length} × ${selector}`);
  if (document.documentElement.scrollWidth > innerWidth) found.push(`runs off: ${document.documentElement.scrollWidth}`);

  let level = 1;
  for (const it of all("h1, h2, h3, h4").filter(seen)) {
    const here = Number(it.tagName[1]);
    if (here > level + 1) found.push(`h${here} after h${level}: ${said(it)}`);
    level = here;
    if (!text(it)) found.push(`empty heading: ${said(it)}`);
  }

  const ids = all("[id]").map((it) => it.id);
  for (const id of new Set(ids.filter((it, n) => ids.indexOf(it) !== n))) found.push(`id twice: ${id}`);
  for (const name of ["for", "aria-labelledby", "aria-describedby", "aria-controls"])
    for (const it of all(`[${name}]`))
      for (const id of it.getAttribute(name).split(/\s+/))
        if (!document.getElementById(id)) found.push(`${name}="${id}" names nothing: ${said(it)}`);
  for (const it of all("a[href^='#']"))
    if (it.hash && !document.getElementById(decodeURIComponent(it.hash.slice(1)))) found.push(`link to nowhere: ${said(it)}`);

  for (const it of all("input:not([type=hidden]), select, textarea"))
    if (![...(it.labels ?? [])].some((label) => label.innerText.trim() || label.textContent.trim()) && !it.getAttribute("aria-label"))
      found.push(`no label: ${said(it)}`);
  for (const it of all("input[type=radio]"))
    if (!it.closest("fieldset, [role=radiogroup]")) found.push(`radio without a group: ${said(it)}`);
  for (const it of all("fieldset"))
    if (!it.querySelector(":scope > legend")) found.push(`fieldset without a legend: ${said(it)}`);
  for (const it of all("a[href], button, summary").filter(seen))
    if (!text(it) && !it.querySelector("img[alt]:not([alt='']), title")) found.push(`says nothing: ${said(it)}`);
  for (const it of all("img:not([alt]), svg:not([aria-label]):not([aria-hidden]):not([role=presentation])"))
    found.push(`picture without words: ${said(it)}`);
  for (const it of all("th").filter((it) => !it.scope || !it.textContent.trim())) found.push(`th without scope or words: ${said(it)}`);
  for (const it of all("[tabindex]").filter((it) => it.tabIndex > 0)) found.push(`order of its own: ${said(it)}`);
  for (const it of all("nav")) if (!it.getAttribute("aria-label")) found.push(`nav without a name: ${said(it)}`);
  for (const it of all("ul > :not(li, script, template), ol > :not(li), dl > :not(dt, dd, div)")) found.push(`not of this list: ${said(it)}`);
  for (const it of all("td[data-of]").filter((it) => seen(it) && !it.textContent.trim() && !it.querySelector("img, svg")))
    found.push(`label of nothing: ${said(it)}`);

  if (touch)
    for (const it of all("main :is(button, input, select, textarea, summary, .button)").filter(seen)) {
      const target = it.matches("[type=radio], [type=checkbox]") ? (it.labels[0] ?? it) : it;
      const { height, width } = target.getBoundingClientRect();
      if (Math.min(height, width) < 43.5) found.push(`too small for a thumb (${Math.round(width)} × ${Math.round(height)}): ${said(it)}`);
    }

  const rgb = (css) => (css.match(/[\d.]+/g) ?? []).map(Number);
  const over = ([r, g, b, a = 1], below) => [r, g, b].map((it, n) => it * a + below[n] * (1 - a));
  const ground = (it) => {
    const layers = [];
    for (let up = it; up; up = up.parentElement) layers.push(rgb(getComputedStyle(up).backgroundColor));
    return layers.reverse().filter((it) => it[3] !== 0).reduce((below, it) => over(it, below), rgb(getComputedStyle(document.documentElement).backgroundColor).slice(0, 3));
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((it) => it / 255).map((it) => (it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const dim = new Set();
  while (walker.nextNode()) {
    const it = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !seen(it) || it.closest("svg, script, style, option, :disabled")) continue;
    const style = getComputedStyle(it);
    const below = ground(it);
    const [one, other] = [light(over(rgb(style.color), below)), light(below)].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 600);
    if (ratio < (large ? 3 : 4.5)) dim.add(`contrast ${ratio.toFixed(2)}: ${said(it)}`);
  }
  return [...found, ...dim];
}
