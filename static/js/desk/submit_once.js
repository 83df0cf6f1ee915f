// A double click on a button sends its form once: the second answer would find what the first one saved. A form that
// saves in place sees to that by itself.
const PAUSE_MS = 1500;
let sent = {};

document.addEventListener("submit", (event) => {
  const { target: form, submitter, timeStamp } = event;
  if (event.defaultPrevented) return;
  const isAgain = sent.form === form && sent.submitter === submitter && timeStamp - sent.timeStamp < PAUSE_MS;
  if (!isAgain) return void (sent = { form, submitter, timeStamp });
  event.preventDefault();
});
