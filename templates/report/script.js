"use strict";
(() => {
  const root = document.documentElement;
  const main = document.getElementById("main");
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const keep = {
    get: (key) => { try { return localStorage.getItem("planspect-" + key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem("planspect-" + key, value); } catch { /* a page may not be allowed to remember */ } },
  };

  // Language: texts stand in both, the style shows one; what cannot hold two texts is filled here.
  const zh = () => root.lang !== "en";
  function fill(within = document) {
    const key = zh() ? "zh" : "en";
    for (const one of all("[data-en]", within)) one.textContent = one.dataset[key];
    for (const one of all("[data-en-label]", within)) one.setAttribute("aria-label", one.dataset[key + "Label"]);
    for (const one of all("[data-node]", within)) {
      const d = one.dataset;
      const state = zh() ? d.zhState : d.enState;
      one.setAttribute("aria-label", [one.querySelector("text").textContent.trim(), d.owner, state].filter(Boolean).join(", "));
    }
  }
  function speak(language) {
    root.lang = language;
    for (const button of all("[data-set-lang]")) button.setAttribute("aria-pressed", String(button.dataset.setLang === language));
    fill();
    parts();
  }

  // Parts of what is shown, for the line at the top.
  function parts() {
    const line = document.querySelector("[data-jump]");
    line.replaceChildren();
    for (const part of all("[data-part]").filter((one) => one.offsetParent !== null)) {
      const title = part.classList.contains("hero") ? null : part.querySelector("h2");
      const link = document.createElement("a");
      link.href = "#" + part.id;
      if (title) for (const node of title.childNodes) link.append(node.cloneNode(true));
      else link.textContent = zh() ? "概要" : "Summary";
      line.append(link);
    }
  }

  const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

  // Lists with filters: texts are read once, then only attributes change.
  function filters(tools, list) {
    const rows = all("[data-row]", list).map((row) => ({ row, text: row.textContent.toLowerCase(), data: row.dataset, shown: true }));
    const text = tools.querySelector("[data-text]");
    const choices = all("[data-by]", tools);
    const shown = tools.querySelector("[data-shown]");
    const none = tools.closest("section").querySelector(list.matches("[data-matrix]") ? ".scroll ~ [data-none]" : "[data-findings] ~ [data-none]");
    const apply = () => {
      const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
      const wanted = choices.filter((one) => one.value !== "").map((one) => [one.dataset.by, one.value]);
      let count = 0;
      for (const one of rows) {
        const fits = wanted.every(([by, value]) => one.data[by] === value) && words.every((word) => one.text.includes(word));
        if (fits !== one.shown) { one.row.hidden = !fits; one.shown = fits; }
        if (fits) count += 1;
      }
      shown.textContent = String(count);
      if (none) none.hidden = count > 0;
    };
    text.addEventListener("input", apply);
    for (const choice of choices) choice.addEventListener("change", apply);
    return apply;
  }

  // The graph: one stop for the tabulator, arrows inside; a chosen item shows what it is linked to.
  function graph(box) {
    const svg = box.querySelector("svg");
    const size = { step: +box.dataset.step, top: +box.dataset.top, width: +box.dataset.nodeWidth, height: +box.dataset.nodeHeight };
    const nodes = all("[data-node]", svg).map((g) => ({ g, x: +g.dataset.x, y: +g.dataset.y, column: +g.dataset.column, text: (g.dataset.id + " " + g.dataset.title + " " + g.dataset.owner).toLowerCase(), up: [], down: [] }));
    const edges = all("[data-from]", svg).map((path) => ({ path, from: +path.dataset.from, to: +path.dataset.to }));
    edges.forEach((edge, at) => { nodes[edge.from].up.push(at); nodes[edge.to].down.push(at); });
    const said = box.querySelector("[data-graph-said]");
    const only = box.querySelector("[data-graph-focus]");
    const height = svg.getAttribute("height");
    let picked = null;
    const curve = (a, b) => {
      const y1 = a.at + size.height / 2, y2 = b.at + size.height / 2;
      if (a.x === b.x) { const r = a.x + size.width; return `M${r} ${y1}C${r + 48} ${y1} ${r + 48} ${y2} ${r} ${y2}`; }
      const x1 = a.x > b.x ? a.x : a.x + size.width, x2 = a.x > b.x ? b.x + size.width : b.x, half = (x1 + x2) / 2;
      return `M${x1} ${y1}C${half} ${y1} ${half} ${y2} ${x2} ${y2}`;
    };
    const linked = (start) => {
      const near = new Set([start]), lines = new Set();
      for (const [list, end] of [["up", "to"], ["down", "from"]]) {
        const waiting = [start], seen = new Set([start]);
        while (waiting.length) {
          for (const at of nodes[waiting.pop()][list]) {
            lines.add(at);
            const other = edges[at][end];
            if (!seen.has(other)) { seen.add(other); near.add(other); waiting.push(other); }
          }
        }
      }
      return { near, lines };
    };
    const show = () => {
      const text = box.querySelector("[data-graph-text]").value.trim().toLowerCase();
      const found = picked !== null ? linked(picked) : null;
      const fits = text ? new Set(nodes.flatMap((node, at) => node.text.includes(text) ? [at] : [])) : null;
      const near = found ? found.near : fits;
      const isolated = only.getAttribute("aria-pressed") === "true" && near !== null;
      svg.classList.toggle("picked", near !== null);
      const rows = [];
      nodes.forEach((node, at) => {
        const close = near !== null && near.has(at);
        node.g.classList.toggle("near", close);
        node.g.setAttribute("aria-pressed", String(at === picked));
        node.visible = !isolated || close;
        node.g.toggleAttribute("hidden", !node.visible);
        node.at = node.y;
        if (isolated && close) { rows[node.column] = (rows[node.column] || 0) + 1; node.at = size.top + (rows[node.column] - 1) * size.step; }
        node.g.setAttribute("transform", `translate(${node.x} ${node.at})`);
      });
      edges.forEach((edge, at) => {
        const close = found ? found.lines.has(at) : near !== null && near.has(edge.from) && near.has(edge.to);
        edge.path.classList.toggle("near", close);
        edge.path.toggleAttribute("hidden", isolated && !close);
        edge.path.setAttribute("d", curve(nodes[edge.from], nodes[edge.to]));
      });
      const tall = isolated ? String(size.top + Math.max(1, ...rows.filter(Boolean)) * size.step + 8) : height;
      svg.setAttribute("height", tall);
      svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${tall}`);
      const count = near ? near.size - (found ? 1 : 0) : 0;
      said.textContent = near === null ? "" : zh() ? (found ? `有关事项${count}个` : `找到${count}个`) : (found ? `${count} linked` : `${count} found`);
    };
    const stop = (at) => {
      for (const node of nodes) node.g.setAttribute("tabindex", "-1");
      nodes[at].g.setAttribute("tabindex", "0");
      nodes[at].g.focus();
      nodes[at].g.scrollIntoView({ block: "nearest", inline: "nearest" });
    };
    const beside = (at, key) => {
      const here = nodes[at];
      const across = { ArrowLeft: -1, ArrowRight: 1 }[key];
      const wanted = nodes.map((node, other) => ({ node, other })).filter(({ node, other }) => node.visible !== false && other !== at);
      const place = (node) => node.at ?? node.y;
      const fits = across
        ? wanted.filter(({ node }) => (node.column - here.column) * across > 0)
        : wanted.filter(({ node }) => node.column === here.column && (key === "ArrowDown" ? place(node) > place(here) : place(node) < place(here)));
      const far = ({ node }) => Math.abs(node.column - here.column) * 1e5 + Math.abs(place(node) - place(here));
      return fits.sort((a, b) => far(a) - far(b))[0]?.other;
    };
    const choose = (at) => { picked = picked === at ? null : at; show(); };
    nodes.forEach((node, at) => {
      node.g.addEventListener("click", () => { choose(at); stop(at); });
      node.g.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(at); }
        else if (event.key === "Escape") { picked = null; show(); }
        else if (event.key.startsWith("Arrow")) {
          const next = beside(at, event.key);
          event.preventDefault();
          if (next !== undefined) stop(next);
        }
      });
    });
    box.querySelector("[data-graph-text]").addEventListener("input", () => { picked = null; show(); });
    only.addEventListener("click", () => { only.setAttribute("aria-pressed", String(only.getAttribute("aria-pressed") !== "true")); show(); });
  }

  // What a plan's page needs to live.
  function wake(page) {
    const tools = page.querySelector("[data-finding-tools]");
    const list = page.querySelector("[data-findings]");
    if (tools && list) {
      const apply = filters(tools, list);
      for (const button of all("[data-pick-owner]", page)) {
        button.addEventListener("click", () => {
          tools.querySelector("[data-by=owner]").value = button.dataset.pickOwner;
          apply();
          tools.closest("section").scrollIntoView();
          tools.querySelector("[data-by=owner]").focus({ preventScroll: true });
        });
      }
    }
    const matrix = page.querySelector("[data-matrix]");
    if (matrix) filters(page.querySelector("[data-matrix-tools]"), matrix);
    for (const box of all("[data-graph]", page)) graph(box);
  }

  // Several plans: one at a time is made, out of its template.
  const one = document.getElementById("one");
  function open(number, move) {
    const from = number === null ? null : document.querySelector(`template[data-plan="${CSS.escape(number)}"]`);
    one.replaceChildren();
    for (const part of main.querySelectorAll(":scope > section")) part.hidden = from !== null;
    one.hidden = from === null;
    document.querySelector("[data-back]").hidden = from === null;
    if (from) {
      one.append(from.content.cloneNode(true));
      fill(one);
      wake(one);
    }
    parts();
    if (move) { scrollTo(0, 0); main.focus({ preventScroll: true }); }
  }

  for (const input of all("[data-filter-text]")) {
    const rows = all("[data-row]", document.querySelector(input.dataset.filterText)).map((row) => [row, row.textContent.toLowerCase()]);
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const [row, text] of rows) row.hidden = !words.every((word) => text.includes(word));
    });
  }
  for (const button of all("[data-set-lang]")) {
    button.addEventListener("click", () => { speak(button.dataset.setLang); keep.set("lang", button.dataset.setLang); });
  }
  document.querySelector("[data-theme-switch]").addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    keep.set("theme", root.dataset.theme);
  });
  document.querySelector("[data-print]").addEventListener("click", () => print());
  const theme = keep.get("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  const language = keep.get("lang");
  speak(language === "en" || language === "zh-CN" ? language : root.lang);
  if (one) {
    const asked = () => /^#plan-(\d+)$/.exec(location.hash);
    const follow = (move) => { const wanted = asked(); if (wanted) open(wanted[1], move); else if (location.hash === "" || location.hash === "#top" || location.hash === "#overview") open(null, move); };
    addEventListener("hashchange", () => follow(true));
    document.querySelector("[data-back]").addEventListener("click", () => { location.hash = "#overview"; });
    follow(false);
  } else {
    wake(document);
  }
})();
