// A list of tabs as the ARIA practices describe it: one stop for Tab, arrow keys, Home and End move within.

/**
 * Makes the tabs of a tab list work; each tab names its panel in `aria-controls`. `changed(name)` is called with the id
 * of the panel that is shown from now on. Returns a function that selects a tab by the id of its panel.
 */
export function tabs(list, changed = () => {}) {
  const all = [...list.querySelectorAll('[role="tab"]')];
  const panelOf = (tab) => document.getElementById(tab.getAttribute('aria-controls'));
  const available = () => all.filter((tab) => !tab.hidden);

  function select(chosen) {
    for (const tab of all) {
      const selected = tab === chosen;
      tab.setAttribute('aria-selected', String(selected));
      tab.tabIndex = selected ? 0 : -1;
      panelOf(tab).hidden = !selected;
    }
    changed(panelOf(chosen).id);
  }

  list.addEventListener('click', (event) => {
    const tab = event.target.closest('[role="tab"]');
    if (tab) {
      select(tab);
    }
  });
  list.addEventListener('keydown', (event) => {
    const tabsNow = available();
    const at = tabsNow.indexOf(event.target.closest('[role="tab"]'));
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabsNow.length - 1 }[event.key];
    if (at >= 0 && next !== undefined) {
      event.preventDefault();
      const tab = tabsNow[(next + tabsNow.length) % tabsNow.length];
      select(tab);
      tab.focus();
    }
  });
  return (panel) => select(all.find((tab) => panelOf(tab).id === panel));
}
