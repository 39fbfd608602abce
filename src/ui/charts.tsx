import type { Child } from 'hono/jsx';
import type { Tone } from './parts.tsx';

/**
 * Charts as the server draws them: bars are SVG, words are text of the page, so that they keep their size on a phone and are read
 * aloud. A chart never stands alone: the table with the same numbers follows it.
 */
export interface BarPart { readonly value: number; readonly tone: Tone }
export interface BarRow { readonly label: Child; readonly parts: readonly BarPart[]; readonly note: Child }

/** One bar a row, each as long as `max` says; parts side by side. */
export const BarRows = ({ label, rows, max, legend, tall }: { label: string; rows: readonly BarRow[]; /** The label above its bar: for long ones in a narrow card. */ tall?: boolean | undefined; /** The value of a full width; unset: each bar is full. */ max?: number; legend: readonly { readonly tone: Tone; readonly label: string }[] }) =>
  <figure class="chart" aria-label={label}>
    <Legend legend={legend} />
    <ul class={tall ? 'bar-rows tall' : 'bar-rows'}>{rows.map((row) => {
      const sum = row.parts.reduce((total, part) => total + part.value, 0), whole = Math.max(max ?? sum, 1e-9);
      let x = 0;
      return <li><span class="bar-label">{row.label}</span>
        <svg viewBox="0 0 100 10" preserveAspectRatio="none" height="16" aria-hidden="true"><rect class="bar-ground" width="100" height="10" />{row.parts.filter((part) => part.value > 0).map((part) => {
          const width = (part.value / whole) * 100, at = x;
          x += width;
          return <rect class={`fill-${part.tone}`} x={at.toFixed(2)} width={width.toFixed(2)} height="10" />;
        })}</svg>
        <span class="bar-note">{row.note}</span></li>;
    })}</ul>
  </figure>;

export interface ColumnBar { readonly label: Child; readonly value: number | null; readonly text: string; readonly tone?: Tone; /** What happened just before this column, e.g. a reorganisation. */ readonly mark?: string | null; /** Still running. */ readonly open?: boolean }

/** Columns over time; the highest is `max`. A mark is a dashed line before its column, with its words beneath the chart. */
export const Columns = ({ label, bars, max }: { label: string; bars: readonly ColumnBar[]; max?: number }) => {
  const top = Math.max(max ?? 0, ...bars.map((bar) => bar.value ?? 0), 1e-9), marks = bars.filter((bar) => bar.mark);
  return <figure class="chart" aria-label={label}>
    <div class="scroll" tabindex={0} role="group" aria-label={`Biểu đồ: ${label}`}><ul class="column-bars">{bars.map((bar) => {
      const height = ((bar.value ?? 0) / top) * 100;
      return <li class={bar.mark ? 'marked' : ''}><b>{bar.text}</b>
        <svg viewBox="0 0 10 100" preserveAspectRatio="none" height="150" aria-hidden="true"><rect class={`fill-${bar.tone ?? 'info'}${bar.open ? ' still-open' : ''}`} y={(100 - height).toFixed(2)} width="10" height={height.toFixed(2)} /></svg>
        <span>{bar.label}</span></li>;
    })}</ul></div>
    {marks.length ? <figcaption class="small">{marks.map((bar) => <span><span class="mark-key" aria-hidden="true" /> {bar.mark}</span>)}</figcaption> : null}
  </figure>;
};

const Legend = ({ legend }: { legend: readonly { readonly tone: Tone; readonly label: string }[] }) =>
  <p class="chart-legend small">{legend.map((one) => <span><svg width="12" height="12" viewBox="0 0 10 10" aria-hidden="true"><rect class={`fill-${one.tone}`} width="10" height="10" rx="2" /></svg> {one.label}</span>)}</p>;
