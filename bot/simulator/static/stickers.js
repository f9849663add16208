// Stickers cannot be fetched from LINE; each stands here as a large emoji.

export const STICKERS = [
  { package: "11537", number: "52002734", face: "😊" },
  { package: "11537", number: "52002735", face: "👍" },
  { package: "11537", number: "52002739", face: "🙏" },
  { package: "11537", number: "52002744", face: "😄" },
  { package: "11537", number: "52002750", face: "😢" },
  { package: "11538", number: "51626494", face: "🤔" },
  { package: "11538", number: "51626501", face: "👏" },
  { package: "11538", number: "51626518", face: "😴" },
];

export function faceOf(message) {
  return STICKERS.find((one) => one.number === message.stickerId)?.face || "🎴";
}
