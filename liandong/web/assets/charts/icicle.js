// The tree from left (the unit) to right (its parts): height is the number of units, colour the
// share that meets the duty. A click opens the unit.
import { tooltip } from "./theme.js";
import { legend, look, told } from "./tree.js";

function flatten(node, depth, from, rows) {
  rows.push({ ...node, children: undefined, value: [depth, from, from + node.n] });
  let start = from;
  for (const child of node.children) {
    flatten(child, depth + 1, start, rows);
    start += child.n;
  }
  return rows;
}

export function icicle(data, theme, size) {
  const rows = flatten(data.root, 0, 0, []);
  const depths = Math.max(...rows.map((row) => row.value[0])) + 1;
  const height = size.height - 30;
  const widths = depths === 1 ? [1] : [0.6, ...Array(depths - 1).fill((depths - 0.6) / (depths - 1))];
  const left = (depth) => widths.slice(0, depth).reduce((sum, part) => sum + part, 0) / depths * size.width;
  return {
    tooltip: { ...tooltip(theme), formatter: ({ data: item }) => told(item, data) },
    graphic: legend(theme, data, size, theme.steps),
    series: [{
      type: "custom", coordinateSystem: "none", data: rows, cursor: "pointer",
      renderItem(_params, api) {
        const row = rows[_params.dataIndex];
        const [depth, from, to] = row.value;
        const total = data.root.n || 1;
        const shape = { x: left(depth), y: (from / total) * height, width: left(depth + 1) - left(depth) - 1.5, height: Math.max(((to - from) / total) * height - 1, 0.75) };
        const { fill, ink } = look(row, theme);
        const font = Math.min(theme.size, shape.height - 1);
        return {
          type: "rect", shape, style: { fill }, emphasis: { style: { stroke: theme.ink, lineWidth: 2 } },
          textContent: font < 9.5 ? undefined : { type: "text", style: { text: row.name, fill: ink, fontSize: font, fontFamily: theme.font, width: shape.width - 12, overflow: "truncate", fontWeight: depth ? 400 : 600 } },
          textConfig: { position: "insideLeft", distance: 6 },
        };
      },
    }],
  };
}
