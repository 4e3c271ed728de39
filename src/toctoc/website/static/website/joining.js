/* Joining files while one writes, and recording a voice note. Without this file the same field posts with its form. */
(() => {
  "use strict";
  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  // The first that this browser records; the server reads them all and keeps neither.
  const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];

  for (const field of document.querySelectorAll("[data-joining]")) {
    const find = (name) => field.querySelector(`[data-${name}]`);
    const lines = find("joining-lines");
    const error = find("joining-error");
    const input = field.querySelector("input[type=file]");
    const recorder = find("recorder");
    const state = find("recorder-state");
    find("joining-plain").hidden = true;

    const complain = (sentence) => { error.textContent = sentence; error.hidden = !sentence; };

    const send = async (file, name) => {
      const form = new FormData();
      form.append("fichiers", file, name);
      form.append("csrfmiddlewaretoken", field.closest("form").elements.namedItem("csrfmiddlewaretoken").value);
      const answer = await fetch(field.dataset.joining, { method: "POST", body: form }).catch(() => null);
      const told = answer ? await answer.text() : "";
      if (answer?.status !== 201) {
        complain(answer?.status === 422 ? told : state.dataset.away);
        return false;
      }
      const template = document.createElement("template");
      template.innerHTML = told;
      const line = template.content.firstElementChild;
      lines.append(line);
      window.htmx?.process(line);
      return true;
    };

    input.addEventListener("change", async () => {
      const files = [...input.files];
      input.value = ""; /* else they would go a second time with the form */
      complain("");
      for (const file of files) await send(file, file.name);
    });

    lines.addEventListener("click", (event) => {
      const button = event.target.closest("[data-joining-off]");
      if (!button) return;
      event.preventDefault();
      button.closest("li").remove(); /* what no message uses is erased within a day */
      field.querySelector("summary").focus();
    });

    const kind = window.MediaRecorder && KINDS.find((one) => MediaRecorder.isTypeSupported(one));
    if (!kind || !navigator.mediaDevices?.getUserMedia) continue;
    recorder.hidden = false;
    const [begin, end, drop] = ["begin", "end", "drop"].map((name) => find(`recorder-${name}`));
    const timer = find("recorder-timer");
    let recording = null;

    const show = (isOn) => {
      begin.hidden = isOn;
      end.hidden = drop.hidden = timer.hidden = !isOn;
      (isOn ? end : begin).focus();
    };

    begin.addEventListener("click", async () => {
      let stream;
      try {
        stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      } catch {
        state.textContent = state.dataset.denied;
        return;
      }
      const pieces = [];
      const began = Date.now();
      recording = new MediaRecorder(stream, { mimeType: kind, audioBitsPerSecond: 32000 });
      recording.kept = true;
      const ticking = setInterval(() => {
        const seconds = Math.floor((Date.now() - began) / 1000);
        timer.textContent = clock(seconds);
        if (seconds >= Number(recorder.dataset.longest)) recording.stop();
      }, 500);
      recording.addEventListener("dataavailable", (event) => pieces.push(event.data));
      recording.addEventListener("stop", async () => {
        clearInterval(ticking);
        for (const track of stream.getTracks()) track.stop();
        show(false);
        if (!recording.kept) { state.textContent = state.dataset.dropped; return; }
        state.textContent = state.dataset.sending;
        complain("");
        state.textContent = (await send(new Blob(pieces, { type: kind }), "voix")) ? state.dataset.sent : "";
      });
      recording.start(1000);
      timer.textContent = clock(0);
      state.textContent = state.dataset.recording;
      show(true);
    });
    end.addEventListener("click", () => recording?.stop());
    drop.addEventListener("click", () => { recording.kept = false; recording.stop(); });
  }
})();
