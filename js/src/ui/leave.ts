/** What is held goes out before it is lost: when a part is taken away, and when the page is; knows not what it is. */
import { useLayoutEffect, useRef } from "preact/hooks";

/** Call the latest `leave` once the component goes, and whenever the page is hidden for good. */
export function useLeave(leave: () => void): void {
  const latest = useRef(leave);
  latest.current = leave;
  useLayoutEffect(() => {
    const go = () => latest.current();
    addEventListener("pagehide", go);
    return () => {
      removeEventListener("pagehide", go);
      go();
    };
  }, []);
}
