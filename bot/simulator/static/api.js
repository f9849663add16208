// The page's side of /sim/…

const token = document.querySelector('meta[name="simulator-token"]').content;

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.message || `HTTP ${response.status}`);
  return body;
}

export async function get(path, parameters = {}, signal = undefined) {
  const query = new URLSearchParams(parameters);
  return answer(await fetch(`${path}?${query}`, { signal, headers: { Accept: "application/json" } }));
}

export async function post(path, body) {
  const headers = { "Content-Type": "application/json", "X-Simulator-Token": token };
  return answer(await fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

/** A picture the bot named by a public address, as this machine serves it. */
export function picture(url) {
  return `/sim/image?url=${encodeURIComponent(url)}`;
}

/** Opens a link of the bot where it leads on this machine. */
export async function follow(url) {
  const { url: local } = await get("/sim/link", { url });
  window.open(local, "_blank", "noopener,noreferrer");
}
