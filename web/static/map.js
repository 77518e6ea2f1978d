// The coverage map: a link to #at-N opens the place of the lecture that holds the character N.

const place = /^#at-(\d+)$/.exec(location.hash);
const lecture = document.querySelector("[data-lecture]");
if (place && lecture) {
  const at = Number(place[1]);
  const target = document.getElementById(`at-${at}`);
  const holder =
    target?.closest(".span") ??
    [...lecture.querySelectorAll(".span")].find(
      (span) => Number(span.id.slice(3)) <= at && at < Number(span.dataset.end),
    );
  const asked = new URLSearchParams(location.search).get("at");
  if (holder) {
    const details = holder.querySelector("details");
    if (details) details.open = true;
    holder.scrollIntoView({ block: "center" });
  } else if (asked !== place[1]) {
    location.replace(`${lecture.dataset.lecture}?at=${at}#at-${at}`);
  }
}
