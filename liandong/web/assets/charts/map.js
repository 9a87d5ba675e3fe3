// Hainan: the island large, and the whole province with 三沙 in an inset. A sketch, and said so.
import { inkOn, shareColour, tooltip, written } from "./theme.js";
import { legend } from "./tree.js";

const SANSHA = "460300";
// How many is neither good nor bad: one hue, the more the darker.
const COUNTS = ["#d3e1ee", "#b6cee4", "#97b8d8", "#759fcb", "#447bb2", "#174f86"];
const known = new Map();

async function shapes(url, echarts) {
  if (!known.has(url)) {
    known.set(url, fetch(url).then((answer) => answer.json()).then((all) => {
      for (const area of all.features) area.properties.code = area.id;
      const island = { ...all, features: all.features.filter((area) => area.id !== SANSHA) };
      echarts.registerMap("hainan-island", structuredClone(island));
      echarts.registerMap("hainan-whole", structuredClone(all));
      return all.features.map((area) => ({ code: area.id, name: area.properties.name }));
    }));
  }
  return known.get(url);
}

export async function map(data, theme, size) {
  const areas = await shapes(data.shapes, size.echarts);
  const given = new Map(data.items.map((item) => [item.code.padEnd(6, "0").slice(0, 6), item]));
  const top = data.unit === "%" ? 100 : Math.max(...data.items.map((item) => item.value ?? 0)) || 1;
  const steps = data.counts ? COUNTS : theme.steps;
  const items = areas.map(({ code, name }) => {
    const item = given.get(code);
    const value = item?.value ?? null;
    const fill = value === null ? theme.hatched : shareColour(value / top, { steps });
    return {
      ...item, name, shown: item?.name ?? name, share: value, value: value ?? undefined,
      itemStyle: { areaColor: fill }, label: { color: value === null ? theme.ink : inkOn(fill) },
      emphasis: { itemStyle: { areaColor: fill, borderColor: theme.ink, borderWidth: 2 } },
    };
  });
  const roomy = size.width > 420;
  // At this size the islands of 三沙 are dots: a firm rim in their own colour keeps them in sight.
  const dots = items.map((item) => (item.code?.startsWith("4603")
    ? { ...item, itemStyle: { ...item.itemStyle, borderWidth: 2.5, borderJoin: "round", borderColor: item.share === null ? theme.hatch : item.itemStyle.areaColor } }
    : item));
  const series = (name, box, labels, line, rows) => ({
    type: "map", map: name, data: rows, nameProperty: "name", roam: false, selectedMode: false, cursor: "pointer", ...box,
    itemStyle: { borderColor: theme.paper, borderWidth: line, areaColor: theme.hatched },
    label: { show: labels, fontSize: theme.size * 0.84, formatter: ({ name: full }) => full.replace(/(黎族|苗族)*自治县$|[市县]$/, "") },
    emphasis: { label: { show: labels, fontWeight: 600 }, itemStyle: { borderColor: theme.ink, borderWidth: 2 } },
  });
  const inset = { width: roomy ? 118 : 92, height: roomy ? 150 : 116 };
  const frame = { x: size.width - inset.width - 2, y: size.height - inset.height - 26 };
  const scale = data.counts ? `0–${top.toLocaleString("en")} ${data.unit}` : undefined;
  const sketch = legend(theme, { ...data, scale }, size, steps);
  sketch.elements.push(
    { type: "rect", silent: true, shape: { ...frame, ...inset }, style: { fill: "transparent", stroke: theme.lineFirm } },
    { type: "text", silent: true, x: frame.x + 6, y: frame.y + 5, style: { text: "三沙市", fill: theme.ink2, fontSize: theme.size * 0.84, fontFamily: theme.font } },
    { type: "text", silent: true, x: size.width - 2, y: 2, style: { text: data.words.sketch, fill: theme.ink2, fontSize: theme.size * 0.88, fontFamily: theme.font, align: "right" } },
  );
  return {
    tooltip: { ...tooltip(theme), formatter: ({ data: item }) => (item ? `${item.shown}\n${written(item.share, data)}${item.n === undefined ? "" : `  (n = ${item.n.toLocaleString("en")})`}` : "") },
    graphic: sketch,
    series: [
      series("hainan-island", { left: 16, top: 4, width: size.width - (roomy ? inset.width * 0.75 + 16 : 32), height: size.height - (roomy ? 34 : inset.height + 34) }, true, 1, items),
      series("hainan-whole", { left: frame.x + 5, top: frame.y + 22, width: inset.width - 10, height: inset.height - 28 }, false, 0.4, dots),
    ],
  };
}
