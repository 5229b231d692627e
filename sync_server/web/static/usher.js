// What every page may need. Pages work without it.

// A mail's token stands behind the #, which is never sent: put it into the form.
const token = new URLSearchParams(location.hash.slice(1)).get("token");
const field = document.getElementById("f-token");
if (token && field) {
  field.value = token;
  history.replaceState(null, "", location.pathname);
}
