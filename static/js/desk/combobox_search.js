// What a combobox asks of Django's autocomplete view: one question at a time, the newer one ends the older.
export class Search {
  constructor({ url, appLabel, modelName, fieldName }) {
    this.url = url;
    this.source = { app_label: appLabel, model_name: modelName, field_name: fieldName };
  }

  // → {results: [{id, text}], pagination: {more}}, or null where another question or cancel() came in between.
  async ask(term, pauseMs) {
    this.cancel();
    const { signal } = (this.request = new AbortController());
    if (pauseMs) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    try {
      const answer = await fetch(`${this.url}?${new URLSearchParams({ term, ...this.source })}`, { signal });
      if (!answer.ok) throw new Error(`${this.url} answered ${answer.status}`);
      return await answer.json();
    } catch (error) {
      if (error.name === "AbortError") return null;
      throw error;
    }
  }

  cancel() { this.request?.abort(); }
}
