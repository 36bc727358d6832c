/** The face of a persona, a picture or its initials, and the form to change it; knows no store. */
import { useRef, useState } from "preact/hooks";
import { Icon } from "../shell/icon";
import { AVATAR_SIDE, file_of, PICTURE_FILES, type PictureFault, small_picture } from "../shell/picture";
import { Popover } from "../shell/popover";
import { COLORS } from "./fields";
import { Radios } from "./Radios";

export interface AvatarProps {
  initials: string;
  color: (typeof COLORS)[number];
  /** A data address, or "" for the initials. */
  picture: string;
  label: string;
  /** What is on the circle, in words. */
  shows: string;
  names: readonly string[];
  text: (key: "choose" | "remove" | "drop" | "color") => string;
  read_only: boolean;
  onPick: (color: (typeof COLORS)[number]) => void;
  onPicture: (picture: string) => void;
  onFault: (fault: PictureFault) => string;
  /** What else stands in the form. */
  children?: preact.ComponentChildren;
}

/** The picture, or the initials where there is none. */
export function Face({ initials, picture }: { initials: string; picture: string }) {
  if (!picture) return <span aria-hidden="true">{initials}</span>;
  return <img class="cjm-face__picture" src={picture} alt="" draggable={false} />;
}

/** Draw the circle; pressing it opens colours and picture, a file dropped on it becomes the picture. */
export function Avatar(props: AvatarProps) {
  const { initials, color, picture, label, shows, names, text, read_only, onPick } = props;
  const [open, setOpen] = useState(false);
  const [over, setOver] = useState(false);
  const [fault, setFault] = useState("");
  const face = useRef<HTMLButtonElement>(null);
  const take = async (file: File | null | undefined) => {
    const small = await small_picture(file, { side: AVATAR_SIDE, square: true });
    setFault(small.fault ? props.onFault(small.fault) : "");
    if (small.picture) {
      props.onPicture(small.picture);
      setOpen(false);
      face.current?.focus();
    } else setOpen(true);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop files on; the form does the same
    <div
      class={`cjm-face${over ? " is-over" : ""}`}
      onKeyDown={(event) => {
        if (event.key === "Escape") setOpen(false);
      }}
      onDragOver={(event) => {
        if (read_only) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (!read_only) void take(file_of(event.dataTransfer));
      }}
    >
      <button
        ref={face}
        type="button"
        class="cjm-face__face"
        aria-label={`${initials}, ${shows}`}
        title={label}
        aria-haspopup="dialog"
        aria-expanded={open}
        disabled={read_only}
        onClick={() => {
          setFault("");
          setOpen(!open);
        }}
      >
        <Face {...{ initials, picture }} />
      </button>
      {open && (
        <Popover label={label} anchor={face} class="cjm-face__form" onClose={() => setOpen(false)}>
          <Radios
            kind="colors"
            label={text("color")}
            options={names}
            value={COLORS.indexOf(color) + 1}
            clearable={false}
            read_only={read_only}
            option_class={(choice) => `cjm-radio--${COLORS[choice - 1]}`}
            onPick={(choice) => onPick(COLORS[choice - 1] ?? "indigo")}
          />
          <PictureChoice {...{ text, picture, fault, take }} onRemove={() => props.onPicture("")} />
          {props.children}
        </Popover>
      )}
    </div>
  );
}

interface ChoiceProps {
  text: AvatarProps["text"];
  picture: string;
  fault: string;
  take: (file: File | null | undefined) => void;
  onRemove: () => void;
}

/** Choose a file or take the picture away; what is wrong with a file is said here. */
function PictureChoice({ text, picture, fault, take, onRemove }: ChoiceProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div class="cjm-form__buttons">
      <button type="button" class="cjm-chip-button" onClick={() => input.current?.click()}>
        <Icon name="image-plus" size={13} /> {text("choose")}
      </button>
      <input
        ref={input}
        class="cjm-face__file"
        type="file"
        accept={PICTURE_FILES}
        tabIndex={-1}
        aria-label={text("choose")}
        onChange={(event) => {
          const { files } = event.currentTarget;
          if (files?.length) void take(files[0]);
        }}
      />
      {picture && (
        <button type="button" class="cjm-chip-button" onClick={onRemove}>
          <Icon name="trash" size={12} /> {text("remove")}
        </button>
      )}
      <p class="cjm-form__hint">{text("drop")}</p>
      {fault && (
        <p class="cjm-form__fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
