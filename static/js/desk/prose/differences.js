// The blocks of one text that stand otherwise in another, as [{from, to, nodes}]: between those that both have.
export function differences(one, other) {
  const [ours, theirs] = [one, other].map(({ content }) => content.content);
  const changes = [];
  let at = 0, i = 0, j = 0;
  for (const [nextI, nextJ] of [...common(ours, theirs), [ours.length, theirs.length]]) {
    const from = at;
    for (; i < nextI; i += 1) at += ours[i].nodeSize;
    if (from < at || j < nextJ) changes.push({ from, to: at, nodes: theirs.slice(j, nextJ) });
    at += ours[i]?.nodeSize ?? 0;
    [i, j] = [nextI + 1, nextJ + 1];
  }
  return changes;
}

// Their longest common subsequence, as pairs of places.
function common(ours, theirs) {
  const length = Array.from({ length: ours.length + 1 }, () => new Array(theirs.length + 1).fill(0));
  for (let i = ours.length - 1; i >= 0; i -= 1) {
    for (let j = theirs.length - 1; j >= 0; j -= 1) {
      length[i][j] = ours[i].eq(theirs[j]) ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
    }
  }
  const pairs = [];
  for (let i = 0, j = 0; i < ours.length && j < theirs.length;) {
    if (ours[i].eq(theirs[j])) pairs.push([i++, j++]);
    else if (length[i + 1][j] >= length[i][j + 1]) i += 1;
    else j += 1;
  }
  return pairs;
}
