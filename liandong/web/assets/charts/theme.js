// The page's own colours and sizes, read when drawing, so that dark, high contrast and large type
// reach the pictures too.
export function readTheme() {
  const root = getComputedStyle(document.documentElement);
  const probe = document.createElement("span");
  document.body.append(probe);
  const colour = (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const names = ["ink", "ink-2", "ink-3", "line", "line-firm", "paper", "act", "met-fill", "unmet-fill", "overdue-fill", "due-fill", "hatch", "hatch-ground", "edge"];
  const theme = Object.fromEntries(names.map((name) => [name.replace(/-(\w)/g, (_, c) => c.toUpperCase()), colour(name)]));
  probe.remove();
  const size = parseFloat(root.fontSize) * 0.8125;
  const night = parseInt(theme.paper.match(/\d+/)?.[0] ?? "255", 10) < 128;
  return { ...theme, steps: night ? NIGHT : STEPS, font: root.fontFamily, size, em: size / 13, hatched: hatch(theme) };
}

function hatch({ hatch: line, hatchGround }) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8;
  const pen = tile.getContext("2d");
  pen.fillStyle = hatchGround;
  pen.fillRect(0, 0, 8, 8);
  pen.strokeStyle = line;
  pen.lineWidth = 1.5;
  pen.beginPath();
  for (const shift of [-8, 0, 8]) {
    pen.moveTo(shift - 1, 9);
    pen.lineTo(shift + 9, -1);
  }
  pen.stroke();
  return { image: tile, repeat: "repeat" };
}

// From none met to all met: vermilion-grey through paper-like to teal, in seven steps, so that
// areas can be told apart and read off the scale. Ink that reads on each is chosen with it.
const STEPS = ["#c4573a", "#d98a6c", "#ecc0a8", "#e9e4d6", "#b4d6cc", "#6fb5a6", "#2c8d7d"];
// On a dark page the middle is dark too: a pale map at night blinds.
const NIGHT = ["#d9623f", "#a95a40", "#7a4c3f", "#4b4a48", "#34605a", "#2b8375", "#3fb5a1"];

export function shareColour(share, { steps }) {
  return steps[Math.min(steps.length - 1, Math.floor(share * steps.length))];
}

export function inkOn(hex) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.2 ? "#15191e" : "#ffffff";
}

export const written = (value, data) => (value === null || value === undefined
  ? data.words.unknown
  : `${value.toLocaleString("en", { minimumFractionDigits: data.digits ?? 0, maximumFractionDigits: data.digits ?? 0 })}${data.unit ?? ""}`);

export const tooltip = (theme) => ({
  renderMode: "richText", confine: true, backgroundColor: theme.paper, borderColor: theme.lineFirm, borderWidth: 1,
  padding: [8, 12], textStyle: { color: theme.ink, fontSize: theme.size, fontFamily: theme.font }, transitionDuration: 0,
});
