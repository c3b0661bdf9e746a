// Numbers and times as they are shown.

/** "12 bytes", "141.6 kB". */
export function bytes(number) {
  if (number === 1) {
    return '1 byte';
  }
  return number < 10_000 ? `${number.toLocaleString('en')} bytes` : `${(number / 1000).toLocaleString('en',
    { minimumFractionDigits: 1, maximumFractionDigits: 1 })} kB`;
}

/** The time of day, and the date when it is another one than today. */
export function time(instant) {
  const at = new Date(instant);
  const clock = at.toLocaleTimeString('en-GB');
  return at.toDateString() === new Date().toDateString() ? clock
    : `${at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })}, ${clock}`;
}
