// Comparison: sorted, with n, the target drawn; what is not known is hatched and comes last.
import { tooltip, written } from "./theme.js";

export function bars(data, theme, { height }) {
  const known = (item) => item.value !== null;
  const items = [...data.items].sort((a, b) => known(b) - known(a) || b.value - a.value).reverse();
  const top = data.unit === "%" ? 100 : Math.max(...items.map((item) => item.value ?? 0), data.target ?? 0) * 1.1 || 1;
  const colours = { met: theme.metFill, unmet: theme.unmetFill, overdue: theme.overdueFill, due: theme.dueFill };
  return {
    grid: { left: 4, right: 96 * theme.em, top: data.target === undefined ? 4 : 26, bottom: 4, containLabel: true },
    tooltip: { ...tooltip(theme), formatter: ({ data: item }) => `${item.name}\n${written(item.known ? item.value : null, data)}  (n = ${item.n.toLocaleString("en")})` },
    xAxis: { type: "value", min: 0, max: top, axisLabel: { show: false }, splitLine: { show: false } },
    yAxis: {
      type: "category", data: items.map((item) => item.name), axisTick: { show: false }, axisLine: { lineStyle: { color: theme.edge } },
      axisLabel: { color: theme.ink, interval: 0, fontSize: Math.min(theme.size, (height / items.length) * 0.75) },
    },
    series: [{
      type: "bar", barWidth: "62%", cursor: "pointer",
      data: items.map((item) => ({
        ...item, value: known(item) ? item.value : top * 0.06, known: known(item),
        itemStyle: { color: known(item) ? colours[item.status] ?? theme.act : theme.hatched },
        label: { formatter: () => `{value|${written(item.value, data)}}  {n|n = ${item.n.toLocaleString("en")}}` },
      })),
      label: { show: true, position: "right", backgroundColor: theme.paper, padding: [1, 3], rich: { value: { color: theme.ink, fontWeight: 600, fontSize: theme.size * 0.96 }, n: { color: theme.ink3, fontSize: theme.size * 0.88 } } },
      markLine: data.target === undefined ? undefined : {
        z: 1, silent: true, symbol: "none", lineStyle: { color: theme.ink, type: "solid", width: 1.5 },
        label: { position: "end", color: theme.ink2, formatter: `${data.words.target} ${written(data.target, { ...data, digits: 0 })}` }, data: [{ xAxis: data.target }],
      },
    }],
  };
}
