// Time as a line: the target drawn, gaps where nothing is known, the last value written out.
import { tooltip, written } from "./theme.js";

export function trend(data, theme) {
  const colours = [theme.act, theme.metFill, theme.dueFill, theme.ink3];
  return {
    grid: { left: 8, right: 72 * theme.em, top: 24, bottom: 8, containLabel: true },
    tooltip: {
      ...tooltip(theme), trigger: "axis",
      axisPointer: { lineStyle: { color: theme.lineFirm } },
      formatter: (rows) => [rows[0].axisValueLabel, ...rows.map((row) => `${row.seriesName}  ${written(row.value[1], data)}  (n = ${row.value[2]?.toLocaleString("en") ?? ""})`)].join("\n"),
    },
    xAxis: {
      type: "time", axisLine: { lineStyle: { color: theme.edge } }, axisTick: { show: false },
      axisLabel: { color: theme.ink2, hideOverlap: true, formatter: "{yyyy}-{MM}" }, splitLine: { show: false },
    },
    yAxis: {
      type: "value", min: data.unit === "%" ? 0 : undefined, max: data.unit === "%" ? 100 : undefined,
      axisLabel: { color: theme.ink2, formatter: (value) => written(value, { ...data, digits: 0 }) }, splitLine: { lineStyle: { color: theme.line } },
    },
    series: data.series.map((line, at) => ({
      type: "line", name: line.name, data: line.points, symbol: "circle", symbolSize: 8, connectNulls: false,
      lineStyle: { width: 2.5, color: colours[at % 4] }, itemStyle: { color: colours[at % 4], borderColor: theme.paper, borderWidth: 1.5 },
      endLabel: { show: true, color: theme.ink, fontWeight: 600, formatter: (row) => written(row.value[1], data) },
      markLine: at || data.target === undefined ? undefined : {
        silent: true, symbol: "none", lineStyle: { color: theme.ink, type: "solid", width: 2 },
        label: { position: "insideStartTop", color: theme.ink2, formatter: `${data.words.target} ${written(data.target, { ...data, digits: 0 })}` },
        data: [{ yAxis: data.target }],
      },
    })),
  };
}
