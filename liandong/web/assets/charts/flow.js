// People moving: from left to right, as broad as they are many. What goes to none of ours is grey.
import { tooltip } from "./theme.js";

// 中共海口市委员会 → 海口市: what the picture has room for; the table says it in full.
const short = (name) => name.replace(/^中共(.+?)(工作)?委员会$/, "$1");

export function flow(data, theme, size) {
  const many = (n) => `${n.toLocaleString("en")} ${data.unit}`;
  // The same place stands on both sides: once as where they left, once as where they live.
  const node = (side, depth) => ({ key, name, url, away }) => ({
    name: `${side}${key}`, shown: short(name), url, depth,
    itemStyle: { color: away ? theme.ink3 : theme.act },
    label: { position: depth ? "left" : "right" },
  });
  const nodes = [...data.from.map(node("<", 0)), ...data.to.map(node(">", 1))];
  const shown = new Map(nodes.map((one) => [one.name, one.shown]));
  const away = new Set(data.to.filter((one) => one.away).map((one) => one.key));
  const links = data.links.map(({ from, to, n }) => ({
    source: `<${from}`, target: `>${to}`, value: n,
    lineStyle: { color: away.has(to) ? theme.ink3 : theme.act, opacity: from === to ? 0.16 : 0.34 },
  }));
  const rows = Math.max(data.from.length, data.to.length, 1);
  const font = Math.min(theme.size, Math.max(9, (size.height / rows) * 0.72));
  return {
    tooltip: {
      ...tooltip(theme),
      formatter: ({ dataType, data: item, value }) => (dataType === "edge"
        ? `${shown.get(item.source)} → ${shown.get(item.target)}\n${many(item.value)}`
        : data.sums ? `${item.shown}\n${many(value)}` : item.shown),
    },
    series: [{
      type: "sankey", left: 4, right: 4, top: 6, bottom: 6, nodeWidth: 10, nodeGap: Math.min(10, size.height / rows / 3),
      layoutIterations: 0, draggable: false, data: nodes, links, cursor: "pointer",
      label: { color: theme.ink, fontSize: font, formatter: ({ data: item, value }) => (data.sums ? `${item.shown} ${value.toLocaleString("en")}` : item.shown), width: size.width / 2 - 40, overflow: "truncate", textBorderColor: theme.paper, textBorderWidth: 3 },
      labelLayout: { hideOverlap: true },
      emphasis: { focus: "adjacency", lineStyle: { opacity: 0.6 } },
    }],
  };
}
