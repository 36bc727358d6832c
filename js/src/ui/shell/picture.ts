/** Makes small pictures to be kept in a record out of the files people choose or drop; knows no records. */
import type { Translate } from "./context";

/** Bytes a picture in a record may take, before base64. */
const LIMIT = 64 * 1024;
const MOST_BYTES = 30_000_000;
const MOST_PIXELS = 60_000_000;
const QUALITIES = [0.86, 0.74, 0.6, 0.45];
export const AVATAR_SIDE = 192;
export const CARD_SIDE = 480;
/** What a file input asks for; SVG is not among them: it can hold programs. */
export const PICTURE_FILES = "image/png,image/jpeg,image/webp,image/gif,image/bmp,image/avif";

/** Why a file is no picture for us; the words are `upload.<reason>`. */
export type PictureFault = "no_file" | "svg" | "no_picture" | "too_large" | "unreadable";
export type SmallPicture =
  | { picture: string; fault?: undefined }
  | { picture?: undefined; fault: PictureFault };

export interface PictureWish {
  /** Pixels the longer side takes at most. */
  side: number;
  /** Cut what lies beyond the square in the middle, as an avatar needs it. */
  square?: boolean;
}

interface Frame {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The part of a picture that is kept. */
export function frame_of(width: number, height: number, square: boolean): Frame {
  if (!square) return { x: 0, y: 0, width, height };
  const edge = Math.min(width, height);
  return { x: Math.floor((width - edge) / 2), y: Math.floor((height - edge) / 2), width: edge, height: edge };
}

/** Bytes that a data address stands for. */
export function weight_of(address: string): number {
  const body = address.slice(address.indexOf(",") + 1);
  return Math.floor((body.length * 3) / 4) - (body.endsWith("==") ? 2 : body.endsWith("=") ? 1 : 0);
}

/** What can be said of a file before it is opened; null where nothing speaks against it. */
export function fault_of(file: Blob | null | undefined): PictureFault | null {
  if (!file) return "no_file";
  const name = file instanceof File ? file.name.toLowerCase() : "";
  if (file.type === "image/svg+xml" || name.endsWith(".svg") || name.endsWith(".svgz")) return "svg";
  if (file.type !== "" && !file.type.startsWith("image/")) return "no_picture";
  return file.size > MOST_BYTES ? "too_large" : null;
}

/** The first file of a drop or a paste; null where only text or an address came. */
export function file_of(data: DataTransfer | null): File | null {
  return data?.files[0] ?? null;
}

function is_clear(pen: CanvasRenderingContext2D, width: number, height: number): boolean {
  const { data } = pen.getImageData(0, 0, width, height);
  for (let at = 3; at < data.length; at += 4) if ((data[at] as number) < 255) return true;
  return false;
}

function drawn(image: ImageBitmap, frame: Frame, side: number): string[] {
  const scale = Math.min(1, side / Math.max(frame.width, frame.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(frame.width * scale));
  canvas.height = Math.max(1, Math.round(frame.height * scale));
  const pen = canvas.getContext("2d");
  if (!pen) return [];
  pen.imageSmoothingQuality = "high";
  pen.drawImage(image, frame.x, frame.y, frame.width, frame.height, 0, 0, canvas.width, canvas.height);
  if (is_clear(pen, canvas.width, canvas.height)) return [canvas.toDataURL("image/png")];
  return QUALITIES.map((quality) => canvas.toDataURL("image/jpeg", quality));
}

/**
 * Draw a file afresh as a data address of at most 64 kB. Nothing but its pixels is kept: no place, no camera.
 * JPEG, or PNG where parts are transparent; of a moving picture the first frame.
 */
export async function small_picture(
  file: Blob | null | undefined,
  { side, square = false }: PictureWish,
): Promise<SmallPicture> {
  const fault = fault_of(file);
  if (fault || !file) return { fault: fault ?? "no_file" };
  let image: ImageBitmap;
  try {
    image = await createImageBitmap(file);
  } catch {
    return { fault: "unreadable" };
  }
  try {
    if (image.width * image.height > MOST_PIXELS) return { fault: "too_large" };
    const frame = frame_of(image.width, image.height, square);
    for (let edge = side; edge >= 8; edge = Math.floor(edge * 0.75)) {
      const fits = drawn(image, frame, edge).find((address) => weight_of(address) <= LIMIT);
      if (fits) return { picture: fits };
    }
    return { fault: "unreadable" };
  } finally {
    image.close();
  }
}

/** Say why a file is not taken. */
export const fault_text = (t: Translate, fault: PictureFault): string => t(`upload.${fault}`);
