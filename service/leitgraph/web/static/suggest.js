// Search as you type for the fields of the check form: a combobox with a list (WAI-ARIA 1.2).
// What is found comes from /api/v1/suggest; where that has nothing, from the field's own datalist.
// Without this script the fields offer their datalist.

const REMOTE = new Set(["ziel", "einheit", "raum", "produkt", "konzept", "projekt", "vorlage"]);
const NAMED_BY_NUMBER = new Set(["einheit", "produkt", "vorlage"]);
const NAMED_BY_LABEL = new Set(["konzept"]);
const PAUSE = 120; // ms without a key before asking
const MOST = 12;
const ENGLISH = document.documentElement.lang === "en";
const say = (german, english) => (ENGLISH ? english : german);

const status = document.createElement("div");
status.className = "unseen";
status.setAttribute("role", "status");
document.body.append(status);

class Combobox {
  constructor(input) {
    this.input = input;
    this.kinds = input.dataset.suggest.split(" ");
    this.many = "many" in input.dataset;
    this.local = document.getElementById(input.getAttribute("list"));
    this.found = [];
    this.active = -1;
    this.asked = 0;
    this.list = document.createElement("ul");
    this.list.id = `${input.id}-wahl`;
    this.list.className = "choices";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", say("Vorschläge", "suggestions"));
    input.removeAttribute("list");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", this.list.id);
    input.after(this.list);
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    // The field keeps the focus while somebody points at the list.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=option]");
      if (item) this.take(Number(item.dataset.number));
    });
  }

  // What is being typed: of several, the last one.
  typed() {
    const text = this.input.value;
    return (this.many ? text.slice(text.lastIndexOf(";") + 1) : text).trim();
  }

  later() {
    clearTimeout(this.timer);
    this.asked += 1;
    if (this.typed()) this.timer = setTimeout(() => this.ask(), PAUSE);
    else this.close();
  }

  async ask() {
    const number = (this.asked += 1);
    const text = this.typed();
    const remote = await Promise.all(this.kinds.filter((kind) => REMOTE.has(kind)).map((kind) => search(kind, text)));
    if (number !== this.asked || document.activeElement !== this.input) return;
    const found = remote.flat();
    const known = new Set(found.map((one) => one.value));
    found.push(...this.offered(text).filter((one) => !known.has(one.value)));
    this.show(found.slice(0, MOST));
  }

  offered(text) {
    const wanted = text.toLocaleLowerCase("de");
    // The lists in the page are of the city that it was made for.
    const here = document.getElementById("f-city")?.selectedOptions[0]?.defaultSelected;
    const options = this.local && here ? [...this.local.options] : [];
    return options
      .map((option) => ({ value: option.value, text: option.textContent }))
      .filter((one) => `${one.value} ${one.text}`.toLocaleLowerCase("de").includes(wanted));
  }

  show(found) {
    this.found = found;
    this.active = -1;
    this.list.replaceChildren(
      ...found.map((one, number) => {
        const item = document.createElement("li");
        item.id = `${this.list.id}-${number}`;
        item.dataset.number = number;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.textContent = one.text && one.text !== one.value ? `${one.value}: ${one.text}` : one.value;
        return item;
      }),
    );
    this.list.style.top = `${this.input.offsetTop + this.input.offsetHeight}px`;
    this.open(found.length > 0);
    status.textContent = found.length
      ? `${found.length} ${say("Vorschläge, mit Pfeil nach unten zu wählen", "suggestions, arrow down to choose")}`
      : say("Keine Vorschläge", "No suggestions");
  }

  open(is) {
    this.list.hidden = !is;
    this.input.setAttribute("aria-expanded", String(is));
    if (!is) this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.active = -1;
    this.open(false);
  }

  move(by) {
    const count = this.found.length;
    this.active = this.active < 0 && by < 0 ? count - 1 : (this.active + by + count) % count;
    for (const [number, item] of [...this.list.children].entries()) {
      item.setAttribute("aria-selected", String(number === this.active));
    }
    const item = this.list.children[this.active];
    this.input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const shown = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (shown) this.move(event.key === "ArrowDown" ? 1 : -1);
      else if (this.typed()) this.ask();
      else this.show(this.offered("").slice(0, MOST));
    } else if (event.key === "Enter" && shown && this.active >= 0) {
      event.preventDefault();
      this.take(this.active);
    } else if (event.key === "Escape" && shown) {
      event.preventDefault();
      this.close();
    }
  }

  take(number) {
    const one = this.found[number];
    const text = this.input.value;
    const before = this.many ? text.slice(0, text.lastIndexOf(";") + 1) : "";
    this.input.value = before ? `${before} ${one.value}` : one.value;
    this.close();
    this.explain(one);
    status.textContent = `${one.text || one.value} ${say("gewählt", "chosen")}`;
  }

  // Say below the field what was chosen, where there is a place for it or can be one.
  explain(one) {
    if (this.many || !one.text) return;
    const id = `${this.input.id}-hinweis`;
    let hint = document.getElementById(id);
    if (!hint) {
      hint = document.createElement("span");
      hint.className = "hint";
      hint.id = id;
      this.list.after(hint);
      const said = this.input.getAttribute("aria-describedby") ?? "";
      this.input.setAttribute("aria-describedby", `${said} ${id}`.trim());
    }
    hint.textContent = one.text;
  }
}

// The day that the check will take, as far as it is written as a date.
function day() {
  for (const id of ["f-date", "f-datum"]) {
    const text = document.getElementById(id)?.value.trim() ?? "";
    const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
    if (german) return `${german[3]}-${german[2].padStart(2, "0")}-${german[1].padStart(2, "0")}`;
    if (/^\d{4}-\d\d-\d\d$/.test(text)) return text;
  }
  return "";
}

async function search(kind, text) {
  const city = document.getElementById("f-city")?.value;
  if (!city) return [];
  const asked = new URLSearchParams({ city, q: text.slice(0, 200), kind });
  if (day()) asked.set("date", day());
  try {
    const answer = await fetch(`/api/v1/suggest?${asked}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) return [];
    const found = await answer.json();
    return (Array.isArray(found) ? found : found.suggestions).map((one) => entry(kind, one));
  } catch {
    return [];
  }
}

function entry(kind, one) {
  const value = NAMED_BY_NUMBER.has(kind) ? one.number || one.id : NAMED_BY_LABEL.has(kind) ? one.label : one.id;
  const words = [value === one.number ? "" : one.number, value === one.label ? "" : one.label].filter(Boolean).join(" ");
  const note = one.valid === false ? ` (${say("nicht gültig", "not valid")})` : "";
  return { value, text: words + note };
}

for (const input of document.querySelectorAll("input[data-suggest]")) new Combobox(input);
