// Pictures, loaded after the content. Each draws from the JSON beside it and follows the theme.
import { BarChart, CustomChart, LineChart, MapChart, SankeyChart, TreemapChart } from "echarts/charts";
import { GeoComponent, GraphicComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer } from "echarts/renderers";
import { bars } from "./bars.js";
import { flow } from "./flow.js";
import { icicle } from "./icicle.js";
import { map } from "./map.js";
import { savePicture } from "./picture.js";
import { readTheme } from "./theme.js";
import { treemap } from "./treemap.js";
import { trend } from "./trend.js";

echarts.use([BarChart, CustomChart, LineChart, MapChart, SankeyChart, TreemapChart, GeoComponent, GraphicComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, LabelLayout, CanvasRenderer]);

const KINDS = { trend, bars, treemap, icicle, map, flow };

export function draw(figure) {
  figure.dataset.drawn = "";
  const plot = figure.querySelector("[data-plot]");
  const data = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
  const chart = echarts.init(plot, null, { renderer: "canvas" });
  const make = KINDS[figure.dataset.chart];
  const show = async () => {
    const theme = readTheme();
    const option = await make(data, theme, { width: plot.clientWidth, height: plot.clientHeight, echarts });
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: theme.font, fontSize: theme.size, color: theme.ink },
      ...option,
    }, true);
    figure.dataset.shown = "";
  };
  show();
  chart.on("click", ({ data: item }) => { if (item?.url) window.location.assign(item.url); });
  let width = plot.clientWidth;
  new ResizeObserver(() => {
    if (plot.clientWidth === width) return;
    width = plot.clientWidth;
    chart.resize();
    show();
  }).observe(plot);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  const button = figure.querySelector("[data-png]");
  button.hidden = false;
  button.addEventListener("click", () => savePicture(figure, chart));
}
