// What every page may need. Pages work without it.

// A mail's token stands behind the #, which is never sent: put it into the form.
const token = new URLSearchParams(location.hash.slice(1)).get("token");
const field = document.getElementById("f-token");
if (token && field) {
  field.value = token;
  history.replaceState(null, "", location.pathname);
}

// Something that takes a while: look again every second until it is done.
const slow = document.querySelector("[data-refresh]");
if (slow) {
  const look = async () => {
    try {
      const answer = await fetch(slow.dataset.refresh, { headers: { "X-Part": "1" } });
      if (answer.status === 401) { location.reload(); return; }
      if (answer.ok) slow.innerHTML = await answer.text(); // our own page, escaped by the server
    } catch { /* no network for a moment: the next look tells */ }
    if (slow.querySelector("[data-busy]")) setTimeout(look, 1000);
  };
  setTimeout(look, 700);
}
