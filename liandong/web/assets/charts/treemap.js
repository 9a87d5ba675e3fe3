// Area is the number of units, colour the share that meets the duty. A click opens the unit.
import { tooltip } from "./theme.js";
import { legend, look, told } from "./tree.js";

export function treemap(data, theme, size) {
  // A name is written where about three characters of it have room.
  const side = (n) => Math.sqrt((n / (data.root.n || 1)) * size.width * size.height);
  const node = (from, depth) => {
    const { fill, ink } = look(from, theme);
    return {
      ...from, value: Math.max(from.n, 0.3), itemStyle: { color: fill },
      label: { color: ink, show: side(from.n) > theme.size * 4 }, upperLabel: { color: theme.ink, fontSize: side(from.n) > theme.size * 5 ? theme.size * 0.92 : theme.size * 0.8 },
      children: depth ? from.children.map((child) => node(child, depth - 1)) : undefined,
    };
  };
  return {
    tooltip: { ...tooltip(theme), formatter: ({ data: item }) => told(item, data) },
    graphic: legend(theme, data, size, theme.steps),
    series: [{
      type: "treemap", data: data.root.children.map((child) => node(child, 1)), roam: false, nodeClick: false, breadcrumb: { show: false },
      left: 0, right: 0, top: 0, bottom: 26, animation: false, cursor: "pointer",
      label: { show: true, overflow: "truncate", fontSize: theme.size * 0.92, lineHeight: theme.size * 1.2, padding: [2, 4], position: "insideTopLeft", distance: 2 },
      upperLabel: { show: true, height: theme.size * 1.7, fontSize: theme.size * 0.92, fontWeight: 600, overflow: "truncate" },
      levels: [
        { itemStyle: { gapWidth: 3, borderWidth: 0, borderColor: theme.paper }, upperLabel: { show: false } },
        { itemStyle: { gapWidth: 1, borderWidth: 2, borderColor: theme.paper }, upperLabel: { show: true } },
        { itemStyle: { gapWidth: 1, borderColor: theme.paper, borderWidth: 0 } },
      ],
    }],
  };
}
