// Time as a line: the target drawn, gaps where nothing is known, the last value written out.
import { tooltip, written } from "./theme.js";

export function trend(data, theme) {
  const colours = [theme.act, theme.metFill, theme.dueFill, theme.ink3];
  // Few days are each named, and each value written out; many share an axis of months.
  const days = [...new Set(data.series.flatMap((line) => line.points.map(([day]) => day)))];
  const few = days.length <= 4;
  const axis = few ? { customValues: days.map((day) => Date.parse(day)), formatter: "{yyyy}-{MM}-{dd}" } : { formatter: "{yyyy}-{MM}" };
  return {
    grid: { left: 8, right: (few ? 48 : 72) * theme.em, top: 24, bottom: 8, containLabel: true },
    tooltip: {
      ...tooltip(theme), trigger: "axis",
      axisPointer: { lineStyle: { color: theme.lineFirm } },
      formatter: (rows) => [rows[0].axisValueLabel, ...rows.map((row) => `${row.seriesName}  ${written(row.value[1], data)}  (n = ${row.value[2]?.toLocaleString("en") ?? ""})`)].join("\n"),
    },
    xAxis: {
      type: "time", axisLine: { lineStyle: { color: theme.edge } }, axisTick: { show: false },
      axisLabel: { color: theme.ink2, hideOverlap: true, ...axis }, splitLine: { show: false },
    },
    yAxis: {
      type: "value", min: data.unit === "%" ? 0 : undefined, max: data.unit === "%" ? 100 : undefined,
      axisLabel: { color: theme.ink2, formatter: (value) => written(value, { ...data, digits: 0 }) }, splitLine: { lineStyle: { color: theme.line } },
    },
    series: data.series.map((line, at) => ({
      type: "line", name: line.name, symbol: "circle", symbolSize: 8, connectNulls: false,
      lineStyle: { width: 2.5, color: line.open ? colours[0] : colours[at % 4], type: line.open ? "dashed" : "solid" }, itemStyle: { color: line.open ? theme.paper : colours[at % 4], borderColor: line.open ? colours[0] : theme.paper, borderWidth: line.open ? 2 : 1.5 },
      data: line.points.map((value, nth) => ({ value, symbol: line.open && !nth ? "none" : undefined, label: { position: value[1] > 85 ? "bottom" : "top", align: value[0] === days[0] ? "left" : "center" } })),
      label: { show: few && data.series.length === 1, color: theme.ink, fontWeight: 600, formatter: (row) => written(row.value[1], data) },
      endLabel: { show: !few || data.series.length > 1, color: theme.ink, fontWeight: 600, formatter: (row) => written(row.value[1], data) },
      markLine: at || data.target === undefined ? undefined : {
        silent: true, symbol: "none", lineStyle: { color: theme.ink, type: "solid", width: 2 },
        label: { position: "insideStartTop", color: theme.ink2, formatter: `${data.words.target} ${written(data.target, { ...data, digits: 0 })}` },
        data: [{ yAxis: data.target }],
      },
    })),
  };
}
