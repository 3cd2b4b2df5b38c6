// Reads the measurements: medians over the repeats, and figures as people read them.

/** @param {{ results: Record<string, Record<string, object[]>> }} measured */
export function reader({ results }) {
  const reports = (id, subject) => (results[id]?.[subject] ?? []).filter((report) => !report.error);

  /** The values of a figure in all repeats. */
  const values = (id, subject, name) =>
    reports(id, subject)
      .map((report) => report.figures.find((figure) => figure.name === name)?.value)
      .filter((value) => value !== undefined);

  return {
    /** The median of a figure; undefined when it was not measured. */
    median: (id, name, subject = 'kith') => median(values(id, subject, name)),
    /** The first report of all: the conditions of all reports are the same. */
    conditions: Object.values(results)
      .flatMap((subjects) => Object.values(subjects).flat())
      .find((report) => !report.error)?.conditions,
    /** Why runs failed. */
    failures: Object.entries(results).flatMap(([id, subjects]) =>
      Object.entries(subjects).flatMap(([subject, all]) =>
        all.filter((report) => report.error).map((report) => `${id}, ${subject}: ${report.error}`),
      ),
    ),
    /** The processor time of programs outside the measurement, as a share of a core, in each run. */
    others: Object.values(results)
      .flatMap((subjects) => Object.values(subjects).flat())
      .flatMap((report) => report.figures?.filter(({ name }) => name === 'others_cpu').map(({ value }) => value) ?? []),
  };
}

/** The middle value; undefined of an empty list. */
export function median(values) {
  if (values.length === 0) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Two or three digits, and thousands apart. */
export function digits(value) {
  if (value === undefined) return '–';
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en-US');
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}

/** A number of things. */
export function count(value) {
  return value === undefined ? '–' : Math.round(value).toLocaleString('en-US');
}

/** A ratio, as a factor. */
export function times(value, base) {
  return value === undefined || !base ? '–' : `${digits(value / base)}×`;
}

export const MIB = 1024 * 1024;

/** A table in Markdown. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, at) => (at === 0 ? '---' : '---:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}
