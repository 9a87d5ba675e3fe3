// A picture to take away says by itself what it shows: title above, note below.
export function savePicture(figure, chart) {
  const scale = 2;
  const style = getComputedStyle(document.documentElement);
  const paper = getComputedStyle(figure).backgroundColor;
  const plot = new Image();
  plot.onload = () => {
    const pad = 24 * scale;
    const canvas = document.createElement("canvas");
    canvas.width = plot.width + 2 * pad;
    canvas.height = plot.height + 5 * pad;
    const pen = canvas.getContext("2d");
    pen.fillStyle = paper;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = getComputedStyle(figure).color;
    pen.font = `600 ${18 * scale}px ${style.fontFamily}`;
    const title = figure.querySelector(".chart__title").textContent;
    pen.fillText(title, pad, pad * 1.6, plot.width);
    pen.font = `${13 * scale}px ${style.fontFamily}`;
    pen.fillText(figure.querySelector(".chart__note")?.textContent ?? "", pad, pad * 2.5, plot.width);
    pen.drawImage(plot, pad, pad * 3.3);
    const link = document.createElement("a");
    link.href = canvas.toDataURL("image/png");
    link.download = `${title}.png`;
    link.click();
  };
  plot.src = chart.getDataURL({ pixelRatio: scale, backgroundColor: paper });
}
