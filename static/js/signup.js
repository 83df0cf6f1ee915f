/* <newsletter-signup>: sends its form without leaving the page. The answer's words are the server's;
   they go into the empty live region, and the focus stays where it is. */
class NewsletterSignup extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.status = this.querySelector("[role=status]");
    if (this.form.elements.email.matches("[aria-invalid=true]")) return; // a page that says so is answered by a page
    this.form.addEventListener("submit", (event) => this.submit(event));
  }

  async submit(event) {
    event.preventDefault();
    if (this.isBusy) return;
    this.isBusy = true;
    this.status.textContent = "";
    try {
      this.show(await this.send());
    } catch {
      this.form.submit(); // no answer, or none we can read: the browser tries, and says what is wrong
    } finally {
      this.isBusy = false;
    }
  }

  async send() {
    const response = await fetch(this.form.action, {
      method: "POST",
      body: new FormData(this.form),
      headers: { Accept: "application/json" },
    });
    return response.json();
  }

  show({ ok, message }) {
    this.form.elements.email.setAttribute("aria-invalid", String(!ok));
    this.status.className = ok ? "notice notice--ok" : "notice notice--err";
    this.status.textContent = message;
  }
}

customElements.define("newsletter-signup", NewsletterSignup);
