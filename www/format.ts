const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });

/** A count, or a measured number to four digits. */
export function number(value: number): string {
  return (Number.isInteger(value) ? whole : short).format(value);
}

/** A share in per cent, never rounded to "all" or "none" when it is not. */
export function percent(share: number): string {
  const shown = share * 100;
  if (shown > 0 && shown < 0.1) return "under 0.1\u00a0%";
  if (shown > 99 && shown < 100) return `${Math.floor(shown * 10) / 10}\u00a0%`;
  return `${shown > 0 && shown < 1 ? shown.toFixed(1) : whole.format(shown)}\u00a0%`;
}

/** Two significant digits: an error bar pretends to no more. */
export function error(value: number): string {
  return new Intl.NumberFormat("en", { maximumSignificantDigits: 2 }).format(value);
}

/** A noisy number of patients: whole, as it was drawn. */
export function count(value: number): string {
  return whole.format(value);
}

/** A noisy value to the digits that its error leaves meaningful. */
export function rounded(value: number, margin: number): string {
  const digits = margin > 0 ? Math.max(0, 1 - Math.floor(Math.log10(margin))) : 3;
  const options = {
    minimumFractionDigits: Math.min(digits, 10),
    maximumFractionDigits: Math.min(digits, 10),
  };
  return new Intl.NumberFormat("en", options).format(value);
}

/** A noisy share in per cent, to the digits that its error leaves meaningful. */
export function noisyPercent(share: number, margin: number): string {
  return `${rounded(100 * share, 100 * margin)}\u00a0%`;
}

export function bytes(size: number): string {
  const units = ["bytes", "KB", "MB", "GB"];
  const power = Math.min(Math.floor(Math.log10(Math.max(size, 1)) / 3), units.length - 1);
  return `${short.format(size / 1000 ** power)} ${units[power]}`;
}

export function plural(count: number, one: string, many: string): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** "age, sex and postcode", cut to the `first` few when there are two or more beyond them. */
export function list(names: string[], first = 5): string {
  const more = names.length - first;
  const shown = more > 1 ? [...names.slice(0, first), `${more} more`] : names;
  return new Intl.ListFormat("en").format(shown);
}

/** An ε, δ, ρ or a sum of them. */
export function epsilon(value: number): string {
  const digits = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
  return value > 0 && value < 1e-4 ? value.toExponential(0) : digits.format(value);
}
