// Where keep.js stores the forms: one copy for each opened form, named by user, address and token.
const ownerOf = (user) => `keep:${user}:`;

export const pageOf = (user) => `${ownerOf(user)}${location.pathname}:`;

export function store(key, fields) {
  localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields }));
}

// The copies of a page, the newest first: {key, at, fields}.
export function copiesOf(page) {
  const copies = keysOf(page).map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) }));
  return copies.sort((one, other) => other.at - one.at);
}

export function forget({ key }) {
  localStorage.removeItem(key);
}

// Forgets the forms that arrived, which the server names once; returns their tokens.
export function forgetSaved(user) {
  const saved = document.cookie.match(/(?<=\bsaved-)[0-9a-f-]{36}(?==1)/g) ?? [];
  const path = location.pathname.replace(/^(\/[^/]+\/).*/, "$1");
  for (const token of saved) document.cookie = `saved-${token}=; max-age=0; path=${path}`;
  for (const key of keysOf(ownerOf(user))) if (saved.some((token) => key.endsWith(token))) forget({ key });
  return saved;
}

function keysOf(start) {
  return Object.keys(localStorage).filter((key) => key.startsWith(start));
}
