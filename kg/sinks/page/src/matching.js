// Which facts pass the filters, and which of them are drawn.

export const FILTERS = ["types", "statuses", "kinds", "country", "sources", "from", "to", "oneSided"];

/** The filters of a page just opened: all that is told as having happened, of all days, between two sides. */
export function startingFilters(data) {
  const days = [...new Set(data.facts.date.filter((day) => day != null))].sort((a, b) => a - b);
  return {
    types: new Set(data.types.keys()),
    statuses: new Set([data.asserted]),
    kinds: new Set(data.kinds.keys()),
    country: "",
    sources: 1,
    days,
    from: days[0],
    to: days[days.length - 1],
    oneSided: false,
  };
}

/** A test of a fact against the filters. Undated facts pass only while all days are shown. */
export function passes(data, state) {
  const { facts, nodes } = data;
  const allDays = state.from === state.days[0] && state.to === state.days[state.days.length - 1];
  const kindShown = (node) => node < 0 || state.kinds.has(nodes.kind[node]);
  const inCountry = (node) => node >= 0 && nodes.country[node] === state.country;
  return (fact) => {
    const [source, target, day] = [facts.source[fact], facts.target[fact], facts.date[fact]];
    return (
      state.types.has(facts.type[fact]) &&
      state.statuses.has(facts.status[fact]) &&
      facts.sources[fact] >= state.sources &&
      (allDays || (day != null && day >= state.from && day <= state.to)) &&
      kindShown(source) &&
      kindShown(target) &&
      (!state.country || inCountry(source) || inCountry(target))
    );
  };
}

/** The facts that pass (by number) in a table of flags, with how many there are. */
export function matching(data, state) {
  const test = passes(data, state);
  const flags = Uint8Array.from(data.facts.type, (_, fact) => Number(test(fact)));
  return { flags, total: flags.reduce((sum, flag) => sum + flag, 0) };
}
