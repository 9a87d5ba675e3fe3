// What treemap and icicle share: a node's colour says what share of its units meets the duty.
import { inkOn, shareColour } from "./theme.js";

export const shareOf = ({ met, unmet }) => (met + unmet ? met / (met + unmet) : null);

export function look(node, theme) {
  const share = shareOf(node);
  const fill = share === null ? theme.hatched : shareColour(share, theme);
  return { fill, ink: share === null ? theme.ink : inkOn(fill) };
}

export function told(node, data) {
  const share = shareOf(node);
  const { words } = data;
  const lines = [node.name, share === null ? words.unknown : `${words.met} ${(share * 100).toFixed(1)}%`];
  lines.push(`${words.met} ${node.met}  ${words.unmet} ${node.unmet}  ${words.unknown} ${node.unknown}`);
  return lines.join("\n");
}

// The scale under the picture, in the same seven steps.
export function legend(theme, data, { width, height }, steps) {
  const each = width > 420 ? 26 : 18;
  const x = 0;
  const y = height - 14;
  const box = (at, fill) => ({ type: "rect", shape: { x: x + at * each, y: y, width: each, height: 10 }, style: { fill }, silent: true });
  const word = (at, text, align = "left") => ({ type: "text", x: at, y: y - 2, silent: true, style: { text, fill: theme.ink2, fontSize: theme.size * 0.88, fontFamily: theme.font, align } });
  const end = x + steps.length * each;
  const items = [...steps.map((fill, at) => box(at, fill)), word(end + 6, data.scale ?? `0–100% ${data.words.met}`)];
  const at = end + 6 + 86 * theme.em;
  if (at + each + 36 * theme.em < width) {
    items.push({ type: "rect", shape: { x: at, y, width: each, height: 10 }, style: { fill: theme.hatched, stroke: theme.edge }, silent: true }, word(at + each + 6, data.words.unknown));
  }
  return { elements: [{ type: "group", children: items, silent: true }] };
}
