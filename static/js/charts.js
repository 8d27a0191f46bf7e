// Draws every [data-figure] from the JSON beside it. Plotly is fetched when the first chart comes near the screen.
// Without this file, or when it fails, the text in the chart's place and the table under it remain.
(() => {
  // A part fetched into the page brings the file with it, and it may be there.
  if (window.gevinstCharts) return;
  window.gevinstCharts = true;
  const here = document.currentScript.dataset;
  const drawn = new Set();
  let library;

  const fetchPlotly = () => {
    library ??= new Promise((resolve, reject) => {
      // Plotly looks for this link and then leaves style sheets alone, as a strict CSP demands.
      const style = document.createElement("link");
      Object.assign(style, { rel: "stylesheet", href: here.plotlyCss, id: "plotly.js-style-global" });
      style.className = "no-inline-styles";
      const script = document.createElement("script");
      script.src = here.plotly;
      script.onload = () => {
        measureApart();
        window.Plotly.register(norwegian("nb"));
        window.Plotly.register(norwegian("nn"));
        resolve(window.Plotly);
      };
      script.onerror = () => reject(new Error("Plotly"));
      document.head.append(style, script);
    });
    return library;
  };

  // Plotly measures each text in a drawing it keeps in the body. Put there, a text makes the browser ask of the whole
  // page which `:has()` rules of the design system now hold, 40 ms each time; behind a shadow root it asks nothing.
  const measureApart = () => {
    const host = document.createElement("div");
    host.className = "chart__measure";
    host.ariaHidden = "true";
    const tester = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    tester.id = "js-plotly-tester";
    host.attachShadow({ mode: "open" }).append(tester);
    document.body.append(host);
    const { body } = document;
    body.querySelector = (selector) =>
      selector === "svg#js-plotly-tester" ? tester : Element.prototype.querySelector.call(body, selector);
  };

  // "var(--chart-1)" anywhere in the figure becomes the colour it has now, light or dark.
  const probe = document.createElement("span");
  const colour = (name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const resolved = (value) => {
    if (typeof value === "string") return value.replace(/var\((--[\w-]+)\)/g, (_, name) => colour(name));
    if (Array.isArray(value)) return value.map(resolved);
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolved(inner)]));
    }
    return value;
  };

  const merged = (base, over) => {
    const out = { ...base };
    for (const [key, value] of Object.entries(over)) {
      const both = value && typeof value === "object" && !Array.isArray(value) && typeof base[key] === "object";
      out[key] = both ? merged(base[key], value) : value;
    }
    return out;
  };

  // What a figure says of itself under `meta.narrow` holds where there is little room. Names in the legend are broken
  // rather than cut, a year is said once, and marks are smaller.
  const narrow = matchMedia("(width < 40rem)");
  const LETTERS = 22;
  const DATES = [
    { dtickrange: [null, "M1"], value: "%-d. %b\n%Y" },
    { dtickrange: ["M1", "M11"], value: "%b\n%Y" },
    { dtickrange: ["M12", null], value: "%Y" },
  ];
  const narrowed = (figure) => {
    if (!narrow.matches) return figure;
    const fitted = (part) => (part.meta?.narrow ? merged(part, part.meta.narrow) : part);
    const [own, ...parts] = [figure.layout ?? {}, ...figure.data].map(fitted);
    const fit = own.meta?.narrow?.annotations;
    const notes = fit ?? own.annotations?.map((note) => ({ ...note, text: broken(note.text) }));
    const large = own.font?.size > 16;
    const lying = figure.data.some((trace) => trace.orientation === "h");
    const dated = own.xaxis?.type === "date" && { tickformatstops: DATES };
    const axis = { tickangle: 0, nticks: large || lying ? 3 : 5, ...dated };
    const layout = merged({ xaxis: axis }, own);
    // The unit stands above the drawing; beside the names of lying bars there is no room for it once more.
    if (lying) layout.xaxis = { ...layout.xaxis, title: {} };
    return { data: parts.map(small), layout: { ...layout, ...(notes && { annotations: notes }) } };
  };
  const small = (trace) => {
    const size = trace.marker?.size;
    const marker = typeof size === "number" ? { ...trace.marker, size: size * 0.75 } : trace.marker;
    return { ...trace, ...(marker && { marker }), ...(trace.name && { name: broken(trace.name) }) };
  };
  const broken = (name, letters = LETTERS) =>
    name.replace(new RegExp(`(.{1,${letters}})(?:\\s+|$)`, "g"), "$1<br>").replace(/<br>$/, "");

  const axis = {
    automargin: true,
    separatethousands: true,
    fixedrange: true,
    gridcolor: "var(--chart-grid)",
    linecolor: "var(--rule-strong)",
    zerolinecolor: "var(--rule-strong)",
    tickcolor: "var(--rule-strong)",
    title: { font: { size: 13 }, standoff: 12 },
  };

  // Of a label: what is around it, and the height of a line of letters of 1.
  const GAP = 10;
  const LINE = 1.35;

  const ruler = document.createElement("canvas").getContext("2d");
  const widest = (texts, size, family) => {
    ruler.font = `${size}px ${family}`;
    return Math.max(...texts.map((text) => ruler.measureText(text).width));
  };
  const valuesOf = (data, letter) => data.flatMap((trace) => Array.from(trace[letter] ?? []));
  const isText = (found) => found.some((value) => typeof value === "string");

  // Grid lines run across the value axis only: upright when the bars lie down.
  const layout = (own, data) => {
    const lying = data.some((trace) => trace.orientation === "h");
    const base = {
      autosize: true,
      font: { family: "Inter, system-ui, sans-serif", size: 13, color: "var(--chart-ink-soft)" },
      colorway: [1, 2, 3, 4, 5, 6].map((number) => `var(--chart-${number})`),
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      margin: { l: 8, r: 16, t: 16, b: 8 },
      separators: ",\u202f",
      dragmode: false,
      hovermode: "closest",
      hoverlabel: {
        bgcolor: "var(--paper-raised)",
        bordercolor: "var(--rule-strong)",
        font: { color: "var(--ink)", size: 13 },
        align: "left",
      },
      legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom", font: { color: "var(--ink)" } },
    };
    for (const key of new Set(["xaxis", "yaxis", ...Object.keys(own).filter((name) => /^[xy]axis\d*$/.test(name))])) {
      base[key] = { ...axis, showgrid: key.startsWith("x") === lying };
    }
    const notes = own.annotations?.map((note) => ({ bgcolor: "var(--paper)", borderpad: 2, ...note }));
    // What stands over the drawing is given no room by Plotly.
    const over = (notes ?? []).filter((note) => note.yref === "paper" && note.y === 1);
    const lines = Math.max(0, ...over.map((note) => note.text.split("<br>").length));
    const size = own.font?.size ?? base.font.size;
    base.margin.t = Math.max(base.margin.t, GAP + lines * LINE * size);
    // A number at the end of the axis is half outside the drawing, where Plotly leaves it out.
    const along = [...valuesOf(data, "x"), ...(own.xaxis?.range ?? [])];
    if (!isText(along)) base.margin.r = Math.max(base.margin.r, Math.ceil(GAP / 2 + widest(numbered(along), size, base.font.family) / 2));
    return merged(base, notes ? { ...own, annotations: notes } : own);
  };

  // Left to itself (`automargin`) Plotly draws, measures the labels of the axes and draws again. What they take is
  // known well enough before; where one is cut off all the same, Plotly is left to itself.
  const measured = (own, data, width) => {
    const { xaxis, yaxis, font, margin } = own;
    const values = (letter) => valuesOf(data, letter);
    const dated = xaxis.type === "date";
    if (!dated && isText(values("x"))) return null;
    const under = xaxis.tickformatstops && !yearly(values("x"), xaxis.nticks) ? 2 : 1;
    const title = (one) => (one.title?.text ? one.title.font.size * LINE + one.title.standoff : 0);
    const upright = values("y");
    const labels = yaxis.ticktext ?? (isText(upright) ? upright : numbered([...upright, ...(yaxis.range ?? [])]));
    const lines = labels.flatMap((label) => String(label).split("<br>")).map((line) => line.replace(/<[^>]*>/g, "") + (yaxis.ticksuffix ?? ""));
    const height = (xaxis.tickfont?.size ?? font.size) * LINE * under;
    const left = Math.max(margin.l, Math.ceil(GAP + widest(lines, yaxis.tickfont?.size ?? font.size, font.family) + title(yaxis)));
    if (left > width / 2) return null;
    const fits = (one) => ({ ...one, automargin: false });
    return {
      ...own,
      xaxis: fits(xaxis),
      yaxis: fits(yaxis),
      margin: {
        ...margin,
        l: left,
        b: Math.max(margin.b, Math.ceil(GAP + height + title(xaxis))),
      },
    };
  };
  // Whether years alone are named under so many marks (DATES); else months, with the year on a line below.
  const yearly = (days, marks) => {
    const times = days.map((day) => Date.parse(day));
    return Math.max(...times) - Math.min(...times) > (marks / 2) * 365.25 * 864e5;
  };
  // About as long as the labels of an axis through these numbers.
  const numbered = (values) => {
    const known = values.filter((value) => typeof value === "number");
    const reach = Math.max(...known.map(Math.abs), 0);
    const decimals = reach < 1 ? 2 : Number(reach < 10);
    return [Math.min(...known, 0), reach].map((value) => value.toLocaleString("nb", { minimumFractionDigits: decimals, maximumFractionDigits: decimals }));
  };
  const isCut = (canvas) => {
    const room = canvas.querySelector(".main-svg").getBoundingClientRect();
    return [...canvas.querySelectorAll(".xtick text, .ytick text, .xtitle, .ytitle")].some((label) => {
      const { left, right, bottom } = label.getBoundingClientRect();
      return left < room.left || right > room.right || bottom > room.bottom;
    });
  };

  const config = () => ({
    locale: document.documentElement.lang === "nn" ? "nn" : "nb",
    responsive: true,
    displayModeBar: false,
    displaylogo: false,
    scrollZoom: false,
    doubleClick: false,
  });

  const source = (place) => JSON.parse(document.getElementById(place.dataset.figure).textContent);

  const draw = async (place) => {
    try {
      const Plotly = await fetchPlotly();
      const figure = narrowed(source(place));
      const canvas = place.querySelector(".chart__canvas") ?? place.appendChild(document.createElement("div"));
      canvas.className = "chart__canvas";
      // Not read back from the place: where motion is reduced, what was just set is not yet computed.
      const height = figure.layout?.height ? `${figure.layout.height}px` : `max(${getComputedStyle(place).minHeight}, ${place.clientHeight}px)`;
      place.style.minHeight = canvas.style.height = height;
      const own = layout(figure.layout ?? {}, figure.data);
      const ahead = measured(own, figure.data, place.clientWidth);
      const show = (how) => Plotly.react(canvas, resolved(figure.data), resolved(how), config());
      await show(ahead ?? own);
      if (ahead && isCut(canvas)) await show(own);
      place.dataset.drawn = "";
      drawn.add(place);
      offerPictures(place);
      offerReading(place, canvas, figure);
    } catch (error) {
      console.error(error);
    }
  };

  // One drawing at a time, after a paint of the page and `ms` more: what somebody pressed is on the screen first.
  const painted = (ms) => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, ms)));
  let line = Promise.resolve();
  const drawInTurn = (place, ms = 0) => {
    fetchPlotly();
    line = line.then(() => painted(ms)).then(() => draw(place));
  };

  // The points with a text, from left to right: arrow keys move between them, and a line under the drawing says each.
  const readable = (figure) =>
    figure.data
      .flatMap((trace, curve) =>
        trace.orientation === "h" || !Array.isArray(trace.text)
          ? []
          : trace.text.map((text, number) => ({ curve, number, text, x: trace.x[number] })),
      )
      .filter((point) => point.text)
      .sort((one, other) => (one.x < other.x ? -1 : Number(one.x > other.x)));

  const offerReading = (place, canvas, figure) => {
    const said = place.closest("figure")?.querySelector("[data-figure-said]");
    const points = readable(figure);
    if (!said || points.length < 2) return;
    said.hidden = false;
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "group");
    canvas.setAttribute("aria-label", said.dataset.label);
    let at = points.length;
    canvas.onkeydown = (event) => {
      const last = points.length - 1;
      const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
      if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      at = Math.min(Math.max(to, 0), last);
      const { curve, number, text } = points[at];
      said.textContent = text.replace(/&lt;/g, "<").replace(/&amp;/g, "&");
      window.Plotly.Fx.hover(canvas, [{ curveNumber: curve, pointNumber: number }]);
    };
    canvas.onblur = () => window.Plotly.Fx.unhover(canvas);
  };

  const offerPictures = (place) => {
    const tools = place.closest("figure")?.querySelector("[data-figure-tools]");
    if (!tools || tools.childElementCount) return;
    for (const format of ["svg", "png"]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "link";
      button.textContent = tools.dataset[format];
      button.addEventListener("click", () => savePicture(place, format));
      tools.append(button);
    }
  };

  const savePicture = async (place, format) => {
    const Plotly = await fetchPlotly();
    const canvas = place.querySelector(".chart__canvas");
    const words = (part) => place.closest("figure").querySelector(part)?.textContent.trim().replace(/\s+/g, " ") ?? "";
    const width = Math.max(canvas.clientWidth, 960);
    const below = [words(".figure__reading"), words(".figure__foot > :first-child")].join(" ");
    const lines = broken(escaped(below), Math.floor(width / 7));
    const more = 16 * (lines.split("<br>").length - 1);
    const height = 540 + more;
    const figure = source(place);
    const own = merged(layout(figure.layout ?? {}, figure.data), {
      paper_bgcolor: "var(--paper)",
      title: {
        text: escaped(words(".figure__title")),
        subtitle: { text: lines, font: { size: 12, color: "var(--ink-soft)" } },
        x: 0.02,
        y: 1 - 27 / height,
        yanchor: "top",
        font: { size: 18, color: "var(--ink)" },
      },
      margin: { t: 128 + more, l: 24, r: 32, b: 24 },
      legend: { y: 1.06 },
    });
    const picture = { data: resolved(figure.data), layout: resolved(own), config: config() };
    await Plotly.downloadImage(picture, { format, width, height, scale: 2, filename: place.dataset.figure });
  };

  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

  const near = new IntersectionObserver(
    (entries) => {
      for (const entry of entries.filter((one) => one.isIntersecting)) {
        near.unobserve(entry.target);
        drawInTurn(entry.target);
      }
    },
    { rootMargin: "400px" },
  );

  const find = (root) => {
    for (const place of root.querySelectorAll("[data-figure]:not([data-drawn])")) near.observe(place);
  };

  const AFTER_PRESS = 100;
  const redraw = () => {
    for (const place of drawn) {
      if (place.isConnected) drawInTurn(place, AFTER_PRESS);
      else drawn.delete(place);
    }
  };

  const norwegian = (name) => ({
    moduleType: "locale",
    name,
    dictionary: {},
    format: {
      days: ["søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"],
      shortDays: ["sø.", "ma.", "ti.", "on.", "to.", "fr.", "lø."],
      months: "januar februar mars april mai juni juli august september oktober november desember".split(" "),
      shortMonths: "jan. feb. mars april mai juni juli aug. sep. okt. nov. des.".split(" "),
      date: "%d.%m.%Y",
      decimal: ",",
      thousands: "\u202f",
    },
  });

  const begin = () => {
    probe.hidden = true;
    document.body.append(probe);
    find(document);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
  document.addEventListener("htmx:load", (event) => find(event.target.parentElement ?? document));
  document.addEventListener("gevinst:theme", redraw);
  narrow.addEventListener("change", redraw);
  // Paper is narrower than the screen, and a drawing does not shrink by itself.
  const fit = (size) => {
    for (const place of drawn) window.Plotly.relayout(place.querySelector(".chart__canvas"), size);
  };
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("[data-figure]:not([data-drawn])").forEach(draw);
    fit({ autosize: false, width: 640 });
  });
  window.addEventListener("afterprint", () => fit({ autosize: true, width: null }));
})();
