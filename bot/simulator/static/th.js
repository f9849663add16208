// Every Thai word the scripts put on the page.

export const TH = {
  general: "ทั่วไป",
  complaint: "แจ้งเบาะแส",
  write: "พิมพ์ข้อความ",
  send: "ส่ง",
  more: "เพิ่มเติม",
  stickers: "สติกเกอร์",
  picture: "เลือกรูป",
  sample: "รูปตัวอย่าง",
  location: "ตำแหน่ง",
  voice: "เสียง",
  file: "ไฟล์",
  befriend: "เพิ่มเพื่อน",
  unblock: "เลิกบล็อก",
  block: "บล็อก",
  unknown: "ชนิดใหม่",
  unsend: "ยกเลิกข้อความ",
  unsent: "คุณยกเลิกข้อความแล้ว",
  stranger: "ยังไม่ได้เพิ่มเพื่อน",
  blocked: "บล็อกบัญชีนี้อยู่",
  empty: "ลองทักทาย หรือพิมพ์คำถามได้เลย",
  none: "หน่วยงานนี้ยังไม่มีบัญชีนี้",
  state: { friend: "เพื่อน", stranger: "ยังไม่เป็นเพื่อน", blocked: "บล็อกอยู่" },
  read: "อ่านแล้ว",
  menu: "เมนู",
  lost: "ขาดการเชื่อมต่อกับตัวจำลอง กำลังลองใหม่",
  trouble: (why) => `บอตยังไม่รับข้อความ (${why})`,
  call: (number) => `โทร ${number}`,
  copied: "คัดลอกแล้ว",
  lineLink: "ลิงก์นี้เปิดในแอป LINE",
  choose: "เลือก",
  cancel: "ยกเลิก",
  ok: "ตกลง",
  pick: { date: "เลือกวันที่", time: "เลือกเวลา", datetime: "เลือกวันและเวลา" },
  sent: { audio: "ข้อความเสียง", video: "วิดีโอ", file: "ไฟล์", hologram: "ข้อความชนิดใหม่", coupon: "คูปอง" },
  outside: "รูปจากภายนอก",
  today: "วันนี้",
  wire: { webhook: "Webhook ล่าสุด", call: "คำสั่ง API ล่าสุด", inspect: "ความเข้าใจและบันทึกสนทนา" },
  nothing: "ยังไม่มี",
  closed: "ช่องทางแจ้งเบาะแสไม่เปิดให้ดู",
  who: "ดูของ",
  nextMessage: "ข้อความถัดไป",
  nextReply: "คำตอบถัดไปของบอต",
  now: "ทำทันที",
  odd: {
    duplicate: "ส่งซ้ำ 2 ครั้ง",
    together: "2 ข้อความพร้อมกัน",
    late: "มาช้า 5 วินาที",
    unsendFirst: "ยกเลิกมาก่อนข้อความ",
    expiredToken: "reply token หมดอายุ",
    standby: "โหมด standby",
    spacedJson: "JSON แปลกตา",
  },
  faults: {
    rate: "429 ถี่เกินไป",
    monthly: "429 โควตาหมด",
    "server-error": "500",
    "bad-gateway-html": "502 HTML",
    "lost-answer": "รับแล้วแต่คำตอบหาย",
    slow: "ช้า 3 วินาที",
  },
  redeliver: "ส่ง webhook ล่าสุดอีกครั้ง",
  clear: "ยกเลิกทั้งหมด",
  armed: (words) => `รออยู่: ${words}`,
};

const clock = new Intl.DateTimeFormat("th-TH", { timeZone: "Asia/Bangkok", hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("th-TH-u-ca-buddhist", {
  timeZone: "Asia/Bangkok",
  weekday: "short",
  day: "numeric",
  month: "short",
});
const whole = new Intl.DateTimeFormat("th-TH-u-ca-buddhist", {
  timeZone: "Asia/Bangkok",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});

const date = new Intl.DateTimeFormat("th-TH-u-ca-buddhist", { day: "numeric", month: "long", year: "numeric" });

/** What was picked, as Thais write it: 31 มีนาคม 2569 09:30. */
export function pickedOf(mode, value) {
  if (!value || mode === "time") return value ? `${value} น.` : "";
  const [day, time] = value.split("T");
  return date.format(new Date(`${day}T00:00`)) + (time ? ` ${time} น.` : "");
}

export const timeOf = (iso) => clock.format(new Date(iso));
export const dayOf = (iso) => day.format(new Date(iso));
export const momentOf = (iso) => whole.format(new Date(iso));
