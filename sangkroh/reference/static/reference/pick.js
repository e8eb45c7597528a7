// Shows the places or animals that a typed name may mean, as the same choices the server gives.
const WAIT = 250;

function choice(name, hit, toIdentify) {
  const row = document.createElement("div");
  const label = document.createElement("label");
  const radio = document.createElement("input");
  const text = document.createElement("span");
  radio.type = "radio";
  radio.name = `${name}-pick`;
  radio.value = hit.id;
  text.textContent = hit.open ? `${hit.label} · ${toIdentify}` : hit.label;
  label.append(radio, " ", text);
  row.append(label);
  return row;
}

function watch(box) {
  const { pick: address, name, toIdentify } = box.dataset;
  const input = box.querySelector("input[type=text]");
  const of = box.querySelector("input[type=hidden]");
  const choices = box.querySelector(".choices");
  let timer;
  let asked = 0;

  async function ask() {
    const text = input.value.trim();
    const mine = ++asked;
    if (text.length < 2) return choices.replaceChildren();
    try {
      const answer = await fetch(`${address}?q=${encodeURIComponent(text)}`);
      if (!answer.ok || mine !== asked) return;
      const { hits } = await answer.json();
      of.value = text;
      choices.replaceChildren(...hits.map((hit) => choice(name, hit, toIdentify)));
    } catch {
      // Without a connection the form still goes as typed, and the server asks.
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  choices.addEventListener("change", () => { of.value = input.value.trim(); });
}

for (const box of document.querySelectorAll("[data-pick]:not([data-watched])")) {
  box.dataset.watched = "";
  watch(box);
}
