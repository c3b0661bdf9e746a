// The network and its faults.

/** Fills the section; `reveal()` makes its tab available. */
export function mountNetwork(section, { reveal }) {
}
