// How to come into the room: what to scan, and what to type. Needs room.js.

/** room: one that is open */
function joinCard(room) {
  const card = element("div", "join");
  const qr = element("img", "join-qr");
  Object.assign(qr, { src: room.qr, alt: "The room's address as a QR code" });
  const words = element("p", "join-words");
  words.append(element("span", "join-address", room.address.replace(/^https?:\/\//, "")), element("b", "join-code", room.code));
  card.append(qr, words);
  return card;
}

/** "1 phone", "12 phones" */
const phones = (count) => `${count} phone${count === 1 ? "" : "s"}`;
