// The small menu on a value, the same wherever a value stands: only this, leave out, its sentences. It stands in front of the files that use it.
// menu: {name, f: [[field in words, name, "field\u001fvalue"]], more: [[label, act]], show: selector or ""}; choose(act, value): "only", "not", "show", or of more.
function valueMenu(root, opener, menu, choose, at) {
  for (const old of root.querySelectorAll(".valuemenu")) old.remove();
  const box = document.createElement("div");
  box.className = "valuemenu";
  box.popover = "auto";
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", menu.name);
  const add = (parent, label, spoken, act, value) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    if (spoken) button.setAttribute("aria-label", spoken);
    button.onclick = (event) => { event.stopPropagation(); box.hidePopover(); choose(act, value); };
    parent.appendChild(button);
  };
  for (const [label, act] of menu.more || []) add(box, label, "", act, "");
  for (const [field, name, value] of menu.f || []) {
    const line = document.createElement("div"), words = document.createElement("p"), strong = document.createElement("strong");
    strong.textContent = name;
    words.append(field + ": ", strong);
    line.className = "choices";
    add(line, "Only this", `Show only ${field.toLowerCase()} ${name}`, "only", value);
    add(line, "Leave out", `Leave out ${field.toLowerCase()} ${name}`, "not", value);
    box.append(words, line);
  }
  if (menu.show) add(box, "See the sentences", `See the sentences of ${menu.name}`, "show", menu.show);
  box.ontoggle = (event) => {
    if (event.newState !== "closed") return;
    const back = box.contains(root.getRootNode().activeElement);
    box.remove();
    if (back && opener.isConnected) opener.focus({ preventScroll: true });
  };
  root.appendChild(box);
  box.showPopover();
  const from = at || opener.getBoundingClientRect(), wide = document.documentElement.clientWidth, high = window.innerHeight;
  box.style.left = Math.max(8, Math.min(from.left, wide - box.offsetWidth - 8)) + "px";
  box.style.top = (from.bottom + 4 + box.offsetHeight < high ? from.bottom + 4 : Math.max(8, from.top - box.offsetHeight - 4)) + "px";
  box.querySelector("button").focus({ preventScroll: true });
}

function moreButton(root, menu, choose) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "more";
  button.textContent = "⋯";
  button.title = "Filter by this";
  button.setAttribute("aria-label", "Filter by " + menu.name);
  button.setAttribute("aria-haspopup", "true");
  button.dataset.id = "more:" + (menu.f.length ? menu.f.map((entry) => entry[2]).join() : menu.show);
  button.onclick = (event) => { event.stopPropagation(); valueMenu(root, button, menu, choose); };
  return button;
}
