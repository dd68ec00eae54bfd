"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = id => document.getElementById(id);
  // manifests tell packed sizes only: these stand in, and what is unknown stays undefined
  const manifestsOnly = data.level === "manifests";
  if (manifestsOnly) {
    for (const image of data.images) {
      for (const kind of ["virtual", "own", "unique", "amortised"]) image[kind + "Bytes"] = image[kind + "PackedBytes"];
      image.leverageBytes = image.ownBytes * (image.dependents + (image.external ? 0 : 1));
    }
  }
  data.siblings ||= { packages: [], contents: [] };
  const images = new Map(data.images.map(image => [image.name, image]));
  const changes = new Map((data.comparison ? data.comparison.changes : []).map(change => [change.image, change]));
  const children = new Map();
  for (const image of data.images) {
    const parent = images.has(image.parent) ? image.parent : "";
    if (!children.has(parent)) children.set(parent, []);
    children.get(parent).push(image);
  }
  const childrenOf = name => children.get(name) || [];

  // names are anybody's: what would not be seen is spelled out, and nothing is ever put on the page as HTML
  const unseen = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]/;
  function visible(text) {
    let all = "";
    for (const c of String(text)) {
      all += c.length === 1 && unseen.test(c) ? "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0") : c;
    }
    return all;
  }
  function short(text, most = 160) {
    const all = Array.from(visible(text));
    const half = Math.floor(most / 2);
    return all.length <= most ? all.join("") : all.slice(0, half).join("") + "…" + all.slice(-half).join("");
  }
  function bytes(count) {
    if (count === undefined) return "?";
    if (count < 0) return "−" + bytes(-count);
    if (count < 1000) return count + " B";
    let value = count, unit = -1;
    while (value >= 999.5 && unit < 3) { value /= 1000; unit++; }
    return value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0) + " " + "kMGT"[unit] + "B";
  }
  const change = count => (count > 0 ? "+" : "") + bytes(count);
  const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  const percent = (part, whole) => whole ? (100 * part / whole).toFixed(part / whole < 0.1 ? 1 : 0) + " %" : "–";

  function element(name, options = {}, ...inner) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(options)) {
      if (key === "class") made.className = value;
      else if (key === "on") for (const [event, action] of Object.entries(value)) made.addEventListener(event, action);
      else if (value !== undefined) made.setAttribute(key, value);
    }
    made.append(...inner);
    return made;
  }
  function fill(id, ...inner) { byId(id).replaceChildren(...inner); }

  // ---- tables
  const filters = [];
  function table(id, columns, rows, options = {}) {
    const place = byId(id);
    if (!rows.length) { fill(id, element("p", { class: "empty" }, options.empty || "Nothing.")); return; }
    let sorted = options.sort ?? columns.findIndex(column => column.number);
    let down = sorted >= 0 && columns[sorted].number;
    const body = element("tbody");
    const label = options.label || place.previousElementSibling?.textContent || id;
    const heads = columns.map((column, index) => element("th", { scope: "col", class: column.number ? "number" : "" },
      element("button", { type: "button", on: { click: () => {
        down = sorted === index ? !down : !!column.number;
        sorted = index;
        draw();
        note("sorted", `${label} sorted by ${column.title}, ${down ? "descending" : "ascending"}`);
      } } }, column.title)));
    function draw() {
      const wanted = options.filtered ? search() : "";
      const shown = rows.filter(row => !wanted || columns.some(column => !column.number && String(column.value(row)).toLowerCase().includes(wanted)));
      if (sorted >= 0) {
        const value = columns[sorted].value;
        shown.sort((a, b) => {
          const x = value(a), y = value(b);
          const order = columns[sorted].number ? x - y : x < y ? -1 : x > y ? 1 : 0;
          return down ? -order : order;
        });
      }
      heads.forEach((head, index) => head.setAttribute("aria-sort", index !== sorted ? "none" : down ? "descending" : "ascending"));
      body.replaceChildren(...shown.map(row => element("tr", {}, ...columns.map(column => {
        const value = column.value(row);
        const text = column.number ? (column.text || bytes)(value) : short(value, column.long ? 400 : 160);
        const cell = element("td", { class: column.number ? "number " + (column.tone ? column.tone(value) : "") : column.long ? "long" : "name" });
        if (!column.number && !column.long && text.length > 30) cell.title = short(value, 1000);
        if (column.title) cell.dataset.title = column.title;
        if (column.open && (!column.opens || column.opens(row))) cell.append(element("button", { type: "button", on: { click: () => column.open(row) } }, text));
        else cell.append(text);
        return cell;
      }))));
    }
    draw();
    if (options.filtered) filters.push(draw);
    place.replaceChildren(element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label },
      element("table", { class: columns.some(column => column.long) ? "wordy" : "" }, element("thead", {}, element("tr", {}, ...heads)), body)));
  }
  const number = (title, value, text, tone) => ({ title, value, number: true, text, tone });
  const tone = value => value > 0 ? "bad" : value < 0 ? "good" : "";

  // ---- the tree
  const weights = new Map();
  function weigh(image) {
    const below = childrenOf(image.name).reduce((sum, child) => sum + weigh(child), 0);
    weights.set(image.name, image.ownBytes + below);
    return image.ownBytes + below;
  }
  childrenOf("").forEach(weigh);
  let top = "", selected = "", cursor = "";
  const cells = new Map();
  const rowHeight = 46;

  function ancestors(name) {
    const path = [];
    for (let image = images.get(name); image && path.length <= data.images.length; image = images.get(image.parent)) path.unshift(image);
    return path;
  }
  function describe(image) {
    const changed = changes.get(image.name);
    return `${short(image.name)}: ${bytes(image.virtualBytes)}, own ${bytes(image.ownBytes)}` +
      (image.dependents ? `, ${image.dependents} built on it, leverage ${bytes(image.leverageBytes)}` : "") +
      (image.wasteOwnBytes ? `, wastes ${bytes(image.wasteOwnBytes)}` : "") +
      (changed && changed.ownChange ? `, ${changed.state} ${change(changed.ownChange)}` : "");
  }
  function drawTree() {
    const place = byId("icicle");
    cells.clear();
    const made = [];
    let deepest = 0;
    const wanted = search();
    const width = place.clientWidth || 1;
    function add(image, left, share, level, shown) {
      deepest = Math.max(deepest, level);
      const depth = ancestors(image.name).length - 1;
      const changed = changes.get(image.name);
      const pixels = share * width;
      const cell = element("button", {
        type: "button", role: "treeitem", tabindex: image.name === cursor ? "0" : "-1", "data-image": visible(image.name),
        "aria-level": level + 1, "aria-selected": String(image.name === selected), "aria-label": describe(image),
        class: "cell level" + Math.min(3, depth) + (image.external ? " external" : "") + (pixels < 14 ? " narrow" : "") +
          (changed && changed.state !== "same" ? " " + changed.state : "") +
          (wanted && !image.name.toLowerCase().includes(wanted) ? " dim" : ""),
        on: {
          click: () => { enlarge(image.name); select(image.name); },
          mouseenter: () => note("tree-note", describe(image)),
          focus: () => { moveCursor(image.name); note("tree-note", describe(image)); },
        },
      });
      cell.style.left = 100 * left + "%";
      cell.style.width = 100 * share + "%";
      cell.style.top = level * rowHeight + "px";
      cell.style.height = rowHeight + "px";
      if (pixels > 34) cell.append(element("span", {}, short(image.name, 60)), element("small", {}, pixels > 90 ? `own ${bytes(image.ownBytes)} of ${bytes(image.virtualBytes)}` : bytes(image.ownBytes)));
      cells.set(image.name, cell);
      made.push(cell);
      if (shown) return;
      addAll(childrenOf(image.name), left, share, weights.get(image.name), level + 1);
    }
    function addAll(list, left, share, whole, level) {
      let at = left;
      for (const image of [...list].sort((a, b) => weights.get(b.name) - weights.get(a.name) || (a.name < b.name ? -1 : 1))) {
        const part = whole ? share * weights.get(image.name) / whole : share / list.length;
        add(image, at, part, level);
        at += part;
      }
    }
    if (top && images.has(top)) {
      ancestors(top).slice(0, -1).forEach((image, level) => add(image, 0, 1, level, true));
      add(images.get(top), 0, 1, ancestors(top).length - 1);
    } else {
      const roots = childrenOf("");
      addAll(roots, 0, 1, roots.reduce((sum, image) => sum + weights.get(image.name), 0), 0);
    }
    if (!cells.has(cursor) && made.length) { cursor = cells.keys().next().value; made[0].tabIndex = 0; }
    place.style.height = (deepest + 1) * rowHeight + "px";
    place.replaceChildren(...made);
    const all = element("button", { type: "button", on: { click: () => enlarge("") } }, "Whole tree");
    fill("tree-path", all, ...(top ? ancestors(top).map(image => element("button", { type: "button", on: { click: () => { enlarge(image.name); select(image.name); } } }, short(image.name, 60))) : []));
  }
  function moveCursor(name) {
    cells.get(cursor)?.setAttribute("tabindex", "-1");
    cursor = name;
    cells.get(cursor)?.setAttribute("tabindex", "0");
  }
  function enlarge(name) {
    const focused = byId("icicle").contains(document.activeElement);
    top = name && childrenOf(name).length ? name : images.get(name)?.parent && top ? images.get(name).parent : name ? top : "";
    if (name) cursor = name;
    drawTree();
    if (focused) cells.get(cursor)?.focus();
  }
  byId("icicle").addEventListener("keydown", event => {
    const image = images.get(cursor);
    if (!image) return;
    const siblings = [...cells.keys()].filter(name => images.get(name).parent === image.parent);
    const at = siblings.indexOf(cursor);
    const target = { ArrowRight: siblings[at + 1], ArrowLeft: siblings[at - 1], ArrowUp: image.parent, Home: siblings[0], End: siblings[siblings.length - 1],
      ArrowDown: [...cells.keys()].find(name => images.get(name).parent === cursor) }[event.key];
    if (event.key === "Escape") { enlarge(""); event.preventDefault(); }
    if (target && cells.has(target)) { cells.get(target).focus(); event.preventDefault(); }
  });
  function note(id, text) { byId(id).textContent = text; }

  // ---- one image
  let scope = "own", inside = [];
  const ownerKey = owner => [owner.kind, owner.name, owner.version || "", owner.architecture || ""].join("\u0000");
  const ownerName = owner => owner.kind === "package" ? owner.name + (owner.version ? "-" + owner.version : "") : owner.name;

  function select(name, quietly) {
    if (!images.has(name)) return;
    selected = name;
    inside = [];
    for (const [image, cell] of cells) cell.setAttribute("aria-selected", String(image === name));
    drawImage();
    if (!quietly) { try { history.replaceState(null, "", "#" + encodeURIComponent(name)); } catch { /* the name is in the page's address only where that works */ } }
  }
  function drawImage() {
    const image = images.get(selected);
    if (!image) return;
    fill("image-name", short(image.name));
    const facts = [
      ["In all", bytes(image.virtualBytes)], ["Own layers", bytes(image.ownBytes)], ...(manifestsOnly ? [] : [["To pull", bytes(image.virtualPackedBytes)]]),
      ["Only this image's", bytes(image.uniqueBytes)], ["Amortised", image.external ? "–" : bytes(image.amortisedBytes)],
      ...(manifestsOnly ? [] : [["Wasted itself / inherited", bytes(image.wasteOwnBytes) + " / " + bytes(image.wasteInheritedBytes)],
        ["Files shown", bytes(image.rootFilesystemBytes)], ["Tar overhead", bytes(image.overheadBytes)]]),
      ["Built on it", String(image.dependents)], ["Leverage", bytes(image.leverageBytes)],
      ["Packages", image.packages.status === "read" ? `${image.packages.count}, ${bytes(image.packages.bytes)}` : image.packages.status === "none" ? "no RPM database" : short(image.packages.reason, 300)],
      ["Built on", image.parent ? short(image.parent) : "–"], ["Reference", short(image.reference), "wide"],
    ];
    fill("image-facts", ...facts.map(([title, value, wide]) => element("div", { class: wide || "" }, element("dt", {}, title), element("dd", {}, value))));
    if (manifestsOnly) return;
    byId("scope-own").setAttribute("aria-pressed", String(scope === "own"));
    byId("scope-all").setAttribute("aria-pressed", String(scope === "all"));
    drawMap();
    table("owners", [
      { title: "Package", value: ownerName, open: owner => { inside = [{ label: ownerName(owner), key: ownerKey(owner) }]; drawMap(); byId("map").scrollIntoView({ block: "nearest" }); } },
      number("Bytes", owner => owner.bytes), number("Hidden", owner => owner.hiddenBytes), number("Files", owner => owner.files, String),
    ], image.owners);
    table("files", [
      { title: "Path", value: file => "/" + file.path }, { title: "Package", value: file => file.owner.name }, number("Bytes", file => file.bytes),
      { title: "Shown", value: file => file.hidden ? "hidden" : "shown" },
    ], image.files);
    table("waste", [
      { title: "What", value: waste => waste.category }, { title: "How", value: waste => waste.how }, number("Bytes", waste => waste.bytes), number("Files", waste => waste.files, String),
    ], image.waste, { empty: "Its own layers hide nothing." });
    table("avoidable", [
      { title: "What", value: one => one.category }, number("Bytes", one => one.bytes), number("Files", one => one.files, String),
    ], image.avoidable);
  }
  function tilesOf(image) {
    const chain = scope === "all" ? ancestors(image.name) : [image];
    const owners = new Map();
    for (const link of chain) {
      for (const owner of link.owners) {
        const key = ownerKey(owner);
        const known = owners.get(key) || { ...owner, key, bytes: 0, hiddenBytes: 0, files: 0, listed: [] };
        known.bytes += owner.bytes; known.hiddenBytes += owner.hiddenBytes; known.files += owner.files;
        owners.set(key, known);
      }
      for (const file of link.files) owners.get(ownerKey(file.owner))?.listed.push(file);
    }
    if (inside.length) {
      const owner = owners.get(inside[0].key);
      if (!owner) return [];
      const tiles = owner.listed.map(file => ({ label: "/" + file.path, bytes: file.bytes, kind: file.hidden ? "hidden" : owner.kind, leaf: true }));
      const rest = owner.bytes - tiles.reduce((sum, tile) => sum + tile.bytes, 0);
      if (rest > 0) tiles.push({ label: owner.files > tiles.length ? `${owner.files - tiles.length} smaller files` : owner.name, bytes: rest, kind: owner.kind === "package" ? "rest" : owner.kind, leaf: true });
      return tiles;
    }
    const tiles = [];
    for (const owner of owners.values()) {
      const leaf = owner.kind === "overhead" || owner.kind === "not-read";
      const label = ownerName(owner);
      if (owner.bytes > owner.hiddenBytes) tiles.push({ label, bytes: owner.bytes - owner.hiddenBytes, kind: owner.kind, key: owner.key, leaf });
      if (owner.hiddenBytes) tiles.push({ label: label + " (hidden)", bytes: owner.hiddenBytes, kind: "hidden", key: owner.key, leaf });
    }
    return tiles;
  }
  // squarified: rows of tiles along the shorter side, as long as that makes them squarer (Bruls, Huizing, van Wijk, 2000)
  function squarify(tiles, x, y, w, h, place) {
    let rest = tiles.reduce((sum, tile) => sum + tile.bytes, 0);
    let at = 0;
    while (at < tiles.length && w > 0 && h > 0 && rest > 0) {
      const scale = w * h / rest, side = Math.min(w, h);
      let sum = 0, worst = Infinity, end = at;
      while (end < tiles.length) {
        const next = sum + tiles[end].bytes * scale;
        const most = tiles[at].bytes * scale, least = tiles[end].bytes * scale;
        const ratio = Math.max(side * side * most / (next * next), next * next / (side * side * least));
        if (ratio > worst) break;
        worst = ratio; sum = next; end++;
      }
      const thick = sum / side;
      let along = 0;
      for (let i = at; i < end; i++) {
        const long = tiles[i].bytes * scale / thick;
        if (w >= h) place(tiles[i], x, y + along, thick, long); else place(tiles[i], x + along, y, long, thick);
        along += long;
        rest -= tiles[i].bytes;
      }
      if (w >= h) { x += thick; w -= thick; } else { y += thick; h -= thick; }
      at = end;
    }
  }
  const mostTiles = 160;
  function drawMap() {
    const image = images.get(selected);
    const place = byId("map");
    const width = place.clientWidth || 1, height = Math.max(240, Math.min(460, width * 0.5));
    let tiles = tilesOf(image).filter(tile => tile.bytes > 0).sort((a, b) => b.bytes - a.bytes || (a.label < b.label ? -1 : 1));
    const whole = tiles.reduce((sum, tile) => sum + tile.bytes, 0);
    if (tiles.length > mostTiles) {
      const rest = tiles.slice(mostTiles);
      tiles = tiles.slice(0, mostTiles);
      tiles.push({ label: `${rest.length} smaller ones`, bytes: rest.reduce((sum, tile) => sum + tile.bytes, 0), kind: "rest", leaf: true });
      tiles.sort((a, b) => b.bytes - a.bytes);
    }
    const made = [];
    squarify(tiles, 0, 0, width, height, (tile, x, y, w, h) => {
      const text = `${short(tile.label, 300)}: ${bytes(tile.bytes)}, ${percent(tile.bytes, whole)} of what is shown`;
      const cell = element("button", {
        type: "button", tabindex: made.length ? "-1" : "0", "aria-label": text, class: "cell " + tile.kind + (tile.leaf ? " leaf" : "") + (Math.min(w, h) < 14 ? " narrow" : ""),
        on: { mouseenter: () => note("map-note", text), focus: () => note("map-note", text), click: () => {
          if (!tile.leaf) { inside = [{ label: tile.label.replace(/ \(hidden\)$/, ""), key: tile.key }]; drawMap(); byId("map").firstElementChild?.focus(); }
        } },
      });
      Object.assign(cell.style, { left: 100 * x / width + "%", top: y + "px", width: 100 * w / width + "%", height: h + "px" });
      if (w > 42 && h > 18) cell.append(element("span", {}, short(tile.label.split("/").pop() || tile.label, 60)));
      if (w > 42 && h > 36) cell.append(element("small", {}, bytes(tile.bytes)));
      made.push(cell);
    });
    place.style.height = height + "px";
    place.replaceChildren(...made);
    note("map-note", `${tiles.length ? bytes(whole) : "Nothing"} in ${scope === "all" ? "all layers" : "own layers"}${inside.length ? " of " + short(inside[0].label) : ""}`);
    fill("map-path", element("button", { type: "button", on: { click: () => { inside = []; drawMap(); } } }, short(image.name, 60)),
      ...inside.map(step => element("button", { type: "button", on: { click: drawMap } }, short(step.label, 60))));
  }
  byId("map").addEventListener("keydown", event => {
    const all = [...byId("map").children], at = all.indexOf(document.activeElement);
    if (event.key === "Escape" && inside.length) { inside = []; drawMap(); byId("map").firstElementChild?.focus(); event.preventDefault(); return; }
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step && at >= 0) { all[Math.max(0, Math.min(all.length - 1, at + step))].focus(); event.preventDefault(); }
  });
  for (const wanted of ["own", "all"]) byId("scope-" + wanted).addEventListener("click", () => { scope = wanted; inside = []; drawImage(); });

  // ---- search
  function search() { return byId("search").value.trim().toLowerCase(); }
  const mostFound = 40;
  function open(name) {
    byId("found").hidden = true;
    const parent = images.get(name)?.parent;
    enlarge(childrenOf(name).length ? name : parent || "");
    moveCursor(name);
    select(name);
    byId("image").scrollIntoView({ block: "start" });
  }
  function drawFound() {
    const wanted = search();
    const found = [];
    let more = 0;
    const add = (what, name, where, image, action) => { if (found.length < mostFound) found.push({ what, name, where, image, action }); else more++; };
    if (wanted) {
      for (const image of data.images) if (image.name.toLowerCase().includes(wanted)) add("image", image.name, bytes(image.virtualBytes), image.name);
      for (const image of data.images) for (const owner of image.owners) if (owner.kind === "package" && ownerName(owner).toLowerCase().includes(wanted)) {
        add("package", ownerName(owner), `${bytes(owner.bytes)} in ${short(image.name, 40)}`, image.name, () => { inside = [{ label: ownerName(owner), key: ownerKey(owner) }]; drawMap(); });
      }
      for (const image of data.images) for (const file of image.files) if (("/" + file.path).toLowerCase().includes(wanted)) add("file", "/" + file.path, `${bytes(file.bytes)} in ${short(image.name, 40)}`, image.name);
    }
    byId("found").hidden = !wanted;
    fill("found", ...found.map(one => element("li", {}, element("button", { type: "button", on: { click: () => { scope = "own"; open(one.image); one.action?.(); } } },
      element("span", { class: "what" }, one.what), element("span", { class: "name" }, short(one.name)), element("span", { class: "where" }, one.where)))),
      ...(more ? [element("li", {}, element("p", {}, `and ${more} more`))] : []), ...(wanted && !found.length ? [element("li", {}, element("p", {}, "Nothing found."))] : []));
  }
  byId("search").addEventListener("input", () => { drawFound(); drawTree(); filters.forEach(draw => draw()); });
  document.addEventListener("keydown", event => {
    if (event.key === "/" && document.activeElement !== byId("search")) { byId("search").focus(); event.preventDefault(); }
    const entries = [...byId("found").querySelectorAll("button")], at = entries.indexOf(document.activeElement);
    if (event.key === "Escape" && !byId("found").hidden) { byId("found").hidden = true; byId("search").focus(); }
    if (event.key === "ArrowDown" && (at >= 0 || document.activeElement === byId("search"))) { entries[Math.min(at + 1, entries.length - 1)]?.focus(); event.preventDefault(); }
    if (event.key === "ArrowUp" && at >= 0) { (entries[at - 1] || byId("search")).focus(); event.preventDefault(); }
  });
  document.addEventListener("click", event => { if (!event.target.closest("header")) byId("found").hidden = true; });

  // ---- the rest of the page
  function drawSet() {
    const set = data.set;
    const tiles = [
      [String(set.images), (set.images === 1 ? "image in " : "images in ") + counted(set.layers, "layer")], ...(manifestsOnly ? [] : [[bytes(set.distinctBytes), "on disk, each layer once"]]), [bytes(set.distinctPackedBytes), "to pull"],
      [bytes(manifestsOnly ? set.naivePackedBytes : set.naiveBytes), "if nothing were shared"], ["× " + Number(set.sharingFactor).toFixed(1), "sharing factor"],
      ...(manifestsOnly ? [] : [[bytes(set.wasteBytes), "hidden by later layers"], [bytes(data.siblings.contentSavedBytes), "twice in sibling images"]]),
    ];
    byId("level").hidden = !manifestsOnly;
    byId("inside").hidden = manifestsOnly;
    fill("set", ...tiles.map(([value, title]) => element("div", {}, element("b", {}, value), element("span", {}, title))));
  }
  const openImage = row => images.has(row.image) && open(row.image);
  function drawVerdict() {
    const { checks, breaches } = data.budgets;
    if (!checks && !breaches.length) return;
    const place = byId("verdict"), failing = breaches.filter(breach => breach.severity === "fail" && !breach.waived).length;
    place.hidden = false;
    place.className = failing ? "fails" : breaches.length ? "warns" : "holds";
    place.append(element("p", { class: "hint" }, breaches.length ? `${breaches.length} of ${counted(checks, "check")} ${breaches.length === 1 ? "is" : "are"} broken; ${failing} ${failing === 1 ? "fails" : "fail"} the build.`
      : checks === 1 ? "The one check holds." : `All ${checks} checks hold.`));
    if (breaches.length) {
      place.append(element("div", { id: "breaches" }));
      table("breaches", [
        { title: "What", value: breach => breach.subject, opens: breach => images.has(breach.subject), open: breach => openImage({ image: breach.subject }) }, { title: "Limit", value: breach => breach.limit },
        { title: "Found", value: breach => breach.message, long: true }, { title: "Budget", value: breach => breach.budget },
        { title: "Outcome", value: breach => breach.waived ? "waived: " + breach.waived : breach.severity, long: true },
      ], breaches, { sort: -1, label: "Broken budgets" });
    }
  }
  function drawChanges() {
    if (!data.comparison) return;
    const changed = data.comparison.changes.filter(one => one.state !== "same");
    const inherited = data.comparison.changes.filter(one => one.state === "same" && one.inheritedChange).length;
    byId("changes").hidden = false;
    byId("tree-legend").hidden = false;
    note("changes-note", `Compared with ${short(data.comparison.baseline)}${data.comparison.packed ? ", by packed sizes" : ""}. ` +
      (inherited ? `${counted(inherited, "image")} that only ${inherited === 1 ? "inherits a change is" : "inherit a change are"} not listed.` : "") + (changed.length ? "" : " Nothing changed."));
    table("changes-table", [
      { title: "Image", value: one => one.image, opens: one => images.has(one.image), open: openImage }, { title: "State", value: one => one.state },
      number("Own change", one => one.ownChange, change, tone), number("Inherited", one => one.inheritedChange, change), number("Before", one => one.before), number("Now", one => one.after),
      { title: "Because of", value: one => one.causes.slice(0, 5).map(cause => `${short(cause.name, 60)} ${change(cause.change)}${cause.detail ? " (" + cause.detail + ")" : ""}`).join("; "), long: true },
    ], changed, { label: "Changed images", sort: -1, empty: "No image changed by itself." });
  }
  function drawTables() {
    table("images", [
      { title: "Image", value: image => image.name, open: image => open(image.name) },
      number("Size", image => image.virtualBytes), number("Own", image => image.ownBytes), number("Unique", image => image.uniqueBytes), number("Amortised", image => image.amortisedBytes),
      ...(manifestsOnly ? [] : [number("Waste", image => image.wasteOwnBytes), number("To pull", image => image.virtualPackedBytes)]), number("Built on it", image => image.dependents, String), number("Leverage", image => image.leverageBytes),
      ...(data.comparison ? [number("Own change", image => changes.get(image.name)?.ownChange || 0, change, tone)] : []),
      { title: "Built on", value: image => image.parent || "" },
    ], data.images, { filtered: true, sort: 2, label: "All images" });
    if (data.profiles.length) {
      byId("profiles").hidden = false;
      table("profiles-table", [
        { title: "Profile", value: one => one.name }, number("Images", one => one.images.length, String), number("Cold, packed", one => one.cold.packedBytes), ...(manifestsOnly ? [] : [number("Cold, unpacked", one => one.cold.bytes)]),
        number("On upgrade, packed", one => one.upgrade ? one.upgrade.packedBytes : -1, value => value < 0 ? "–" : bytes(value)), { title: "Runs", value: one => one.images.join(", "), long: true },
      ], data.profiles, { label: "Profiles" });
    }
    const siblings = data.siblings;
    if (siblings.packages.length || siblings.contents.length) {
      byId("siblings").hidden = false;
      note("siblings-note", `Moving these to the parent would save ${bytes(siblings.packageSavedBytes)} of packages and ${bytes(siblings.contentSavedBytes)} of contents in the set; images that do not have them now would grow.`);
      table("shared-packages", [
        { title: "Package", value: one => ownerName(one.package) }, { title: "On", value: one => one.parent, open: one => images.has(one.parent) && open(one.parent) },
        number("Saves", one => one.savedBytes), number("Bytes", one => one.bytes), { title: "Images", value: one => `${one.images.length} of ${one.siblings}` }, { title: "Which", value: one => one.images.join(", "), long: true },
      ], siblings.packages, { label: "Repeated packages", empty: "No package is repeated." });
      byId("shared-contents").style.marginTop = ".8rem";
      table("shared-contents", [
        { title: "Content", value: one => "/" + one.path }, { title: "On", value: one => one.parent }, number("Saves", one => one.savedBytes), number("Bytes", one => one.bytes),
        { title: "Images", value: one => `${one.images.length} of ${one.siblings}` },
      ], siblings.contents, { label: "Repeated contents", empty: "No content is repeated." });
    }
    if (data.problems.length) {
      byId("problems").hidden = false;
      byId("problems").querySelector("ul").append(...data.problems.map(problem => element("li", { class: problem.severity === "fail" ? "bad" : "warn" }, visible(problem.message))));
    }
  }

  // ---- light and dark
  function theme(name) {
    document.documentElement.dataset.theme = name;
    byId("theme").textContent = name === "dark" ? "Light" : "Dark";
  }
  theme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  byId("theme").addEventListener("click", () => theme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));

  note("title", short(data.title));
  document.title = "Image sizes: " + short(data.title, 80);
  drawSet();
  drawVerdict();
  drawTree();
  drawChanges();
  drawTables();
  let wanted = "";
  try { wanted = decodeURIComponent(location.hash.slice(1)); } catch { /* not an address this page made */ }
  const first = images.has(wanted) ? wanted : (data.images.find(image => !image.external) || data.images[0])?.name;
  if (first) select(first, true); else byId("image").hidden = true;
  if (!data.images.length) byId("tree").hidden = true;
  let drawnWidth = window.innerWidth;
  addEventListener("resize", () => { if (window.innerWidth !== drawnWidth) { drawnWidth = window.innerWidth; drawTree(); if (selected && !manifestsOnly) drawMap(); } });
})();
