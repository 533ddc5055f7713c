/** Reads JSON from the server. */
export async function get(path) {
  const response = await fetch(`/api${path}`);
  if (!response.ok) throw new Error(`画面のデータを読み込めませんでした（${response.status}）。`);
  return response.json();
}

/** Sends a form to the server; true when it was stored. */
export async function post(path, value) {
  try {
    const response = await fetch(`/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(value),
    });
    return response.ok;
  } catch {
    return false;
  }
}
