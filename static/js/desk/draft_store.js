// Where browser_draft.js stores forms: one copy for each opened form, named by user, address and token. An open tab
// holds a lock, so that what is being written in it is offered in no other.
const TAB = crypto.randomUUID();
navigator.locks.request(TAB, () => new Promise(() => {})); // until the tab is left

const ownerOf = (user) => `draft:${user}:`;

export const pageOf = (user) => `${ownerOf(user)}${location.pathname}:`;

export function store(key, fields) {
  localStorage.setItem(key, JSON.stringify({ at: Date.now(), tab: TAB, fields }));
}

// The copies of a page that no open tab is writing, the newest first: {key, at, fields}.
export async function copiesOf(page) {
  const { held } = await navigator.locks.query();
  const open = new Set(held.map(({ name }) => name));
  const copies = keysOf(page).map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) }));
  return copies.filter(({ tab }) => !open.has(tab)).sort((one, other) => other.at - one.at);
}

export function forget(key) {
  localStorage.removeItem(key);
}

// What the server says of a form that it has saved: {stays, address, version, joined}, or undefined.
export function acknowledgementOf(token) {
  const [, saved] = document.cookie.match(`saved-${token}=([^;]*)`) ?? [];
  return saved && JSON.parse(decodeURIComponent(saved));
}

// Forgets the forms that are saved, which the server names once.
export function forgetSaved(user) {
  const saved = document.cookie.match(/(?<=\bsaved-)[0-9a-f-]{36}(?==)/g) ?? [];
  const path = location.pathname.replace(/^(\/[^/]+\/).*/, "$1");
  for (const token of saved) document.cookie = `saved-${token}=; max-age=0; path=${path}`;
  for (const key of keysOf(ownerOf(user))) if (saved.some((token) => key.endsWith(token))) forget(key);
}

function keysOf(start) {
  return Object.keys(localStorage).filter((key) => key.startsWith(start));
}
